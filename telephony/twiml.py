"""Replies as TwiML."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpResponse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from telephony import phrases
from telephony.agent import Voice
from telephony.speech_markup import say
from telephony.spoken import without_controls
from telephony.turns import Next, Reply

LISTEN_SECONDS = 5
RING_SECONDS = 20
DOCUMENT_MAX_BYTES = 64 * 1024
USUAL_VOICE = Voice()


def twiml_of(
    reply: Reply,
    next_index: int,
    hints: Sequence[str],
    voice: Voice = USUAL_VOICE,
    audio_url: str = "",
) -> str:
    """Return the reply as a document, whose next request is the turn `next_index`.

    What is at `audio_url` is played instead of being said by Twilio. Hints that would make the
    document larger than Twilio takes are left out: a call goes on without them.
    """
    document = _document(reply, next_index, hints, voice, audio_url)
    is_too_large = len(document.encode()) > DOCUMENT_MAX_BYTES
    return _document(reply, next_index, (), voice, audio_url) if is_too_large else document


def _document(
    reply: Reply, next_index: int, hints: Sequence[str], voice: Voice, audio_url: str
) -> str:
    response = VoiceResponse()
    if reply.next == Next.LISTEN:
        gather = response.nest(_listening(next_index, hints, voice))
        _speak(gather, reply, voice, audio_url)
        response.redirect(turn_url(next_index), method="POST")
        return str(response)
    _speak(response, reply, voice, audio_url)
    if reply.next == Next.DIAL:
        response.append(_dial(reply.dial, next_index))
    else:
        response.hangup()
    return str(response)


def farewell(text: str) -> str:
    """Return a document that says a sentence and hangs up."""
    response = VoiceResponse()
    say(response, text, USUAL_VOICE)
    response.hangup()
    return str(response)


def xml(document: str) -> HttpResponse:
    """Return the document as Twilio wants it."""
    return HttpResponse(document, content_type="text/xml; charset=utf-8")


def turn_url(index: int) -> str:
    """Return the absolute URL of a turn."""
    return f"{settings.PUBLIC_BASE_URL}/api/twilio/voice/turns/{index}"


def _listening(index: int, hints: Sequence[str], voice: Voice) -> Gather:
    """Listen while what is in it is heard; without a word the turn is asked for, as silence."""
    return Gather(
        input="speech dtmf",
        action=turn_url(index),
        method="POST",
        timeout=LISTEN_SECONDS,
        speech_timeout="auto",
        num_digits=1,
        language=voice.language,
        hints=without_controls(", ".join(hints)) or None,
        action_on_empty_result=True,
        barge_in=True,
    )


def _dial(number: str, index: int) -> Dial:
    dial = Dial(action=turn_url(index), method="POST", timeout=RING_SECONDS, answer_on_bridge=True)
    dial.number(number)
    return dial


def _speak(verb: VoiceResponse | Gather, reply: Reply, voice: Voice, audio_url: str) -> None:
    """Let the reply be heard: the audio where there is one, else Twilio's own voice."""
    if audio_url:
        verb.play(audio_url)
    else:
        say(verb, reply.text, voice, reply.manner)


EMPTY = str(VoiceResponse())
FALLBACK = farewell(f"{phrases.TROUBLE} {phrases.TROUBLE_END}")
