"""The details that are being taken, as a turn begins, goes on with and resumes them."""

from dataclasses import replace

from matching.engine import Decision
from telephony.agent import Agent, AgentProfile
from telephony.call_state import CallState
from telephony.taking import phrases
from telephony.taking.answer import Answer
from telephony.taking.desk import Occasion
from telephony.taking.state import Step, Taking
from telephony.taking.turn import begin_taking, go_on_taking, resume
from telephony.turns.reply import Next, Reply
from telephony.turns.ringing import ring


def go_on(
    agent: Agent, speech: str, state: CallState, decision: Decision, occasion: Occasion | None
) -> Reply | None:
    """Go on taking details, or return None where none are taken or the words are of another."""
    if state.taking is None or occasion is None:
        return None
    taking = replace(state.taking, urgency=max(state.taking.urgency, decision.urgency))
    answer = go_on_taking(agent.profile, taking, speech, decision, occasion)
    return taken(agent.profile, state, answer) if answer else None


def take_up(
    profile: AgentProfile, reply: Reply, speech: str, urgency: float, occasion: Occasion | None
) -> Reply:
    """Begin to take what a scenario asks for; other details are only taken instead of those."""
    before = reply.state.taking
    if occasion is None or reply.kind != "scenario" or reply.next != Next.LISTEN:
        return reply
    answer = begin_taking(profile, reply.scenario_key, (speech, reply.text), urgency, occasion)
    if answer is None or (before and not _replaces(answer, before)):
        return reply
    told = taken(profile, reply.state, answer)
    return replace(reply, text=told.text, state=told.state, act=told.act)


def taken(profile: AgentProfile, state: CallState, answer: Answer) -> Reply:
    """Return the answer as a reply; who could not be understood is put through to a person."""
    gone_on = replace(state, taking=answer.taking, unclear=0, asked=False, confirming="")
    if answer.gives_up and profile.transfer_numbers:
        text = phrases.GIVEN_UP_TRANSFER
        ringing = ring("taking", text, profile.transfer_numbers, gone_on)
        return replace(ringing, act=answer.act)
    return Reply("taking", answer.text, gone_on, act=answer.act)


def _replaces(answer: Answer, before: Taking) -> bool:
    """Whether other details are taken instead: not where a visit is only offered."""
    begun = answer.taking
    is_offer = begun is not None and begun.step == Step.WANTED
    if before.step == Step.WANTED:
        return True
    return not is_offer and (begun is None or begun.hook != before.hook)


def resumed(reply: Reply, before: CallState) -> Reply:
    """Ask again for the detail that is still open, after what was said in between."""
    taking = before.taking
    is_on = taking is not None and reply.state.taking is taking and not reply.is_repeat
    if taking is None or not is_on or reply.next != Next.LISTEN:
        return reply
    is_silence = reply.kind == "silence"
    if taking.step == Step.WANTED and not is_silence:
        return replace(reply, state=replace(reply.state, taking=None))
    return replace(reply, text=resume(taking, reply.text, is_silence=is_silence))
