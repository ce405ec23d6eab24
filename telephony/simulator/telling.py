"""What Twilio tells of recordings beside the call: where they are, and what was said in them."""

from collections.abc import Mapping

from telephony.simulator.caller import Say, Step
from telephony.simulator.line import Line, require_success
from telephony.simulator.results import new_sid, recorded
from telephony.simulator.twiml_document import Document, Verb

COMPLETED = {"RecordingStatus": "completed"}


def tell_of_recording(
    line: Line, document: Document, record: Verb, result: Mapping[str, str]
) -> None:
    """Post a recording to the callback that waits for it."""
    callback = record.attributes.get("recordingStatusCallback", "")
    if callback:
        require_success(line.post(document.resolve(callback), {**result, **COMPLETED}))


def tell_what_was_said(
    line: Line, document: Document, record: Verb, result: Mapping[str, str], step: Step
) -> None:
    """Post the words of a recording that is written down too."""
    callback = record.attributes.get("transcribeCallback", "")
    is_written = callback and record.attributes.get("transcribe") == "true"
    if is_written and isinstance(step, Say):
        told = {
            "RecordingSid": result["RecordingSid"],
            "RecordingUrl": result["RecordingUrl"],
            "TranscriptionSid": new_sid("TR"),
            "TranscriptionStatus": "completed",
            "TranscriptionText": step.text,
        }
        require_success(line.post(document.resolve(callback), told))


def tell_of_tape(line: Line, account_sid: str, seconds: int) -> None:
    """Post the recording of the whole call, where there is one, to its callback, once."""
    tape = line.tape
    if tape is None or tape.is_told:
        return
    tape.is_told = True
    if tape.callback:
        told = {**recorded(account_sid, max(seconds, 1)), **COMPLETED}
        require_success(line.post(tape.callback, told))
