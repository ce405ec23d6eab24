"""What Twilio asks and tells with another `To` than ours: whispers, recordings, transcriptions."""

from functools import partial

from django.utils import timezone

from telephony.call_recording import CallRecording, keep_call_recording
from telephony.calls import Line
from telephony.deliveries import line_of, recorded_seconds
from telephony.journal.entries import CallRecordingEntry, MessageEntry
from telephony.journal.writing import keep
from telephony.references import Purpose, Reference, referring_url
from telephony.signatures import Delivery, accept_referred
from telephony.twiml import EMPTY, HANG_UP, whisper
from telephony.voicemail import TRANSCRIPT_MAX_CHARS, Recording, keep_recording
from telephony.webhooks import webhook
from telephony.whispering import ACCEPT_DIGIT
from tenants.routing import NumberRoute


def _whisper(delivery: Delivery, route: NumberRoute, index: int) -> str:
    reference = Reference(route.number, route.company_id, delivery.facts)
    answer_url = referring_url("voice/whisper/answer", Purpose.WHISPER, reference)
    return whisper(delivery.facts, answer_url)


def _answer(delivery: Delivery, route: NumberRoute, index: int) -> str:
    return EMPTY if delivery.params.get("Digits") == ACCEPT_DIGIT else HANG_UP


_whispers = partial(accept_referred, purpose=Purpose.WHISPER)


@webhook(otherwise=_whisper, accepts=_whispers)
def answer_whisper(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Tell who picks up what the call is about, and ask for a key; needs no database."""
    return _whisper(delivery, route, index)


@webhook(otherwise=_answer, accepts=_whispers)
def answer_accepted(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Put the caller through where the key was the right one; needs no database."""
    return _answer(delivery, route, index)


def _journalled_message(delivery: Delivery, route: NumberRoute, index: int) -> str:
    message = _message(delivery)
    if message:
        keep(MessageEntry(_line(delivery, route), message, timezone.now()))
    return EMPTY


def _journalled_recording(delivery: Delivery, route: NumberRoute, index: int) -> str:
    recording = _call_recording(delivery)
    if recording:
        keep(CallRecordingEntry(_line(delivery, route), recording, timezone.now()))
    return EMPTY


@webhook(otherwise=_journalled_message, accepts=partial(accept_referred, purpose=Purpose.RECORDING))
def answer_recording(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Keep a recorded message; one with nothing on it is dropped."""
    return _kept_message(delivery, route)


@webhook(
    otherwise=_journalled_message, accepts=partial(accept_referred, purpose=Purpose.TRANSCRIPTION)
)
def answer_transcription(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Keep what was said in a recorded message; without words there is nothing to add."""
    return _kept_message(delivery, route)


@webhook(
    otherwise=_journalled_recording,
    accepts=partial(accept_referred, purpose=Purpose.CALL_RECORDING),
)
def answer_call_recording(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Keep where the recording of a whole call is."""
    recording = _call_recording(delivery)
    if recording:
        keep_call_recording(_line(delivery, route), recording)
    return EMPTY


def _kept_message(delivery: Delivery, route: NumberRoute) -> str:
    message = _message(delivery)
    if message:
        keep_recording(_line(delivery, route), message)
    return EMPTY


def _message(delivery: Delivery) -> Recording | None:
    """Return what is told of a recorded message, by its length or by its words; or None."""
    params, text = delivery.params, _text(delivery)
    if "RecordingSid" in params and (text or _is_recorded(delivery)):
        return Recording(params["RecordingSid"], params.get("RecordingUrl", ""), text)
    return None


def _call_recording(delivery: Delivery) -> CallRecording | None:
    params = delivery.params
    if not _is_recorded(delivery):
        return None
    url, seconds = params.get("RecordingUrl", ""), recorded_seconds(params)
    return CallRecording(params["RecordingSid"], url, seconds)


def _is_recorded(delivery: Delivery) -> bool:
    """Whether there is a recording that is over, with something on it."""
    is_over = delivery.params.get("RecordingStatus", "completed") == "completed"
    return is_over and bool(recorded_seconds(delivery.params))


def _text(delivery: Delivery) -> str:
    text = delivery.params.get("TranscriptionText", "").replace("\0", "")
    return text.strip()[:TRANSCRIPT_MAX_CHARS]


def _line(delivery: Delivery, route: NumberRoute) -> Line:
    """Return the call that the reference names; the callbacks tell nothing of its caller."""
    return line_of(delivery, route, caller=delivery.facts.get("caller", ""))
