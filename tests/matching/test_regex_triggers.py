"""A scenario that is reached by patterns alone is as much of a scenario as any other."""

from typing import Any

import pytest

from matching.engine import decide
from tests.matching.catalogs import static_index


def answer(said: str, *scenarios: dict[str, Any]) -> str | None:
    """Return the scenario of these that answers."""
    return decide(static_index(scenarios=list(scenarios), qnas=[]), said).id


def by_pattern(name: str, **changes: Any) -> dict[str, Any]:
    return {"id": name, "triggers": [], "regexTriggers": [r"\bwarrant"]} | changes


def by_words(name: str, **changes: Any) -> dict[str, Any]:
    return by_pattern(name, triggers=[f"open the {name}"], **changes)


OTHER = {"id": "other", "triggers": ["book a visit"]}


@pytest.mark.parametrize("said", ["WARRANTY!", "is it under warranty", "about my warranties"])
def test_a_pattern_finds_its_scenario_in_any_case(said: str) -> None:
    decision = decide(static_index(scenarios=[OTHER, by_pattern("cover")], qnas=[]), said)

    assert (decision.id, decision.score, decision.confirm) == ("cover", 0.95, False)


def test_what_the_pattern_does_not_match_is_not_found() -> None:
    assert answer("is it under a guarantee", OTHER, by_pattern("cover")) is None


@pytest.mark.parametrize(
    "pattern", [r"\btwo thirty\b", r"\b2:30\b"], ids=["as it was said", "as it is read"]
)
def test_a_pattern_is_put_to_what_was_said_and_to_what_is_read(pattern: str) -> None:
    assert answer("at two thirty", OTHER, by_pattern("time", regexTriggers=[pattern])) == "time"


@pytest.mark.parametrize("scenario", [by_pattern, by_words])
def test_a_negative_trigger_rules_out_what_a_pattern_found(scenario: Any) -> None:
    cover = scenario("cover", negativeTriggers=["warranty card"])

    assert answer("where is my warranty card", OTHER, cover) is None
    assert answer("where is my warranty", OTHER, cover) == "cover"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (by_pattern("b"), by_pattern("a")),
        (by_words("b"), by_pattern("a")),
        (by_pattern("b"), by_words("a")),
    ],
)
def test_of_two_that_a_pattern_finds_the_earlier_answers(first: Any, second: Any) -> None:
    assert answer("warranty", OTHER, first, second) == "b"
    assert answer("warranty", OTHER, first, second | {"priority": 1}) == "a"


def test_an_exact_trigger_stands_before_a_pattern() -> None:
    exact = {"id": "exact", "triggers": ["where is my warranty"]}

    assert answer("where is my warranty", by_pattern("cover", priority=9), exact) == "exact"
