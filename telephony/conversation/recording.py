"""The recording of a whole call: it begins once the caller is told, and ends where he objects."""

from dataclasses import replace

from telephony.agent import AgentProfile
from telephony.call_state import CallState
from telephony.conversation import phrases
from telephony.turns import Next, Reply

ON, OFF = "on", "off"


def begin(profile: AgentProfile, reply: Reply) -> Reply:
    """Tell the caller and record from here on, with the first reply that takes the call.

    Who is turned away as spam is not recorded, and danger is answered without a notice before it.
    """
    is_taken = reply.kind != "spam" and reply.next != Next.HANG_UP
    if not profile.recording_notice or reply.state.recorded or not is_taken:
        return reply
    recorded = replace(reply.state, recorded=ON)
    return replace(reply, notice=profile.recording_notice, state=recorded)


def end(state: CallState) -> Reply:
    """Stop recording for the rest of the call, or say that nothing is recorded, and go on."""
    is_on = state.recorded == ON
    told = phrases.RECORDING_ENDED if is_on else phrases.NOT_RECORDED
    text = f"{told} {state.last_said}".strip()
    stopped = replace(state, silences=0, recorded=OFF)
    return Reply("command", text, stopped, is_repeat=True, ends_recording=is_on)
