"""Replies as TwiML."""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from telephony import phrases
from telephony.agent import Voice
from telephony.turns import Next, Reply

LISTEN_SECONDS = 5
RING_SECONDS = 20
SAY_MAX_CHARS = 4096
DOCUMENT_MAX_BYTES = 64 * 1024
USUAL_VOICE = Voice()

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def twiml_of(
    reply: Reply, next_index: int, hints: Sequence[str], voice: Voice = USUAL_VOICE
) -> str:
    """Return the reply as a document, whose next request is the turn `next_index`.

    Hints that would make it larger than Twilio takes are left out: a call goes on without them.
    """
    document = _document(reply, next_index, hints, voice)
    is_too_large = len(document.encode()) > DOCUMENT_MAX_BYTES
    return _document(reply, next_index, (), voice) if is_too_large else document


def _document(reply: Reply, next_index: int, hints: Sequence[str], voice: Voice) -> str:
    response = VoiceResponse()
    if reply.next == Next.LISTEN:
        response.append(_listening(reply, next_index, hints, voice))
        response.redirect(turn_url(next_index), method="POST")
        return str(response)
    _say(response, reply.text, voice)
    if reply.next == Next.DIAL:
        response.append(_dial(reply.dial, next_index))
    else:
        response.hangup()
    return str(response)


def farewell(text: str) -> str:
    """Return a document that says a sentence and hangs up."""
    response = VoiceResponse()
    _say(response, text, USUAL_VOICE)
    response.hangup()
    return str(response)


def xml(document: str) -> HttpResponse:
    """Return the document as Twilio wants it."""
    return HttpResponse(document, content_type="text/xml; charset=utf-8")


def turn_url(index: int) -> str:
    """Return the absolute URL of a turn."""
    return f"{settings.PUBLIC_BASE_URL}/api/twilio/voice/turns/{index}"


def _listening(reply: Reply, index: int, hints: Sequence[str], voice: Voice) -> Gather:
    """Listen while speaking; without a word the same turn is asked for, as silence."""
    gather = Gather(
        input="speech dtmf",
        action=turn_url(index),
        method="POST",
        timeout=LISTEN_SECONDS,
        speech_timeout="auto",
        **_keys(reply.awaits_keys),
        language=voice.language,
        hints=_without_controls(", ".join(hints)) or None,
        action_on_empty_result=True,
        barge_in=True,
    )
    _say(gather, reply.text, voice)
    return gather


def _keys(are_many: bool) -> dict[str, Any]:
    """One key is an answer; a number is keyed until the pound key, or until no more come."""
    return {"finish_on_key": "#"} if are_many else {"num_digits": 1}


def _dial(number: str, index: int) -> Dial:
    dial = Dial(action=turn_url(index), method="POST", timeout=RING_SECONDS, answer_on_bridge=True)
    dial.number(number)
    return dial


def _say(verb: VoiceResponse | Gather, text: str, voice: Voice) -> None:
    spoken = _without_controls(_pronounced(text, voice.pronunciations))[:SAY_MAX_CHARS]
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


def _without_controls(text: str) -> str:
    """Return the text without the characters that make XML ill-formed however they are escaped."""
    return _NOT_IN_XML.sub("", text)


EMPTY = str(VoiceResponse())
FALLBACK = farewell(f"{phrases.TROUBLE} {phrases.TROUBLE_END}")
