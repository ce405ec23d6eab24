"""Where asking again leads nowhere: to a person, a message, or a goodbye."""

from dataclasses import replace

from telephony.conversation import messages, phrases
from telephony.conversation.situation import Situation
from telephony.turns import TRANSFER, Next, Reply, nobody_picked_up, put_through

MOST_UNCLEAR = 2
"""How often in a row a caller may be misunderstood before a message is taken."""


def lead_on(situation: Situation) -> Reply | None:
    """Return the next rung where the plain reply stays on one that has been tried."""
    state, plain = situation.state, situation.plain
    if state.awaits_person and (situation.is_silent or plain.kind == "fallback"):
        return put_through(situation.profile, state.settled())
    if _was_let_down(situation):
        news = nobody_picked_up(situation.profile, situation.state)
        return messages.ask(situation, f"{news} {phrases.MESSAGE_INSTEAD}")
    if _has_fallen_silent(situation):
        return messages.ask(situation, phrases.SILENT_MESSAGE)
    if plain.kind == "fallback" and state.unclear >= MOST_UNCLEAR:
        return hand_over(situation)
    if plain.kind == "transfer" or (situation.script and TRANSFER in _acts(situation)):
        return messages.where_nobody_is(situation, plain)
    return None


def _was_let_down(situation: Situation) -> bool:
    """Whether nobody picked up, no recording is taken, and nothing else is going on."""
    was_rung = bool(situation.heard.dial_status) and situation.plain.next == Next.LISTEN
    return was_rung and situation.state.taking is None


def _has_fallen_silent(situation: Situation) -> bool:
    """Whether a silent caller was asked for the last time, and may leave a message by voice."""
    plain = situation.plain
    if plain.kind != "silence" or plain.next != Next.HANG_UP:
        return False
    may_leave_one = situation.profile.lets_the_silent_leave_a_message
    return may_leave_one and not messages.was_asked(situation.state)


def hand_over(situation: Situation) -> Reply:
    """Ring a person for who was not understood again and again, once; then take a message."""
    state = replace(situation.state.settled(), unclear=situation.state.unclear + 1)
    if situation.profile.transfer_numbers and state.unclear <= MOST_UNCLEAR:
        return put_through(situation.profile, state)
    if messages.was_asked(state):
        return Reply("fallback", phrases.LOST_END, state, Next.HANG_UP)
    return messages.ask(situation, phrases.LOST_MESSAGE)


def _acts(situation: Situation) -> frozenset[str]:
    script = situation.script
    return frozenset({script.follow_up, *script.action_hooks}) if script else frozenset()
