"""A caller's second request in one sentence, remembered and answered next."""

from dataclasses import replace

from matching.engine import accept
from telephony.call_state import CallState
from telephony.confirming import said_yes
from telephony.conversation import phrases
from telephony.conversation.situation import Situation, finishes
from telephony.conversation.varying import without_prompt
from telephony.turns import Reply, speak


def settle(situation: Situation) -> Reply | None:
    """Hear whether the caller takes up what was offered; in silence go on to what is pending."""
    offered = situation.state.offered
    if situation.is_silent and not _is_asking(situation.state):
        return _gone_on(situation)
    agrees = said_yes(situation.speech) if offered else None
    if agrees is None:
        return None
    if agrees:
        return situation.answer_with(offered)
    declined = replace(situation.state.settled(), unclear=0, silences=0)
    return Reply("command", phrases.OFFER_DECLINED, declined)


def follow(situation: Situation, reply: Reply) -> Reply:
    """Answer what is pending once the reply has left the floor open; until then keep it."""
    pending, told = _pending(situation, reply), reply
    while pending and _is_open(told):
        match, *others = pending
        pending = tuple(others)
        add = _told if situation.only_tells(match) else _offered
        told = add(situation, told, match)
    return replace(told, state=replace(told.state, pending=pending))


def _is_open(reply: Reply) -> bool:
    is_asking = without_prompt(reply.text).endswith("?")
    return finishes(reply) and not is_asking and not reply.state.offered


def _pending(situation: Situation, reply: Reply) -> tuple[str, ...]:
    """Return the requests that wait: those before, then those of this utterance, if it counts."""
    also = [] if reply.state.doubted else reply.trace.get("also", [])
    waiting = dict.fromkeys((*reply.state.pending, *(one["id"] for one in also)))
    taken_up = {reply.match_id, reply.state.offered, reply.state.confirming}
    return tuple(one for one in waiting if one not in taken_up and situation.can_say(one))


def _gone_on(situation: Situation) -> Reply | None:
    """Return the next pending request's answer or offer; what was asked before stays open."""
    before = situation.state
    match, *others = before.pending or ("",)
    if not situation.can_say(match):
        return None
    state = replace(before, pending=tuple(others), silences=0)
    add = _told if situation.only_tells(match) else _offered
    told = add(situation, Reply("second", "", state, match_id=match), match)
    return replace(told, state=replace(told.state, asked=before.asked))


def _is_asking(state: CallState) -> bool:
    """Whether something was asked that silence does not answer."""
    return bool(state.confirming or state.taking) or state != state.settled()


def _told(situation: Situation, reply: Reply, match: str) -> Reply:
    """Add the answer to the second request to that of the first."""
    decision = accept(situation.agent.index, match, situation.speech)
    answer = speak(situation.profile, reply.state, decision)
    lead = phrases.and_about(situation.profile.topics[match])
    text = f"{without_prompt(reply.text)} {lead} {answer.text}".strip()
    return replace(reply, text=text, state=answer.state)


def _offered(situation: Situation, reply: Reply, match: str) -> Reply:
    """Remind the caller of a request that does something, and ask whether to go on to it."""
    offer = phrases.also_asked(situation.profile.topics[match])
    text = f"{without_prompt(reply.text)} {offer}".strip()
    return replace(reply, text=text, state=replace(reply.state, offered=match))
