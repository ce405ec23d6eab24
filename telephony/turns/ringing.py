"""Where there is nobody to talk to: a dial that ended, a silent caller, a recorded message."""

from dataclasses import replace

from telephony import phrases
from telephony.agent import TRANSFER, AgentProfile
from telephony.call_state import CallState
from telephony.turns.reply import Next, Reply

PICKED_UP = frozenset({"completed", "answered"})


def put_through(profile: AgentProfile, state: CallState) -> Reply:
    """Ring the company's people; where it has none to ring, say so and listen."""
    if profile.transfer_numbers:
        return ring("transfer", phrases.TRANSFER, profile.transfer_numbers, state)
    return Reply("transfer", phrases.NOBODY_TO_TRANSFER_TO, state)


def ring(kind: str, text: str, numbers: tuple[str, ...], state: CallState) -> Reply:
    """Ring the first number; the others wait in the state for their turn."""
    waiting = replace(state, to_ring=numbers[1:])
    return Reply(kind, text, waiting, Next.DIAL, dial=numbers[0])


def after_dial(profile: AgentProfile, status: str, state: CallState) -> Reply:
    """End the call after a talk; after none ring the next number, take a message, or listen."""
    if status in PICKED_UP:
        return Reply("transfer", "", replace(state, to_ring=()), Next.HANG_UP)
    if state.to_ring:
        return ring("transfer", phrases.TRYING_NEXT, state.to_ring, state)
    if profile.voicemail:
        return voicemail(profile, state, nobody_picked_up(profile, state))
    return Reply("transfer", phrases.NOBODY_PICKED_UP, state)


def after_silence(profile: AgentProfile, state: CallState) -> Reply:
    """Ask again in other words as often as the company wants; then ring someone, or end.

    Ringing is tried once: a line on which nobody ever speaks comes to its end.
    """
    again = replace(state, silences=state.silences + 1)
    if state.silences < profile.silence_reprompts:
        return Reply("silence", phrases.SILENCES[state.silences], again)
    is_rung = profile.silence_then == TRANSFER and state.silences == profile.silence_reprompts
    if is_rung and profile.transfer_numbers:
        return ring("silence", phrases.UNCLEAR_TRANSFER, profile.transfer_numbers, again)
    if profile.voicemail and profile.lets_the_silent_leave_a_message:
        return voicemail(profile, state, phrases.UNHEARD)
    return Reply("silence", phrases.SILENCE_END, state, Next.HANG_UP)


def voicemail(profile: AgentProfile, state: CallState, why: str) -> Reply:
    """Say why, and take a recorded message."""
    text, begun = f"{why} {phrases.LEAVE_VOICEMAIL}", replace(state, recording=True)
    return Reply("voicemail", text, begun, Next.RECORD, transcribe=profile.transcribe)


def after_recording(seconds: int, state: CallState) -> Reply:
    """Thank for the message, or say that there is none, and end."""
    text = phrases.VOICEMAIL_KEPT if seconds else phrases.VOICEMAIL_EMPTY
    return Reply("voicemail", text, replace(state, recording=False), Next.HANG_UP)


def nobody_picked_up(profile: AgentProfile, state: CallState) -> str:
    """Return the news that nobody picked up, and in danger what to do meanwhile."""
    script = profile.scripts.get(state.subject)
    is_urgent = script is not None and script.is_emergency
    return phrases.NOBODY_PICKED_UP_URGENT if is_urgent else phrases.NOBODY_PICKED_UP_END
