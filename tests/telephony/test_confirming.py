"""Asking "did you mean…?", and what a caller says to it."""

from dataclasses import replace

import pytest

from matching.engine import recompute
from telephony import phrases
from telephony.agent import Agent
from telephony.confirming import said_yes
from telephony.turns import CallState, Heard, Reply, answer_turn
from tests.telephony.receptionists import receptionist, scenario

UNSURE = "i was thinking about maybe cancelling"
CANCEL = scenario(
    "cancel", "i need to cancel my appointment", "Which visit is it?", follow_up="ask"
)
GAS = scenario("emergency_gas", "i smell gas", "Leave the house.", is_emergency=True)
NEW = CallState()
TOPICS = {"cancel": "Cancel a visit", "emergency_gas": "Gas"}


def say(agent: Agent, speech: str, state: CallState = NEW) -> Reply:
    """Return what is answered."""
    return answer_turn(agent, Heard(speech=speech), state)


@pytest.fixture(scope="module")
def agent() -> Agent:
    """Return a receptionist that asks first in everything below certainty."""
    told = receptionist(CANCEL, GAS, topics=TOPICS)
    unsure = {"qna": 0.8, "scenario": 0.05}
    catalog = {**told.profile.catalog, "thresholds": unsure}
    return receptionist(CANCEL, GAS, topics=TOPICS, catalog=catalog)


@pytest.fixture
def asked(agent: Agent) -> Reply:
    """Return the question whether a visit is to be cancelled."""
    return say(agent, UNSURE)


def test_an_unsure_match_is_asked_about_before_anything_is_done(asked: Reply) -> None:
    assert (asked.kind, asked.scenario_key) == ("confirm", "cancel")
    assert "Did you mean: Cancel a visit?" in asked.text
    assert asked.state.confirming == "cancel"
    assert not asked.state.asked


@pytest.mark.parametrize("yes", ["yes", "yeah", "yes please", "um that's right", "correct"])
def test_a_yes_answers_it(agent: Agent, asked: Reply, yes: str) -> None:
    reply = say(agent, yes, asked.state)

    assert (reply.kind, reply.scenario_key, reply.text) == (
        "scenario", "cancel", "Which visit is it?",
    )  # fmt: skip
    assert reply.state.confirming == ""
    assert recompute(reply.trace) == ("scenario", "cancel", 1.0)


@pytest.mark.parametrize("no", ["no", "nope", "no that's not it", "not really"])
def test_a_no_asks_for_other_words(agent: Agent, asked: Reply, no: str) -> None:
    reply = say(agent, no, asked.state)

    assert (reply.kind, reply.text) == ("fallback", phrases.NOT_MEANT)
    assert (reply.state.confirming, reply.state.unclear) == ("", 1)


def test_saying_it_again_is_a_yes(agent: Agent, asked: Reply) -> None:
    assert say(agent, UNSURE, asked.state).text == "Which visit is it?"


def test_an_emergency_comes_before_the_answer_to_a_question(agent: Agent, asked: Reply) -> None:
    assert say(agent, "yes i smell gas", asked.state).scenario_key == "emergency_gas"


def test_a_sure_match_is_not_asked_about(agent: Agent) -> None:
    assert say(agent, "i need to cancel my appointment").kind == "scenario"


def test_what_cannot_be_answered_is_not_asked_about(agent: Agent) -> None:
    silent = replace(agent.profile.scripts["cancel"], replies=())
    mute = replace(agent, profile=replace(agent.profile, scripts={"cancel": silent}))

    assert say(mute, UNSURE).kind == "fallback"


def test_an_answer_to_our_own_question_is_not_asked_about(agent: Agent) -> None:
    reply = say(agent, UNSURE, CallState(asked=True))

    assert (reply.kind, reply.text) == ("noted", phrases.NOTED)


@pytest.mark.parametrize(
    ("speech", "meant"),
    [
        ("yes", True), ("yeah that's it", True), ("okay", True), ("uh huh", True),
        ("no", False), ("no thanks", False), ("not that", False), ("that's wrong", False),
        ("", None), ("maybe", None), ("what do you mean", None),
        ("yes and i also need somebody to look at my water heater", None),
    ],
)  # fmt: skip
def test_only_a_short_yes_or_no_is_one(speech: str, meant: bool | None) -> None:
    assert said_yes(speech) is meant
