"""A catalog is taken in as promised or refused with one sentence."""

from typing import Any

import pytest

from matching.engine import Catalog, CatalogError, Thresholds, build_index
from tests.matching.catalogs import document


def scenario(**changes: Any) -> dict[str, Any]:
    return document(scenarios=[{"id": "a", "triggers": ["hello"]} | changes])


def qna(**changes: Any) -> dict[str, Any]:
    return document(qnas=[{"id": "q", "question": "hello?"} | changes])


def test_every_field_of_a_scenario_is_read() -> None:
    full = scenario(
        key="hi",
        name="Greeting",
        category="talk",
        regexTriggers=["^hi"],
        negativeTriggers=["bye"],
        priority=3,
        isEmergency=True,
        minScore=0.7,
    )

    intent = Catalog.from_document(full).scenarios[0]

    assert (intent.id, intent.key, intent.name, intent.category) == ("a", "hi", "Greeting", "talk")
    assert (intent.triggers, intent.regex_triggers) == (("hello",), ("^hi",))
    assert (intent.negative_triggers, intent.priority) == (("bye",), 3)
    assert (intent.is_emergency, intent.min_score) == (True, 0.7)


@pytest.mark.parametrize("needed", ["scenarios", "qnas"])
def test_scenarios_or_qnas_alone_are_enough(needed: str) -> None:
    catalog = Catalog.from_document({needed: []})

    assert catalog.thresholds == Thresholds(qna=0.80, scenario=0.50)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ([], "catalog must be an object"),
        ({}, "scenarios or qnas"),
        (document(scenario=[]), "'scenario'"),
        (document(scenarios={}), "scenarios must be a list"),
        (document(scenarios=["a"]), "scenarios[0] must be an object"),
        (scenario(trigger=["x"]), "'trigger'"),
        (scenario(id=7), "scenarios[0].id"),
        (scenario(id=""), "scenarios[0].id"),
        (scenario(id="x" * 101), "scenarios[0].id"),
        (scenario(triggers="hello"), "scenarios[0].triggers must be a list"),
        (scenario(triggers=["ok", 1]), "scenarios[0].triggers[1]"),
        (scenario(triggers=["?!"]), "scenarios[0].triggers[0]"),
        (scenario(priority=True), "scenarios[0].priority"),
        (scenario(priority=1.5), "scenarios[0].priority"),
        (scenario(isEmergency="yes"), "scenarios[0].isEmergency"),
        (scenario(minScore=1.1), "scenarios[0].minScore"),
        (document(scenarios=[{"id": "a"}]), "scenarios[0].triggers is required"),
        (document(scenarios=[{"id": "a", "triggers": []}] * 2), "'a' twice"),
        (qna(question=None), "qnas[0].question"),
        (qna(alternatives=[""]), "qnas[0].alternatives[0]"),
        (qna(answer=1), "qnas[0].answer"),
        (document(fillerWords="um"), "fillerWords must be a list"),
        (document(fillerWords=[1]), "fillerWords[0]"),
        (document(urgencyKeywords=[{"word": "x", "weight": 2}]), "urgencyKeywords[0].weight"),
        (document(urgencyKeywords=[{"word": "x"}]), "urgencyKeywords[0].weight"),
        (document(thresholds={"qna": "high"}), "thresholds.qna"),
        (document(thresholds={"qna": float("nan")}), "thresholds.qna"),
        (document(thresholds={"other": 1}), "'other'"),
    ],
)
def test_what_is_not_as_promised_is_refused_by_name(wrong: Any, place: str) -> None:
    with pytest.raises(CatalogError) as refused:
        Catalog.from_document(wrong)

    assert place in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("pattern", ["(", r"(a)\1", "(?=a)", ".*"])
def test_a_regex_trigger_that_cannot_be_used_names_its_scenario(pattern: str) -> None:
    catalog = Catalog.from_document(scenario(regexTriggers=[pattern]))

    with pytest.raises(CatalogError, match="'a'"):
        build_index(catalog)


def test_a_regex_trigger_that_can_be_used_is_taken() -> None:
    catalog = Catalog.from_document(scenario(regexTriggers=["a+b"]))

    assert build_index(catalog).regexes["a"]
