"""What a scenario asks of a call before it is answered, and what it leaves behind."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony import phrases
from telephony.agent import Agent, Manner, Script
from telephony.call_state import CallState
from telephony.turns import Heard, Next, Reply, answer_turn
from tests.telephony.receptionists import receptionist, scenario

facts = st.dictionaries(st.sampled_from("abc"), st.sampled_from([True, False, 0, 1, "x"]))
states = st.builds(
    CallState,
    heard=st.integers(0, 9),
    answered_at=st.dictionaries(st.just("it"), st.integers(0, 9)),
    facts=facts,
)
FRONT_DESK, ON_CALL = "+12395550301", "+12395550399"


def script(**facts: Any) -> Script:
    """Return a script with these conditions."""
    return Script("it", ("Yes.",), **facts)


def say(agent: Agent, speech: str, state: CallState | None = None) -> Reply:
    """Return the reply to what a caller says."""
    return answer_turn(agent, Heard(speech=speech), state or CallState())


@given(states)
def test_a_scenario_without_conditions_is_always_answered(state: CallState) -> None:
    assert state.allows(script())


@given(states, facts, facts)
def test_an_emergency_is_never_withheld(state: CallState, requires: Any, excludes: Any) -> None:
    urgent = script(requires=requires, excludes=excludes, cooldown_turns=9, is_emergency=True)

    assert state.allows(urgent)


@given(states, facts)
def test_what_a_scenario_sets_is_known_afterwards(state: CallState, sets: Any) -> None:
    after = state.after(script(sets=sets))

    assert after.allows(script(requires=sets))
    assert after.facts == {**state.facts, **sets}
    assert not sets or not after.allows(script(excludes=sets))


@given(states, st.integers(1, 5), st.integers(0, 9))
def test_a_scenario_rests_for_as_many_utterances_as_its_cooldown(
    state: CallState, cooldown: int, later: int
) -> None:
    resting = script(cooldown_turns=cooldown)
    after = state.after(resting)

    then = CallState(heard=state.heard + later, answered_at=after.answered_at)

    assert then.allows(resting) == (later > cooldown)


@given(states)
def test_a_state_survives_being_kept_as_json(state: CallState) -> None:
    assert CallState.from_document(json.loads(json.dumps(state.as_document()))) == state


def test_a_state_from_before_a_field_existed_is_read() -> None:
    older = {"silences": 1, "to_ring": ["+12395550301"], "given": {"price": 2}}

    state = CallState.from_document(older)

    assert (state.silences, state.to_ring, state.facts) == (1, ("+12395550301",), {})


def test_a_state_from_a_newer_release_is_read_without_what_is_unknown_here() -> None:
    newer = {**CallState(silences=2, pending=("price",)).as_document(), "mood": "sunny"}

    assert CallState.from_document(newer) == CallState(silences=2, pending=("price",))


@given(st.dictionaries(st.text(), st.integers()))
def test_no_unknown_key_keeps_a_state_from_being_read(unknown: dict[str, int]) -> None:
    strange = {f"not a field: {name}": value for name, value in unknown.items()}

    assert CallState.from_document(strange) == CallState()


@given(st.dictionaries(st.sampled_from("abc"), st.floats(0, 1)))
def test_each_sign_of_spam_adds_to_the_score(signs: dict[str, float]) -> None:
    score = CallState(suspicion=signs).spam_score

    assert max(signs.values(), default=0.0) - 1e-9 <= score <= 1


@pytest.mark.parametrize(("fact", "wanted"), [(True, 1), (1, True), (False, 0), ("1", 1)])
def test_a_fact_is_told_from_what_python_takes_for_equal(fact: Any, wanted: Any) -> None:
    state = CallState(facts={"a": fact})

    assert not state.allows(script(requires={"a": wanted}))
    assert state.allows(script(requires={"a": fact}))


MEMBER = scenario("member", "i am a member", "Welcome back.", sets={"is_member": True})
DISCOUNT = scenario("discount", "what is my discount", "Ten percent.", requires={"is_member": True})
OFFER = scenario("offer", "tell me of the plan", "It has two visits.", cooldown_turns=1)
PRICES = scenario("prices", "what is my discount", "Members have one.")


def test_an_effect_of_one_turn_is_a_precondition_of_the_next() -> None:
    agent = receptionist(MEMBER, DISCOUNT)

    before = say(agent, "what is my discount")
    member = say(agent, "i am a member", before.state)
    after = say(agent, "what is my discount", member.state)

    assert before.kind == "fallback"
    assert (after.scenario_key, after.text.startswith("Ten percent.")) == ("discount", True)


def test_what_is_not_allowed_gives_way_to_the_next() -> None:
    agent = receptionist(DISCOUNT, PRICES)

    reply = say(agent, "what is my discount")

    assert (reply.scenario_key, reply.match_id, reply.score) == ("prices", "prices", 1.0)


def test_a_scenario_that_has_just_been_given_rests() -> None:
    agent = receptionist(OFFER, MEMBER)

    first = say(agent, "tell me of the plan")
    at_once = say(agent, "tell me of the plan", first.state)
    later = say(agent, "tell me of the plan", at_once.state)

    assert [one.kind for one in (first, at_once, later)] == ["scenario", "fallback", "scenario"]


def test_an_opener_is_said_once_each_and_the_manner_stays() -> None:
    sorry = Manner("sorry", "warm", "slow", "concerned", ("Oh no.", "That is a pity."))
    agent = receptionist(
        scenario("broken", "it is broken", "We can fix it.", manner="sorry"),
        manners={"sorry": sorry},
    )

    first = say(agent, "it is broken")
    second = say(agent, "it is broken", first.state)
    third = say(agent, "it is broken", second.state)

    assert first.text == f"Oh no. We can fix it. {phrases.ANYTHING_ELSE}"
    assert second.text.startswith("That is a pity. We can fix it.")
    assert third.text.startswith("We can fix it.")
    assert (third.manner.pace, third.manner.tone, third.manner.emotion) == (
        "slow",
        "warm",
        "concerned",
    )


def test_an_emergency_is_answered_without_an_opener() -> None:
    sorry = Manner("sorry", pace="slow", openers=("Oh no.",))
    gas = scenario("emergency_gas", "i smell gas", "Leave now.", is_emergency=True, manner="sorry")

    reply = say(receptionist(gas, manners={"sorry": sorry}), "i smell gas")

    assert (reply.text, reply.manner.pace) == ("Leave now.", "slow")


def test_a_scenario_of_a_manner_that_is_not_there_is_answered_plainly() -> None:
    agent = receptionist(scenario("broken", "it is broken", "We can fix it.", manner="gone"))

    assert say(agent, "it is broken").text.startswith("We can fix it.")


@pytest.mark.parametrize(
    ("parameters", "rung"),
    [
        ({}, (ON_CALL, FRONT_DESK)),
        ({"escalate": {"first": "emergency"}}, (ON_CALL, FRONT_DESK)),
        ({"escalate": {"first": "people"}}, (FRONT_DESK, ON_CALL)),
    ],
)
@pytest.mark.parametrize("is_emergency", [True, False])
def test_whom_an_escalation_rings_first(
    is_emergency: bool, parameters: Any, rung: tuple[str, str]
) -> None:
    leak = scenario(
        "leak",
        "water is everywhere",
        "Shut the water off.",
        action_hooks=("escalate",),
        hook_parameters=parameters,
        is_emergency=is_emergency,
    )
    agent = receptionist(leak, emergency_number=ON_CALL, transfer_numbers=(FRONT_DESK,))

    reply = say(agent, "water is everywhere")

    assert (reply.next, reply.dial, reply.state.to_ring) == (Next.DIAL, rung[0], (rung[1],))
