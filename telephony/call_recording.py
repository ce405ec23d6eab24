"""The recording of a whole call: kept once, whatever is told how often."""

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
        if not _is_forgotten(call) and _is_longer(recording, call):
            _set(call, recording)


def _is_forgotten(call: Call) -> bool:
    """Whether there was a recording, of which only the length is known any more."""
    return call.recording_seconds is not None and not call.recording_sid


def _is_longer(recording: CallRecording, call: Call) -> bool:
    before = (call.recording_seconds or 0, call.recording_sid)
    return (recording.seconds, recording.sid) > before


def _set(call: Call, recording: CallRecording) -> None:
    call.recording_sid, call.recording_url = recording.sid, recording.url
    call.recording_seconds = recording.seconds
    call.save(update_fields=FACTS)
