"""Replies as TwiML."""

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


def twiml_of(reply: Reply, next_index: int, hints: Sequence[str]) -> str:
    """Return the reply as a document, whose next request is the turn `next_index`."""
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
        hints=", ".join(hints) or None,
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
    if text:
        verb.say(text[:SAY_MAX_CHARS], voice=VOICE, language=LANGUAGE)


EMPTY = str(VoiceResponse())
FALLBACK = farewell(f"{phrases.TROUBLE} {phrases.TROUBLE_END}")
