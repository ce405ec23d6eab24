"""The recording of a whole call: kept once, whatever is told how often, and forgotten for good."""

from dataclasses import dataclass

from telephony.calls import Line, call_of
from telephony.models import Call
from tenants.scope import company_scope

FACTS = ("recording_sid", "recording_url", "recording_seconds")


@dataclass(frozen=True, slots=True)
class CallRecording:
    """A recording of a whole call at Twilio."""

    sid: str
    url: str
    seconds: int


def keep_call_recording(line: Line, recording: CallRecording) -> None:
    """Keep the recording with its call; of two, the longer one, whichever is told first.

    One that was forgotten does not come back, and a test call has none.
    """
    if line.is_test:
        return
    with company_scope(line.company_id, writing=True):
        call = Call.objects.select_for_update().get(pk=call_of(line).pk)
        before = _rank(call.recording_seconds, call.recording_sid)
        if _rank(recording.seconds, recording.sid) > before:
            _set(call, recording)


def forget_recording(call: Call) -> None:
    """Let go of where the call's recording is; its SID stays, so that none comes back.

    Called in the scope of the call's company. The audio itself is at Twilio.
    """
    call.recording_url = ""
    call.save(update_fields=["recording_url"])


def _rank(seconds: int | None, sid: str) -> tuple[int, str]:
    return (-1 if seconds is None else seconds, sid)


def _set(call: Call, recording: CallRecording) -> None:
    call.recording_sid, call.recording_url = recording.sid, recording.url
    call.recording_seconds = recording.seconds
    call.save(update_fields=FACTS)
