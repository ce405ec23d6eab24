"""What Twilio asks and tells with another `To` than ours: whispers, recordings, transcriptions."""

from functools import partial

from telephony.calls import CALLER_MAX_CHARS, Line
from telephony.references import Purpose, Reference, referring_url
from telephony.signatures import Delivery, accept_referred
from telephony.twiml import EMPTY, HANG_UP, whisper
from telephony.voicemail import TRANSCRIPT_MAX_CHARS, Recording, keep_recording
from telephony.webhooks import recorded_seconds, webhook
from telephony.whispering import ACCEPT_DIGIT
from tenants.routing import NumberRoute


def _whisper(delivery: Delivery, route: NumberRoute, index: int) -> str:
    reference = Reference(route.number, route.company_id, delivery.facts)
    answer_url = referring_url("voice/whisper/answer", Purpose.WHISPER, reference)
    return whisper(delivery.facts, answer_url)


def _answer(delivery: Delivery, route: NumberRoute, index: int) -> str:
    return EMPTY if delivery.params.get("Digits") == ACCEPT_DIGIT else HANG_UP


def _nothing(delivery: Delivery, route: NumberRoute, index: int) -> str:
    return EMPTY


_whispers = partial(accept_referred, purpose=Purpose.WHISPER)


@webhook(otherwise=_whisper, accepts=_whispers)
def answer_whisper(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Tell who picks up what the call is about, and ask for a key; needs no database."""
    return _whisper(delivery, route, index)


@webhook(otherwise=_answer, accepts=_whispers)
def answer_accepted(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Put the caller through where the key was the right one; needs no database."""
    return _answer(delivery, route, index)


@webhook(otherwise=_nothing, accepts=partial(accept_referred, purpose=Purpose.RECORDING))
def answer_recording(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Keep a recorded message; one with nothing on it is dropped."""
    params = delivery.params
    if recorded_seconds(params) and params.get("RecordingStatus", "completed") == "completed":
        recording = Recording(params["RecordingSid"], params.get("RecordingUrl", ""))
        keep_recording(_line(delivery, route), recording)
    return EMPTY


@webhook(otherwise=_nothing, accepts=partial(accept_referred, purpose=Purpose.TRANSCRIPTION))
def answer_transcription(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Keep what was said in a recorded message; without words there is nothing to add."""
    params, text = delivery.params, _text(delivery)
    if text and "RecordingSid" in params:
        recording = Recording(params["RecordingSid"], params.get("RecordingUrl", ""), text)
        keep_recording(_line(delivery, route), recording)
    return EMPTY


def _text(delivery: Delivery) -> str:
    text = delivery.params.get("TranscriptionText", "").replace("\0", "")
    return text.strip()[:TRANSCRIPT_MAX_CHARS]


def _line(delivery: Delivery, route: NumberRoute) -> Line:
    """Return the call that the reference names; the callbacks tell nothing of its caller."""
    return Line(
        company_id=route.company_id,
        call_sid=delivery.params["CallSid"],
        from_number=delivery.facts.get("caller", "")[:CALLER_MAX_CHARS],
        to_number=route.number,
    )
