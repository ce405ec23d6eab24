"""Where a reply is heard in a voice of another maker, as long as that takes no caller's time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connections

from telephony.agent import Manner, Voice
from telephony.synthesis.clips import has_clip
from telephony.synthesis.making import begin_clip, begin_clips
from telephony.synthesis.references import audio_url
from telephony.synthesis.speech import Speech, speech_of
from telephony.turns import Reply

DEADLINE_SECONDS = 0.9

_is_offline: ContextVar[bool] = ContextVar("synthesis_is_offline", default=False)


def audio_of(company_id: UUID, reply: Reply, voice: Voice) -> str:
    """Return the URL of the reply's audio, or nothing where Twilio's own voice is to say it.

    Called outside any scope. What takes longer than the deadline is made all the same, and is
    there the next time.
    """
    if not is_synthesised(voice) or not reply.text.strip():
        return ""
    speech = speech_of(reply.text, reply.manner, voice)
    is_there = has_clip(company_id, speech.name) or _is_made_in_time(company_id, voice, speech)
    return audio_url(company_id, speech.name) if is_there else ""


def prepare(company_id: UUID, texts: Iterable[str], voice: Voice) -> None:
    """Begin to make what will be said soon, as far as it is not there; waits for nothing."""
    begin_clips(company_id, voice, [speech_of(text, Manner(), voice) for text in texts])


def is_synthesised(voice: Voice) -> bool:
    """Return whether the voice is another maker's, and we have a key to it and may ask."""
    return bool(voice.speaker and voice.sealed_key) and not _is_offline.get()


@contextmanager
def offline() -> Iterator[None]:
    """Let Twilio's own voices say everything in the block, and ask nobody for audio."""
    token = _is_offline.set(True)
    try:
        yield
    finally:
        _is_offline.reset(token)


def _is_made_in_time(company_id: UUID, voice: Voice, speech: Speech) -> bool:
    making = begin_clip(company_id, voice, speech)
    if making is None:
        return False
    _let_go_of_the_database()
    try:
        return making.exception(timeout=DEADLINE_SECONDS) is None and making.result()
    except TimeoutError:
        return False


def _let_go_of_the_database() -> None:
    """Give the thread's connection back while it waits; within a transaction there is none to."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
