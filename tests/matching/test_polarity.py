"""A refusal is not the request that it refuses, nor a denied trouble the trouble."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import normalise
from matching.engine.polarity import clashes

WORDS = st.lists(
    st.sampled_from(
        [
            *("i", "you", "do", "not", "never", "want", "need", "to", "cancel", "it", "is", "my"),
            *("leaking", "stopped", "no", "a", "leak", "please", "and", "but", "talk", "instead"),
            *("of", "can", "appointment", "plumber", "what", "how", "much", "fixed", "again", "?"),
        ]
    )
    | st.text()
)


@pytest.mark.parametrize(
    ("said", "trigger"),
    [
        ("hold on don't send anybody out yet", "can you send somebody out"),
        ("i'd like to keep my appointment please don't move it", "move my appointment"),
        ("no i don't want to hold", "can you hold"),
        ("you don't have to come anymore", "can you come today"),
        ("i won't need you to come out", "can you come out"),
        ("please do not cancel my appointment", "cancel my appointment"),
        ("cancel my appointment", "please don't cancel my appointment"),
        ("it's not leaking anymore", "my pipe is leaking"),
        ("i don't want to cancel i want to reschedule", "cancel"),
        ("i don't want to cancel i want to reschedule", "i need to cancel my visit"),
        ("i'm not calling to cancel", "cancel my appointment"),
        ("i never asked to cancel", "cancel my appointment"),
        ("i did not cancel my appointment", "cancel my appointment"),
        ("i want to reschedule not cancel", "cancel my appointment"),
        ("i want to reschedule instead of cancelling", "i want to cancel"),
        ("i'd rather not schedule anything", "schedule an appointment"),
        ("i don't need a plumber i need an electrician", "i need a plumber"),
        ("i don't need an appointment", "i need an appointment"),
        ("i don't want to talk to a robot", "let me talk to the robot"),
        ("i don't want to leave a message", "i want to leave a message"),
        ("don't call me again", "call me back"),
        ("i don't smell gas", "i smell gas"),
        ("there is no leak", "i have a leak"),
        ("it stopped leaking", "my faucet is leaking"),
        ("i don't want to pay", "how can i pay"),
        ("can you not cancel my appointment", "cancel my appointment"),
        ("no i do not want to schedule", "schedule an appointment"),
        ("the drain is not clogged", "my drain is clogged"),
    ],
)
def test_a_refusal_clashes_with_what_it_refuses(said: str, trigger: str) -> None:
    assert clashes(normalise(said).tokens, normalise(trigger).tokens)


@pytest.mark.parametrize(
    ("said", "trigger"),
    [
        ("i don't want to cancel i want to reschedule", "i want to reschedule"),
        ("i can't make my appointment", "i need to cancel my appointment"),
        ("my water heater is not working", "water heater trouble"),
        ("why didn't you cancel my appointment", "cancel my appointment"),
        ("stop calling me", "call me back"),
        ("i got a message saying it was cancelled", "do not cancel my appointment"),
        ("i don't want to give my card over the phone", "is it safe to give you my card"),
        ("why is my ac not cooling", "ac not cooling"),
        ("why is my ac not cooling", "ac cooling problem"),
        ("it won't turn on", "turn on"),
        ("don't you guys do drains", "do you do drains"),
        ("don't you guys do drains", "drains"),
        ("i don't know what to do my toilet is overflowing", "my toilet is overflowing"),
        ("don't you have weekend appointments", "do you have weekend appointments"),
        ("you did not cancel my appointment", "cancel my appointment"),
        ("i want to reschedule not cancel", "reschedule my appointment"),
        ("i don't need a plumber i need an electrician", "i need an electrician"),
        ("i don't need my appointment anymore", "cancel my appointment"),
        ("i don't want to talk to a machine", "i want to talk to a person"),
        ("nobody called me back", "call me back"),
        ("it won't stop leaking", "my faucet is leaking"),
        ("it has not stopped leaking", "my faucet is leaking"),
        ("it's not just leaking it's flooding", "my pipe is leaking"),
        ("it is not leaking inside it is leaking outside", "leaking pipe"),
        ("it wasn't leaking before but now it's leaking", "leaking pipe"),
        ("my toilets don't flush", "toilet flush problem"),
        ("my lights do not turn on", "the lights will not turn on"),
        ("i don't have hot water", "no hot water"),
        ("i don't want it to leak again", "my roof is leaking"),
        ("i don't want to wait", "how long is the wait"),
        ("do not you cancel", "cancel"),
        ("i'm not sure if it's leaking", "leaking pipe"),
        ("cancel my appointment", "cancel my appointment"),
        ("no cancel my appointment", "cancel my appointment"),
        ("don't cancel", "don't cancel"),
        ("i have no power", "power outage"),
        ("we don't want to book a tune up we want to book a repair", "book a repair"),
        ("i don't want to be charged", "what do you charge"),
        ("i will not be home", "will you be home"),
        ("my sink isn't draining", "drain is clogged"),
        ("i could not cancel online", "cancel my appointment"),
        ("i did not get my receipt", "send my receipt"),
    ],
)
def test_a_negation_that_refuses_nothing_clashes_with_nothing(said: str, trigger: str) -> None:
    assert not clashes(normalise(said).tokens, normalise(trigger).tokens)


@given(WORDS, WORDS)
def test_a_clash_is_mutual(said: list[str], trigger: list[str]) -> None:
    assert clashes(said, trigger) == clashes(trigger, said)


@given(WORDS)
def test_nothing_clashes_with_itself(said: list[str]) -> None:
    assert not clashes(said, said)
