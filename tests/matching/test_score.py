"""The candidates of an utterance come in the order in which they are meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.pool import build_pool
from matching.engine.score import MOST_CANDIDATES, Candidate, find_candidates
from matching.engine.utterance import Utterance, prepare
from tests.matching.catalogs import static_index
from tests.matching.encoding import encoder_named

INDEX = static_index(
    scenarios=[
        {"id": f"{verb} {thing}", "triggers": [f"{verb} my {thing}", f"please {verb} the {thing}"]}
        for verb in ("clean", "repair", "replace")
        for thing in ("drain", "furnace", "heater")
    ]
)
ALONE = build_pool(INDEX.scenarios.entries, encoder_named("static"))
"""The same without what callers ask any company."""

WORDS = st.sampled_from(
    [
        "clean",
        "repair",
        "replace",
        "my",
        "drain",
        "furnace",
        "heater",
        "do",
        "not",
        "snow",
        "please",
    ]
)
SAID = st.lists(WORDS, min_size=1, max_size=7).map(" ".join)
PLACES = st.sets(st.integers(0, 8), max_size=2)


def heard(text: str) -> Utterance:
    return prepare(INDEX, text)


def place(name: str) -> int:
    return [identifier for identifier, _ in INDEX.scenarios.entries].index(name)


def ids(candidates: list[Candidate]) -> list[str]:
    return [INDEX.scenarios.entries[one.order][0] for one in candidates]


@given(SAID)
def test_the_stronger_of_two_ordinary_candidates_scores_more(said: str) -> None:
    found = [
        one
        for one in find_candidates(INDEX.scenarios, heard(said))
        if not one.evidence.is_exact and not one.evidence.clashes
    ]

    strengths = [one.evidence.strength for one in found]

    assert strengths == sorted(strengths, reverse=True)
    assert all(0 <= one.score <= 1 for one in found)


@given(SAID, PLACES)
def test_candidates_come_by_score_then_by_their_place(said: str, by_regex: set[int]) -> None:
    found = find_candidates(INDEX.scenarios, heard(said), by_regex)

    assert found == sorted(found, key=lambda one: (-one.score, one.order))
    assert by_regex <= {one.order for one in found}
    assert MOST_CANDIDATES <= len(found) <= MOST_CANDIDATES + 1 + len(by_regex)


@given(SAID, PLACES)
def test_an_excluded_entry_is_no_candidate(said: str, excluded: set[int]) -> None:
    found = find_candidates(INDEX.scenarios, heard(said), (), excluded.__contains__)

    assert excluded.isdisjoint(one.order for one in found)


@settings(max_examples=30)
@given(SAID, PLACES)
def test_an_excluded_entry_is_not_even_a_rival(said: str, excluded: set[int]) -> None:
    found = find_candidates(ALONE, heard(said), (), excluded.__contains__)

    leads = [one.evidence.lead for one in sorted(found, key=lambda one: -one.evidence.strength)]

    first, second, *_ = sorted((one.evidence.strength for one in found), reverse=True)
    assert leads[0] == pytest.approx(first - second, abs=2e-4)


def test_an_exact_phrase_is_the_first() -> None:
    found = find_candidates(INDEX.scenarios, heard("repair my furnace"))

    assert ids(found)[0] == "repair furnace"
    assert [one.evidence.is_exact for one in found].count(True) == 1
    assert found[0].score == 1.0


def test_a_regex_stands_before_what_is_only_alike() -> None:
    by_regex = place("clean heater")

    found = find_candidates(INDEX.scenarios, heard("repair furnace"), [by_regex])
    without = find_candidates(INDEX.scenarios, heard("repair furnace"))

    assert found[0].score >= 0.95
    assert "clean heater" in ids(found)[:2]
    assert ids(without)[0] == "repair furnace"


def test_a_contradicted_entry_does_not_hold_back_the_next() -> None:
    found = find_candidates(INDEX.scenarios, heard("do not repair my furnace replace my furnace"))
    by_name = dict(zip(ids(found), found, strict=True))

    assert by_name["repair furnace"].evidence.clashes
    assert by_name["repair furnace"].score <= 0.40
    assert ids(found)[0] == "replace furnace"
    assert found[0].score > 0.40


def test_evidence_tells_what_is_alike() -> None:
    found = find_candidates(INDEX.scenarios, heard("please repair our furnace"))[0].evidence

    assert found.strength > 0
    assert found.lead > 0
    assert 0 < found.lexical < 1
    assert 0 < found.coverage < 1
    assert found.background < found.semantic <= 1


@pytest.mark.parametrize("said", ["", "?!", "\u2603"])
def test_what_says_nothing_scores_nothing(said: str) -> None:
    found = find_candidates(INDEX.scenarios, heard(said))

    assert {one.score for one in found} == {0.0}


def test_there_are_no_candidates_in_nothing() -> None:
    nothing = build_pool([], encoder_named("static"))

    assert find_candidates(nothing, heard("repair my furnace")) == []


def test_one_entry_alone_has_no_rival() -> None:
    alone = build_pool([("only", ("repair my furnace",))], encoder_named("static"))

    [found] = find_candidates(alone, heard("repair the furnace"))

    assert found.evidence.lead == found.evidence.strength > 0
