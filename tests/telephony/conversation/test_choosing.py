"""Which of two was meant."""

import pytest

from telephony import phrases as answers
from telephony.agent import Agent
from telephony.conversation import choosing, phrases
from telephony.turns import Next
from tests.telephony.conversation.talks import ON_CALL, Talk, company
from tests.telephony.receptionists import scenario

CANCEL = scenario("cancel", "cancel my visit", "I'll cancel that.", follow_up="ask")
KEEP = scenario("keep", "keep my visit", "It stays as it is.")
TOPICS = {"cancel": "Cancel an appointment", "keep": "Keep an appointment", "fire": "Fire"}
FIRE = scenario("fire", "my visit burns", "Get out.", is_emergency=True)
QUESTION = phrases.one_or_the_other("Cancel an appointment", "Keep an appointment")


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Agent:
    """Return a receptionist to whom "my visit" may mean two things."""
    monkeypatch.setattr(choosing, "_rivals", lambda trace: ("cancel", "keep"))
    return company(told=(CANCEL, KEEP, FIRE), topics=TOPICS)


@pytest.fixture
def call(agent: Agent) -> Talk:
    """Return a call in which it has just been asked which was meant."""
    call = Talk(agent)
    call.begin()
    call.say("my visit")
    return call


def candidate(name: str, score: float) -> dict[str, object]:
    """Return what a trace keeps of a candidate."""
    return {"id": name, "score": score}


@pytest.mark.parametrize(
    ("scores", "pair"),
    [
        ((0.57, 0.40), ("a", "b")),
        ((0.46, 0.29), ("a", "b")),
        ((0.79, 0.60), ("a", "b")),
        ((0.80, 0.61), ()),
        ((0.57, 0.30), ()),
        ((0.30, 0.19), ()),
        ((0.57,), ()),
    ],
)
def test_two_are_close_where_neither_is_sure_and_neither_far_behind(
    scores: tuple[float, ...], pair: tuple[str, ...]
) -> None:
    trace = {"scenarios": [candidate(*one) for one in zip("ab", scores, strict=False)]}

    assert choosing._rivals(trace) == pair


def test_who_may_mean_two_things_is_asked_which(call: Talk) -> None:
    reply = call.replies[-1]

    assert (reply.kind, reply.text, reply.next) == ("confirm", QUESTION, Next.LISTEN)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("the first one", "cancel"),
        ("second", "keep"),
        ("the latter", "keep"),
        ("cancel it please", "cancel"),
        ("i want to keep it", "keep"),
    ],
)
def test_the_one_that_is_named_is_answered(call: Talk, said: str, key: str) -> None:
    reply = call.say(said)

    assert (reply.kind, reply.scenario_key, reply.score) == ("scenario", key, 1.0)


def test_neither_is_asked_for_in_other_words(call: Talk) -> None:
    assert call.say("neither").text == answers.NOT_MEANT


def test_a_yes_to_two_is_asked_again_by_number(call: Talk) -> None:
    again = call.say("yes")

    assert "The first, Cancel an appointment" in again.text
    assert call.say("the first").scenario_key == "cancel"


def test_an_emergency_among_two_is_no_choice(agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "_rivals", lambda trace: ("cancel", "fire"))
    call = Talk(agent)

    assert call.say("my visit").text != QUESTION


def test_danger_in_the_answer_comes_first(agent: Agent) -> None:
    call = Talk(company(told=(CANCEL, KEEP, FIRE), topics=TOPICS, emergency_number=ON_CALL))
    call.say("my visit")

    assert call.say("no wait i smell gas").dial == ON_CALL


def test_two_close_ones_are_found_in_a_real_decision() -> None:
    told = (
        scenario("ac", "my air conditioner is broken", "We fix those."),
        scenario("heat", "my heater is broken", "We fix those too."),
    )
    topics = {"ac": "A broken air conditioner", "heat": "A broken heater"}
    call = Talk(company(told=told, topics=topics))

    reply = call.say("my thing is broken")

    assert reply.kind == "confirm"
    assert {*reply.state.choosing} == {"ac", "heat"}
