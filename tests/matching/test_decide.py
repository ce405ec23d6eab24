"""Emergency, then the company's own answer, then a scenario, then the fallback."""

import pytest

from matching.engine import decide
from tests.matching.catalogs import document, index


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("um I need to uh schedule an appointment", ("scenario", "book", 1.0)),
        ("How much is a service call?", ("scenario", "price", 1.0)),
        ("how much for drain cleaning", ("qna", "drain-price", 1.0)),
        ("What does it cost to clean a drain?", ("qna", "drain-price", 1.0)),
    ],
)
def test_a_trigger_or_a_question_scores_one(said: str, answer: tuple[str, str, float]) -> None:
    decision = decide(index(), said)

    assert (decision.kind, decision.id, decision.score) == answer


@pytest.mark.parametrize(
    ("said", "scenario"),
    [
        ("i would like to schedule a visit", "book"),
        ("could i set up an appointment please", "book"),
        ("i want to cancel the appointment", "cancel"),
        ("so how much is the service call", "price"),
        ("what would you charge me", "price"),
    ],
)
def test_a_paraphrase_reaches_its_scenario(said: str, scenario: str) -> None:
    decision = decide(index(), said)

    assert (decision.kind, decision.id) == ("scenario", scenario)


@pytest.mark.parametrize(
    "said",
    [
        "what is the capital of france",
        "do you sell pizza",
        "play some jazz music",
        "my appointment with the dentist hurt a lot",
        "",
        "?!",
    ],
)
def test_what_nobody_configured_falls_back_with_the_best_score(said: str) -> None:
    decision = decide(index(), said)

    assert (decision.kind, decision.id) == ("fallback", None)
    assert 0 <= decision.score < 0.5


def test_a_refusal_is_not_the_request_it_refuses() -> None:
    refused = decide(index(), "please do not cancel my appointment")
    asked = decide(index(), "please cancel my appointment")

    assert refused.id != "cancel"
    assert asked.id == "cancel"


def test_a_negative_trigger_rules_its_scenario_out() -> None:
    ruled_out = decide(index(), "can i book a visit or reschedule")
    asked = decide(index(), "can i book a visit or something")

    assert ruled_out.id != "book"
    assert asked.id == "book"


def test_a_regex_trigger_finds_its_scenario() -> None:
    found = decide(index(), "Is the part under WARRANTY still")
    missed = decide(index(), "is the part under water damage cover")

    assert (found.kind, found.id) == ("scenario", "warranty")
    assert missed.id != "warranty"


def test_a_company_s_own_answer_stands_before_the_scenario() -> None:
    both = index(qnas=[{"id": "own", "question": "how much is a service call"}])

    assert decide(both, "how much is a service call").id == "own"
    assert decide(index(), "how much is a service call").id == "price"


def test_a_threshold_of_zero_always_answers_with_the_best() -> None:
    eager = index(thresholds={"scenario": 0})
    eager_own = index(thresholds={"qna": 0})

    assert decide(eager, "zzz qqq").kind == "scenario"
    assert decide(eager_own, "zzz qqq").kind == "qna"
    assert decide(index(), "zzz qqq").kind == "fallback"


def test_a_scenario_s_own_least_score_is_held() -> None:
    said = "i would like to schedule a visit"
    scenarios = document()["scenarios"]
    strict = [scenarios[0] | {"minScore": 1.0}, *scenarios[1:]]

    assert decide(index(scenarios=strict), said).kind == "fallback"
    assert decide(index(), said).id == "book"


@pytest.mark.parametrize(("priorities", "winner"), [((0, 1), "b"), ((1, 0), "a"), ((0, 0), "a")])
def test_a_tie_goes_to_priority_then_to_the_earlier(
    priorities: tuple[int, int], winner: str
) -> None:
    first, second = priorities
    tied = index(
        scenarios=[
            {"id": "a", "triggers": ["open the gate"], "priority": first},
            {"id": "b", "triggers": ["open the gate"], "priority": second},
        ]
    )

    assert decide(tied, "open the gate").id == winner


def test_an_emergency_goes_before_everything_else() -> None:
    decision = decide(index(), "how much is a service call i smell gas")

    assert (decision.kind, decision.id, decision.score) == ("scenario", "emergency_gas", 1.0)
    assert decision.emergency == "emergency_gas"


def test_an_emergency_is_found_by_its_key() -> None:
    keyed = index(
        scenarios=[
            {"id": "1", "triggers": ["hello"], "isEmergency": True},
            {"id": "2", "key": "emergency_fire", "triggers": ["goodbye"]},
        ]
    )

    assert decide(keyed, "my house is on fire").id == "2"


def test_an_emergency_without_its_own_scenario_takes_another_marked_so() -> None:
    assert decide(index(), "my house is on fire").id == "emergency_gas"


def test_an_emergency_that_the_catalog_lacks_is_never_invented() -> None:
    none = index(scenarios=[{"id": "price", "triggers": ["how much is a service call"]}])

    decision = decide(none, "my house is on fire")

    assert (decision.kind, decision.id) == ("fallback", None)
    assert decision.emergency == "emergency_fire"


def test_a_trigger_said_exactly_of_an_emergency_scenario_is_that_scenario() -> None:
    scenarios = [
        {"id": "emergency_flooding", "triggers": ["it is flooding"], "isEmergency": True},
        {"id": "burst_pipe", "triggers": ["i have a burst pipe"], "isEmergency": True},
    ]

    decision = decide(index(scenarios=scenarios), "I have a burst pipe")

    assert decision.id == "burst_pipe"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("i smell gas and have a burst pipe", "emergency_gas"),
        ("please i have a burst pipe", "burst_pipe"),
    ],
)
def test_only_a_surely_meant_scenario_is_narrower_than_a_flood_and_none_than_gas(
    said: str, answer: str
) -> None:
    scenarios = [
        {"id": "emergency_gas", "triggers": ["gas is leaking"], "isEmergency": True},
        {"id": "emergency_flooding", "triggers": ["it is flooding"], "isEmergency": True},
        {"id": "burst_pipe", "triggers": ["i have a burst pipe"], "isEmergency": True},
    ]

    assert decide(index(scenarios=scenarios), said).id == answer


@pytest.mark.parametrize(
    ("said", "urgency"),
    [
        ("i need you here asap", 0.5),
        ("come right away asap asap", 0.7),
        ("come right now and away", 0.0),
    ],
)
def test_urgency_is_what_its_words_leave_together(said: str, urgency: float) -> None:
    assert decide(index(), said).urgency == urgency


def test_the_same_utterance_always_gets_the_same_decision() -> None:
    assert decide(index(), "book cancel appointment") == decide(index(), "book cancel appointment")


def test_a_catalog_of_nothing_falls_back() -> None:
    decision = decide(index(scenarios=[], qnas=[]), "hello")

    assert (decision.kind, decision.id, decision.score) == ("fallback", None, 0.0)
