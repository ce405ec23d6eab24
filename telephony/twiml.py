"""Replies as TwiML."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from twilio.twiml.voice_response import (
    Dial,
    Gather,
    Record,
    Recording,
    Start,
    Stop,
    VoiceResponse,
)

from telephony import phrases
from telephony.agent import Voice
from telephony.links import CallLinks
from telephony.speech_markup import say
from telephony.spoken import without_controls
from telephony.turns import Next, Reply
from telephony.whispering import whispered

LISTEN_SECONDS = 5
RING_SECONDS = 20
MESSAGE_SECONDS = 300
TRANSCRIBED_SECONDS = 120
"""Twilio writes down no recording that is longer."""
WHOLE_CALL = "call"
"""By this name Twilio stops the recording that it has started by it."""
DOCUMENT_MAX_BYTES = 64 * 1024
USUAL_VOICE = Voice()


def twiml_of(
    reply: Reply,
    next_index: int,
    hints: Sequence[str],
    voice: Voice = USUAL_VOICE,
    links: CallLinks | None = None,
    audio_url: str = "",
    notice_url: str = "",
) -> str:
    """Return the reply as a document, whose next request is the turn `next_index`.

    What is at `audio_url` is played instead of being said by Twilio, and what is at `notice_url`
    instead of the notice. Hints that would make the
    document larger than Twilio takes are left out: a call goes on without them.
    """
    facts = voice, links, audio_url, notice_url
    document = _document(reply, next_index, hints, *facts)
    is_too_large = len(document.encode()) > DOCUMENT_MAX_BYTES
    return _document(reply, next_index, (), *facts) if is_too_large else document


def _document(
    reply: Reply,
    next_index: int,
    hints: Sequence[str],
    voice: Voice,
    links: CallLinks | None,
    audio_url: str,
    notice_url: str,
) -> str:
    response = VoiceResponse()
    _tape(response, reply, voice, links, notice_url)
    if reply.next == Next.LISTEN:
        gather = response.nest(_listening(reply.awaits_keys, next_index, hints, voice))
        _speak(gather, reply, voice, audio_url)
        response.redirect(turn_url(next_index), method="POST")
        return str(response)
    _speak(response, reply, voice, audio_url)
    if reply.next == Next.DIAL:
        response.append(_dial(reply.dial, next_index, links))
    elif reply.next == Next.RECORD:
        response.append(_recording(next_index, reply.transcribe, links))
        response.redirect(turn_url(next_index), method="POST")
    else:
        response.hangup()
    return str(response)


def farewell(text: str) -> str:
    """Return a document that says a sentence and hangs up."""
    response = VoiceResponse()
    say(response, text, USUAL_VOICE)
    response.hangup()
    return str(response)


def whisper(told: Mapping[str, str], answer_url: str) -> str:
    """Return what somebody hears who picks up; without the right key the next one is rung."""
    response = VoiceResponse()
    keys = Gather(
        input="dtmf", num_digits=1, timeout=LISTEN_SECONDS, action=answer_url, method="POST"
    )
    say(keys, whispered(told), USUAL_VOICE)
    response.append(keys)
    response.hangup()
    return str(response)


def xml(document: str) -> HttpResponse:
    """Return the document as Twilio wants it."""
    return HttpResponse(document, content_type="text/xml; charset=utf-8")


def turn_url(index: int) -> str:
    """Return the absolute URL of a turn."""
    return f"{settings.PUBLIC_BASE_URL}/api/twilio/voice/turns/{index}"


def _listening(are_keys_many: bool, index: int, hints: Sequence[str], voice: Voice) -> Gather:
    """Listen while what is in it is heard; without a word the turn is asked for, as silence."""
    return Gather(
        input="speech dtmf",
        action=turn_url(index),
        method="POST",
        timeout=LISTEN_SECONDS,
        speech_timeout="auto",
        **_keys(are_keys_many),
        language=voice.language,
        hints=without_controls(", ".join(hints)) or None,
        action_on_empty_result=True,
        barge_in=True,
    )


def _keys(are_many: bool) -> dict[str, Any]:
    """One key is an answer; a number is keyed until the pound key, or until no more come."""
    return {"finish_on_key": "#"} if are_many else {"num_digits": 1}


def _dial(number: str, index: int, links: CallLinks | None) -> Dial:
    dial = Dial(action=turn_url(index), method="POST", timeout=RING_SECONDS, answer_on_bridge=True)
    whispers = {"url": links.whisper(), "method": "POST"} if links else {}
    dial.number(number, **whispers)
    return dial


def _speak(verb: VoiceResponse | Gather, reply: Reply, voice: Voice, audio_url: str) -> None:
    """Let the reply be heard: the audio where there is one, else Twilio's own voice."""
    if audio_url:
        verb.play(audio_url)
    else:
        say(verb, reply.text, voice, reply.manner)


def _tape(
    response: VoiceResponse, reply: Reply, voice: Voice, links: CallLinks | None, notice_url: str
) -> None:
    """Begin to record the whole call behind the notice, or end it, as the reply wants it."""
    if reply.notice:
        _speak(response, Reply(reply.kind, reply.notice, reply.state), voice, notice_url)
        callback = {"recording_status_callback": links.call_recording()} if links else {}
        start = response.nest(Start())
        start.nest(Recording(name=WHOLE_CALL, track="both", **callback))
    if reply.ends_recording:
        response.nest(Stop()).nest(Recording(name=WHOLE_CALL))


def _recording(index: int, transcribe: bool, links: CallLinks | None) -> Record:
    """Record a message; after silence the call goes on with the verb after it."""
    callbacks = _callbacks(links, transcribe) if links else {}
    return Record(
        action=turn_url(index),
        method="POST",
        max_length=TRANSCRIBED_SECONDS if transcribe else MESSAGE_SECONDS,
        timeout=LISTEN_SECONDS,
        finish_on_key="#",
        play_beep=True,
        **callbacks,
    )


def _callbacks(links: CallLinks, transcribe: bool) -> dict[str, str | bool]:
    recorded = {"recording_status_callback": links.recording()}
    written = {"transcribe": True, "transcribe_callback": links.transcription()}
    return {**recorded, **(written if transcribe else {})}


EMPTY = str(VoiceResponse())
HANG_UP = farewell("")
FALLBACK = farewell(f"{phrases.TROUBLE} {phrases.TROUBLE_END}")
