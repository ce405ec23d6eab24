"""Recorded messages: stored once, whatever tells of them first, and how often."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from telephony.calls import Line, call_of, settle_outcome
from telephony.messaging.announcing import announce
from telephony.models import Message, MessageKind
from tenants.scope import company_scope

TRANSCRIPT_MAX_CHARS = 10_000


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording at Twilio, and what was said in it as far as that is known."""

    sid: str
    url: str
    text: str = ""


def keep_recording(line: Line, recording: Recording, at: datetime | None = None) -> None:
    """Keep the message, or add to it what is new; who wants to know is told of it once.

    It counts as left `at` the moment when it was told of, if that is not now. A test call leaves
    none.
    """
    if line.is_test:
        return
    with company_scope(line.company_id, writing=True):
        call = call_of(line)
        message, is_new = Message.objects.select_for_update().get_or_create(
            recording_sid=recording.sid,
            defaults={
                "call": call,
                "from_number": line.from_number,
                "kind": MessageKind.VOICEMAIL,
                "recording_url": recording.url,
                "text": recording.text,
                "created_at": at or timezone.now(),
            },
        )
        if is_new:
            announce(message, line.to_number)
            settle_outcome(call.id)
        elif _has_news(message, recording):
            message.save(update_fields=["recording_url", "text"])


def _has_news(message: Message, recording: Recording) -> bool:
    """Fill in what the message lacks; return whether that was anything."""
    before = (message.recording_url, message.text)
    message.recording_url = message.recording_url or recording.url
    message.text = message.text or recording.text
    return before != (message.recording_url, message.text)
