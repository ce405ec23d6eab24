"""One turn of a conversation: what is going on beside the answers comes first, then they do."""

from collections.abc import Callable
from dataclasses import replace

from telephony.agent import Agent
from telephony.call_state import CallState
from telephony.conversation import (
    choosing,
    commands,
    doubting,
    gate,
    greeting,
    ladders,
    messages,
    recording,
    second_requests,
    suspicion,
    varying,
    visiting,
)
from telephony.conversation.situation import Situation
from telephony.taking.desk import Occasion
from telephony.turns import Heard, Reply, answer_turn

Step = Callable[[Situation], Reply | None]

STEPS: tuple[Step, ...] = (
    gate.hold,
    greeting.after_forwarding,
    commands.obey,
    choosing.settle,
    second_requests.settle,
    messages.take,
    doubting.settle,
    doubting.ask,
    visiting.offer,
    choosing.ask,
    ladders.lead_on,
)
"""What may come before the plain answer, in order: the first that has something to say says it."""


def take_turn(agent: Agent, heard: Heard, state: CallState, occasion: Occasion) -> Reply:
    """Answer what was heard on an occasion; danger comes before everything."""
    said, stood = doubting.understood(heard, suspicion.noticed(heard, state))
    plain = answer_turn(agent, said, stood.settled(), occasion)
    situation = Situation(agent, said, stood, occasion, plain)
    if situation.is_emergency:
        return replace(plain, state=replace(plain.state, gate=gate.PASSED))
    replies = (step(situation) for step in STEPS)
    reply = next((one for one in replies if one is not None), plain)
    return _finished(situation, reply)


def _finished(situation: Situation, reply: Reply) -> Reply:
    told = second_requests.follow(situation, varying.vary(situation, reply))
    told = varying.vary_prompt(told)
    last_said = situation.state.last_said if told.is_repeat else told.text
    told = replace(told, state=replace(told.state, last_said=last_said))
    return recording.begin(situation.profile, told)
