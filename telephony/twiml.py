"""Replies as TwiML."""

import re
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpResponse
from twilio.twiml.voice_response import Dial, Gather, Record, VoiceResponse

from telephony import phrases
from telephony.agent import Voice
from telephony.links import CallLinks
from telephony.turns import Next, Reply
from telephony.whispering import whispered

LISTEN_SECONDS = 5
RING_SECONDS = 20
MESSAGE_SECONDS = 300
TRANSCRIBED_SECONDS = 120
"""Twilio writes down no recording that is longer."""
SAY_MAX_CHARS = 4096
DOCUMENT_MAX_BYTES = 64 * 1024
USUAL_VOICE = Voice()

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def twiml_of(
    reply: Reply,
    next_index: int,
    hints: Sequence[str],
    voice: Voice = USUAL_VOICE,
    links: CallLinks | None = None,
) -> str:
    """Return the reply as a document, whose next request is the turn `next_index`.

    Hints that would make it larger than Twilio takes are left out: a call goes on without them.
    """
    document = _document(reply, next_index, hints, voice, links)
    is_too_large = len(document.encode()) > DOCUMENT_MAX_BYTES
    return _document(reply, next_index, (), voice, links) if is_too_large else document


def _document(
    reply: Reply, next_index: int, hints: Sequence[str], voice: Voice, links: CallLinks | None
) -> str:
    response = VoiceResponse()
    if reply.next == Next.LISTEN:
        response.append(_listening(reply.text, next_index, hints, voice))
        response.redirect(turn_url(next_index), method="POST")
        return str(response)
    _say(response, reply.text, voice)
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
    _say(response, text, USUAL_VOICE)
    response.hangup()
    return str(response)


def whisper(told: Mapping[str, str], answer_url: str) -> str:
    """Return what somebody hears who picks up; without the right key the next one is rung."""
    response = VoiceResponse()
    keys = Gather(
        input="dtmf", num_digits=1, timeout=LISTEN_SECONDS, action=answer_url, method="POST"
    )
    _say(keys, whispered(told), USUAL_VOICE)
    response.append(keys)
    response.hangup()
    return str(response)


def xml(document: str) -> HttpResponse:
    """Return the document as Twilio wants it."""
    return HttpResponse(document, content_type="text/xml; charset=utf-8")


def turn_url(index: int) -> str:
    """Return the absolute URL of a turn."""
    return f"{settings.PUBLIC_BASE_URL}/api/twilio/voice/turns/{index}"


def _listening(text: str, index: int, hints: Sequence[str], voice: Voice) -> Gather:
    """Listen while speaking; without a word the same turn is asked for, as silence."""
    gather = Gather(
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
    _say(gather, text, voice)
    return gather


def _dial(number: str, index: int, links: CallLinks | None) -> Dial:
    dial = Dial(action=turn_url(index), method="POST", timeout=RING_SECONDS, answer_on_bridge=True)
    whispers = {"url": links.whisper(), "method": "POST"} if links else {}
    dial.number(number, **whispers)
    return dial


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


def _say(verb: VoiceResponse | Gather, text: str, voice: Voice) -> None:
    spoken = without_controls(_pronounced(text, voice.pronunciations))[:SAY_MAX_CHARS]
    if not spoken:
        return
    manner = {"voice": voice.name, "language": voice.language}
    if voice.rate == 1:
        verb.say(spoken, **manner)
    else:
        verb.say(**manner).prosody(spoken, rate=f"{voice.rate:.0%}")


def _pronounced(text: str, pronunciations: Sequence[tuple[str, str]]) -> str:
    """Return the text with each whole word as it is said; what is put in is not read again."""
    if not pronunciations:
        return text
    said = {word.casefold(): say for word, say in pronunciations}
    longest_first = sorted(said, key=len, reverse=True)
    words = re.compile(rf"(?i)(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    return words.sub(lambda found: said.get(found[0].casefold(), found[0]), text)


def without_controls(text: str) -> str:
    """Return the text without the characters that make XML ill-formed however they are escaped."""
    return _NOT_IN_XML.sub("", text)


EMPTY = str(VoiceResponse())
HANG_UP = farewell("")
FALLBACK = farewell(f"{phrases.TROUBLE} {phrases.TROUBLE_END}")
