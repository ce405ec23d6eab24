"""A score is a chance from 0 to 1 that never falls as more speaks for an entry."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Catalog, build_index, decide
from matching.engine.encoders.choice import NAMES
from matching.engine.evidence import CALIBRATION, MEASURES, Evidence, estimate, score
from matching.fitting.calibrate import RIVALLED, SPEAKS_FOR

COSINES = st.floats(min_value=-1, max_value=1)
LOGARITHMS = st.floats(min_value=-8, max_value=8)
SAID = st.floats(min_value=0.6, max_value=8)
"""The logarithm of how many words were said, and one: something was."""

LOGARITHMIC = {"length", "phrases", "entries", "own"}


def evidence(**fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Evidence]:
    """Return any evidence for something said, with some of its members fixed."""
    numbers = {name: LOGARITHMS if name in LOGARITHMIC else COSINES for name in MEASURES}
    most = st.floats(min_value=0, max_value=1)
    return st.builds(Evidence, **{**numbers, "words": SAID, "most": most, **fixed})


FLAGS = ("clashes", "by_regex", "is_exact", "is_rivalled")
ANY = evidence(**dict.fromkeys(FLAGS, st.booleans()))
ENCODERS = st.sampled_from(NAMES)


@given(ANY, ENCODERS)
def test_a_score_is_from_0_to_1(found: Evidence, encoder: str) -> None:
    assert 0 <= score(found, encoder) <= 1


@given(ANY, ENCODERS)
def test_what_was_said_exactly_scores_1(found: Evidence, encoder: str) -> None:
    assert score(replace(found, is_exact=True), encoder) == 1.0


@given(evidence(clashes=st.booleans()), ENCODERS)
def test_nothing_but_the_exact_words_scores_1(found: Evidence, encoder: str) -> None:
    assert score(found, encoder) < 1.0


@given(evidence(clashes=st.booleans(), by_regex=st.just(True)), ENCODERS)
def test_a_regex_trigger_scores_at_least_95_hundredths(found: Evidence, encoder: str) -> None:
    assert 0.95 <= score(found, encoder) < 1.0


@given(evidence(clashes=st.just(True)), ENCODERS)
def test_a_contradiction_scores_at_most_40_hundredths(found: Evidence, encoder: str) -> None:
    assert score(found, encoder) <= 0.40
    assert score(found, encoder) <= score(replace(found, clashes=False), encoder)


@given(evidence(words=st.just(0.0), clashes=st.booleans()), ENCODERS)
def test_nothing_said_scores_0(found: Evidence, encoder: str) -> None:
    assert score(found, encoder) == 0.0


@given(evidence(), ENCODERS)
def test_a_score_is_never_above_a_stronger_entry_s(found: Evidence, encoder: str) -> None:
    assert score(found, encoder) <= found.most + 1e-6


@pytest.mark.parametrize("name", sorted(SPEAKS_FOR))
@given(found=ANY, other=COSINES, encoder=ENCODERS)
def test_a_score_never_rises_as_less_speaks_for_an_entry(
    name: str, found: Evidence, other: float, encoder: str
) -> None:
    less, more = sorted([getattr(found, name), other])

    assert score(replace(found, **{name: less}), encoder) <= score(
        replace(found, **{name: more}), encoder
    )


@pytest.mark.parametrize("encoder", NAMES)
@pytest.mark.parametrize("name", ["strength", "lead", "lexical", "semantic", "coverage"])
def test_a_score_rises_as_more_speaks_for_an_entry(name: str, encoder: str) -> None:
    doubtful = Evidence(strength=0.3, semantic=0.5, words=1.8)

    assert score(replace(doubtful, **{name: 0.9}), encoder) > score(doubtful, encoder)


@pytest.mark.parametrize("encoder", NAMES)
def test_the_calibration_weighs_what_is_measured(encoder: str) -> None:
    fitted = json.loads(CALIBRATION.read_text())

    assert set(fitted) == {*NAMES}
    assert set(fitted[encoder]["alone"]["weights"]) == {*MEASURES}
    assert set(fitted[encoder]["rivalled"]["weights"]) == {*RIVALLED}


def test_what_is_measured_is_every_number_but_the_limit() -> None:
    others = {*FLAGS, "most"}

    assert {*MEASURES} == {one.name for one in fields(Evidence)} - others


@pytest.mark.parametrize(
    ("intercept", "chance"), [(0.0, 0.5), (1e9, 1.0), (-1e9, 0.0), (1.0, 0.731059)]
)
def test_an_estimate_is_a_logistic_curve(intercept: float, chance: float) -> None:
    leading = Evidence(lead=1)

    assert estimate(Evidence(), intercept, {}) == pytest.approx(chance, abs=1e-6)
    assert estimate(leading, 0, {"lead": intercept}) == pytest.approx(chance, abs=1e-6)


@pytest.mark.parametrize(
    "said",
    ["what are your hours", "when are you open", "how much is it", "what is your phone number"],
)
def test_a_single_question_does_not_take_what_it_is_not_asked(said: str) -> None:
    asked = {"id": "where", "question": "where are you located", "alternatives": ["your address"]}
    index = build_index(Catalog.from_document({"qnas": [asked]}))

    assert decide(index, said).kind == "fallback"
    assert decide(index, "where are you guys located").id == "where"
