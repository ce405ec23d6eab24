"""Replies as TwiML."""

import re
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpResponse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from telephony import phrases
from telephony.turns import Next, Reply

LANGUAGE = "en-US"
VOICE = "Polly.Joanna-Neural"
LISTEN_SECONDS = 5
RING_SECONDS = 20
SAY_MAX_CHARS = 4096
DOCUMENT_MAX_BYTES = 64 * 1024

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def twiml_of(reply: Reply, next_index: int, hints: Sequence[str]) -> str:
    """Return the reply as a document, whose next request is the turn `next_index`.

    Hints that would make it larger than Twilio takes are left out: a call goes on without them.
    """
    document = _document(reply, next_index, hints)
    is_too_large = len(document.encode()) > DOCUMENT_MAX_BYTES
    return _document(reply, next_index, ()) if is_too_large else document


def _document(reply: Reply, next_index: int, hints: Sequence[str]) -> str:
    response = VoiceResponse()
    if reply.next == Next.LISTEN:
        _listen(response, reply.text, next_index, hints)
        return str(response)
    _say(response, reply.text)
    if reply.next == Next.DIAL:
        response.append(_dial(reply.dial, next_index))
    else:
        response.hangup()
    return str(response)


def farewell(text: str) -> str:
    """Return a document that says a sentence and hangs up."""
    response = VoiceResponse()
    _say(response, text)
    response.hangup()
    return str(response)


def xml(document: str) -> HttpResponse:
    """Return the document as Twilio wants it."""
    return HttpResponse(document, content_type="text/xml; charset=utf-8")


def turn_url(index: int) -> str:
    """Return the absolute URL of a turn."""
    return f"{settings.PUBLIC_BASE_URL}/api/twilio/voice/turns/{index}"


def _listen(response: VoiceResponse, text: str, index: int, hints: Sequence[str]) -> None:
    """Listen while speaking; without a word the same turn is asked for, as silence."""
    gather = Gather(
        input="speech dtmf",
        action=turn_url(index),
        method="POST",
        timeout=LISTEN_SECONDS,
        speech_timeout="auto",
        num_digits=1,
        language=LANGUAGE,
        hints=_without_controls(", ".join(hints)) or None,
        action_on_empty_result=True,
        barge_in=True,
    )
    _say(gather, text)
    response.append(gather)
    response.redirect(turn_url(index), method="POST")


def _dial(number: str, index: int) -> Dial:
    dial = Dial(action=turn_url(index), method="POST", timeout=RING_SECONDS, answer_on_bridge=True)
    dial.number(number)
    return dial


def _say(verb: VoiceResponse | Gather, text: str) -> None:
    spoken = _without_controls(text)
    if spoken:
        verb.say(spoken[:SAY_MAX_CHARS], voice=VOICE, language=LANGUAGE)


def _without_controls(text: str) -> str:
    """Return the text without the characters that make XML ill-formed however they are escaped."""
    return _NOT_IN_XML.sub("", text)


EMPTY = str(VoiceResponse())
FALLBACK = farewell(f"{phrases.TROUBLE} {phrases.TROUBLE_END}")
