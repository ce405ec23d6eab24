"""Between sure and unsure the caller is asked first, unless told something or in danger."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import decide
from tests.matching.catalogs import document, static_index

EAGER = {"scenario": 0, "qna": 1}
TOLD = [{**one, "isInformational": one["id"] == "price"} for one in document()["scenarios"]]
INDEXES = [static_index(scenarios=TOLD), static_index(scenarios=TOLD, thresholds=EAGER)]
WORDS = st.sampled_from(
    [
        *("how", "much", "is", "a", "service", "call", "cancel", "my", "appointment", "book"),
        *("visit", "warranty", "drain", "gate", "snow"),
    ]
)


@given(st.lists(WORDS, max_size=7).map(" ".join), st.sampled_from(INDEXES))
def test_every_unsure_answer_in_calm_words_but_information_is_confirmed_first(
    said: str, index: Any
) -> None:
    decision = decide(index, said)

    is_unsure = decision.id not in (None, "price") and decision.score < 0.80
    assert decision.confirm == is_unsure


@pytest.mark.parametrize("said", ["a visit to the zoo", "set up the gate"])
def test_an_unsure_scenario_is_confirmed_first(said: str) -> None:
    decision = decide(static_index(thresholds=EAGER), said)

    assert decision.kind == "scenario"
    assert decision.score < 0.80
    assert decision.confirm


@pytest.mark.parametrize(("is_informational", "confirm"), [(True, False), (False, True)])
def test_mere_information_is_told_without_asking(is_informational: bool, confirm: bool) -> None:
    price = {"triggers": ["how much is a service call"], "isInformational": is_informational}
    scenarios = [{"id": "price", **price}, {"id": "gate", "triggers": ["open the gate"]}]

    decision = decide(static_index(scenarios=scenarios, thresholds=EAGER), "much ado")

    assert decision.id == "price"
    assert decision.score < 0.80
    assert decision.confirm == confirm


@pytest.mark.parametrize(("word", "confirm"), [("hurry", False), ("slowly", True)])
def test_an_emergency_in_urgent_words_is_answered_without_asking(word: str, confirm: bool) -> None:
    flood = {"id": "flood", "triggers": ["the whole cellar is full of water"], "isEmergency": True}
    keywords = [{"word": "hurry", "weight": 0.4}]
    thresholds = {"scenario": 0.05}
    index = static_index(scenarios=[flood], urgencyKeywords=keywords, thresholds=thresholds)

    decision = decide(index, f"the water {word}")

    assert (decision.id, decision.emergency, decision.confirm) == ("flood", None, confirm)


def test_an_unsure_question_is_confirmed_first() -> None:
    decision = decide(static_index(thresholds={"qna": 0}), "is the snow good")

    assert decision.kind == "qna"
    assert decision.score < 0.80
    assert decision.confirm


@pytest.mark.parametrize(
    "said", ["cancel my appointment", "how much for drain cleaning", "i smell gas", "a warranty"]
)
def test_what_is_sure_is_never_confirmed(said: str) -> None:
    decision = decide(static_index(), said)

    assert decision.score >= 0.95
    assert not decision.confirm


def test_a_fallback_is_not_confirmed() -> None:
    assert not decide(static_index(), "do you sell pizza").confirm
