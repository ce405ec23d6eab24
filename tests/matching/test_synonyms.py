"""A company's synonyms make two ways to say a thing one, on both sides."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Catalog, Index, build_index, decide
from matching.engine.encoders.static import Static
from matching.engine.synonyms import build_synonyms
from tests.matching.catalogs import document

WORDS = st.lists(st.sampled_from("abcd"), max_size=8)
PHRASES = st.lists(st.sampled_from("abcd"), min_size=1, max_size=3).map(tuple)


def apply(pairs: list[tuple[str, str]], said: str) -> str:
    """Return what was said with the synonyms of these pairs replaced."""
    split = [(tuple(word.split()), tuple(means.split())) for word, means in pairs]
    return " ".join(build_synonyms(split).apply(said.split()))


def index(*synonyms: tuple[str, str], **changes: Any) -> Index:
    """Return the small company's index with these synonyms."""
    named = [{"word": word, "means": means} for word, means in synonyms]
    return build_index(Catalog.from_document(document(synonyms=named, **changes)), Static())


@pytest.mark.parametrize(
    ("pairs", "said", "read"),
    [
        ([("a", "b")], "a x a", "b x b"),
        ([("a b c", "x"), ("a b", "y"), ("a", "z")], "a b d a b c a", "y d x z"),
        ([("a", "b"), ("b", "c")], "a b", "b c"),
        ([("a", "b"), ("b", "a")], "a b", "b a"),
        ([("a", "a a")], "a", "a a"),
        (
            [("hot water tank", "water heater"), ("tank", "reservoir")],
            "my hot water tank",
            "my water heater",
        ),
        (
            [("tank", "reservoir"), ("hot water tank", "water heater")],
            "hot water tank",
            "water heater",
        ),
        ([("hot tank", "x")], "hot", "hot"),
        ([("a", "first"), ("a", "second")], "a", "first"),
        ([], "a b", "a b"),
        ([("a", "b")], "", ""),
        ([("", "b"), ("a", "")], "a", "a"),
    ],
)
def test_one_pass_replaces_the_longest_first_and_never_chains(
    pairs: list[tuple[str, str]], said: str, read: str
) -> None:
    assert apply(pairs, said) == read


@given(st.lists(st.tuples(PHRASES, PHRASES), max_size=4), WORDS)
def test_what_no_synonym_names_stays_in_its_place(
    pairs: list[tuple[tuple[str, ...], tuple[str, ...]]], said: list[str]
) -> None:
    marked = [one for word in said for one in (word, "|")]

    read = build_synonyms(pairs).apply(marked)

    assert read.count("|") == len(said)
    assert build_synonyms([]).apply(marked) == tuple(marked)


@given(WORDS)
def test_a_word_becomes_what_it_means_and_is_not_looked_up_again(said: list[str]) -> None:
    pairs = [(("a",), ("b",)), (("b",), ("c",)), (("c",), ("a",))]

    read = build_synonyms(pairs).apply(said)

    assert read == tuple({"a": "b", "b": "c", "c": "a"}.get(word, word) for word in said)


@pytest.mark.parametrize(
    ("trigger", "said"),
    [
        ("my water heater leaks", "my hot water tank leaks"),
        ("my hot water tank leaks", "my water heater leaks"),
        ("My hot-water tank leaks!", "my water heater leaks"),
    ],
)
def test_a_trigger_is_reached_by_the_other_word_as_by_its_own(trigger: str, said: str) -> None:
    scenarios = [{"id": "heater", "triggers": [trigger]}, {"id": "b", "triggers": ["book a visit"]}]

    with_it = decide(index(("hot water tank", "water heater"), scenarios=scenarios), said)
    without = decide(index(scenarios=scenarios), said)

    assert (with_it.id, with_it.score) == ("heater", 1.0)
    assert without.score < 1.0


def test_a_question_is_reached_through_a_synonym_too() -> None:
    assert decide(index(("pooch", "dogs")), "are your technicians good with pooch").score == 1.0
    assert decide(index(), "are your technicians good with pooch").score < 1.0


def test_a_negative_trigger_is_read_with_synonyms_too() -> None:
    scenarios = [
        {"id": "book", "triggers": ["book a visit"], "negativeTriggers": ["reschedule"]},
        {"id": "other", "triggers": ["what do you charge"]},
    ]
    said = "book a visit or push back"

    assert decide(index(("push back", "reschedule"), scenarios=scenarios), said).id != "book"
    assert decide(index(scenarios=scenarios), said).id == "book"


def test_a_synonym_is_one_company_s_alone() -> None:
    ours, theirs = index(("frobnicate", "cancel")), index()

    assert decide(ours, "frobnicate my appointment").score == 1.0
    assert decide(theirs, "frobnicate my appointment").score < 1.0
