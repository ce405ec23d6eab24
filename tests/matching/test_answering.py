"""What is answered: by which threshold, before which rivals, and what is ruled out."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Decision, Index, Thresholds, decide
from tests.matching.catalogs import document, static_index

WORDS = st.sampled_from(
    [
        *("how", "much", "is", "a", "drain", "service", "call", "good", "with", "dogs"),
        *("cancel", "my", "visit", "not"),
    ]
)
SAID = st.lists(WORDS, max_size=7).map(" ".join)
TRIGGERS = st.lists(
    st.sampled_from(
        [
            "how much is a drain",
            "good dogs",
            "cancel my visit",
            "clean my drain",
            "call the service",
        ]
    ),
    min_size=1,
    max_size=3,
)
BARE = static_index(scenarios=[])
GATE = [
    {"id": "gate", "triggers": ["open the gate"]},
    {"id": "visit", "triggers": ["book a visit"]},
]
URGENT = [{"word": "asap", "weight": 1.0}]


def qna_scores(decision: Decision) -> list[tuple[str, float]]:
    return [(one["id"], one["score"]) for one in decision.trace["qnas"]]


def gate(said: str, thresholds: dict[str, float] | None = None, **changes: Any) -> Decision:
    """Return the decision where the gate's scenario has these changes."""
    scenarios = [GATE[0] | changes, GATE[1]]
    return decide(static_index(scenarios=scenarios, thresholds=thresholds or {}), said)


@settings(max_examples=60)
@given(SAID, st.lists(TRIGGERS, max_size=4))
def test_scenarios_are_no_rivals_of_a_company_s_own_answers(
    said: str, triggers: list[list[str]]
) -> None:
    scenarios = [{"id": str(place), "triggers": own} for place, own in enumerate(triggers)]

    among_scenarios = decide(static_index(scenarios=scenarios), said)

    assert qna_scores(among_scenarios) == qna_scores(decide(BARE, said))


def test_an_own_answer_that_is_sure_stands_before_a_better_scenario() -> None:
    price = {"id": "price", "triggers": ["what is the price of drain cleaning"]}
    own = [
        {"id": "own", "question": "what is your price of drain cleaning"},
        {"id": "dogs", "question": "are you good with dogs"},
    ]
    said = "what is the price of drain cleaning"

    decision = decide(static_index(scenarios=[price], qnas=own), said)
    alone = decide(static_index(scenarios=[price], qnas=own[1:]), said)

    assert (decision.kind, decision.id) == ("qna", "own")
    assert 0.80 <= decision.score < 1.0
    assert (alone.id, alone.score) == ("price", 1.0)


def test_an_own_answer_below_its_threshold_lets_the_scenario_answer() -> None:
    picky = static_index(thresholds={"qna": 1})
    said = "how much for cleaning a drain"

    assert decide(static_index(), said).kind == "qna"
    assert decide(picky, said).kind != "qna"


@pytest.mark.parametrize(
    ("thresholds", "kind"),
    [({"scenario": 0.5}, "scenario"), ({"scenario": 1}, "fallback"), ({"scenario": 0}, "scenario")],
)
def test_a_catalog_s_threshold_is_held(thresholds: dict[str, float], kind: str) -> None:
    assert gate("could you open that gate", thresholds).kind == kind


@pytest.mark.parametrize(
    ("least", "kind"), [(0.0, "scenario"), (1.0, "fallback"), (None, "scenario")]
)
def test_a_scenario_s_own_least_score_is_held(least: float | None, kind: str) -> None:
    assert gate("could you open that gate", minScore=least).kind == kind


def test_a_scenario_s_least_score_never_lowers_the_catalog_s() -> None:
    assert gate("could you open that gate", {"scenario": 1}, minScore=0.1).kind == "fallback"


def test_an_exact_trigger_meets_any_threshold() -> None:
    assert gate("open the gate", {"scenario": 1}, minScore=1.0).id == "gate"


@given(SAID)
def test_a_threshold_of_0_always_answers_with_the_best_of_what_there_is(said: str) -> None:
    eager = BARE.with_thresholds(Thresholds(qna=0, scenario=0))

    decision = decide(eager, said)

    assert (decision.kind, decision.id) == ("qna", decision.trace["qnas"][0]["id"])
    assert decision.score == decision.trace["qnas"][0]["score"]


def test_other_thresholds_leave_the_index_as_it_was() -> None:
    strict = BARE.with_thresholds(Thresholds(qna=1, scenario=1))

    assert strict.qnas is BARE.qnas
    assert (BARE.catalog.thresholds.qna, strict.catalog.thresholds.qna) == (0.80, 1)


@pytest.mark.parametrize("negative", ["back gate", "please open back gate"])
def test_a_negative_trigger_lets_the_next_best_answer(negative: str) -> None:
    scenarios = [
        {"id": "gate", "triggers": ["open the gate"], "negativeTriggers": [negative]},
        {"id": "any gate", "triggers": ["open a gate"]},
        {"id": "visit", "triggers": ["book a visit"]},
    ]
    index = static_index(scenarios=scenarios)

    excluded = decide(index, "please open the back gate")
    asked = decide(index, "please open the front gate")

    assert excluded.id == "any gate"
    assert "gate" not in [one["id"] for one in excluded.trace["scenarios"]]
    assert asked.id == "gate"


def urgent_index(*, is_emergency: bool) -> Index:
    changes = {"isEmergency": is_emergency, "minScore": 0.98}
    return static_index(scenarios=[GATE[0] | changes, GATE[1]], urgencyKeywords=URGENT)


@pytest.mark.parametrize(
    ("said", "is_emergency", "needs"),
    [
        ("open my gate asap", True, 0.49),
        ("open my gate asap", False, 0.98),
        ("open my gate", True, 0.98),
    ],
)
def test_urgent_words_lower_what_an_emergency_needs_and_nothing_else(
    said: str, is_emergency: bool, needs: float
) -> None:
    decision = decide(urgent_index(is_emergency=is_emergency), said)
    found = {one["id"]: one["needs"] for one in decision.trace["scenarios"]}

    assert found == {"gate": pytest.approx(needs), "visit": 0.5}


@pytest.mark.parametrize(("priorities", "answer"), [((0, 9), "b"), ((9, 0), "a"), ((4, 4), "a")])
def test_equal_scores_go_by_priority_then_by_order(
    priorities: tuple[int, int], answer: str
) -> None:
    tied = [
        {"id": name, "triggers": [f"clean my {name}"], "regexTriggers": ["gate"]}
        for name in ("a", "b")
    ]
    scenarios = [one | {"priority": place} for one, place in zip(tied, priorities, strict=True)]

    assert decide(static_index(scenarios=scenarios), "gate").id == answer


def test_the_whole_small_catalog_answers_to_its_own_triggers() -> None:
    index = static_index()
    spoken = [(one["id"], said) for one in document()["scenarios"] for said in one["triggers"]]

    assert [(decide(index, said).id, said) for _, said in spoken] == spoken
