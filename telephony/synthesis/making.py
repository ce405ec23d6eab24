"""Audio made beside the calls: each clip once at a time, and no company takes every thread."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from logging import getLogger
from threading import Lock
from uuid import UUID

from telephony.agent import Voice
from telephony.models.voice_settings import opened_key
from telephony.synthesis.breaker import Breaker
from telephony.synthesis.clips import has_clip, keep_clip
from telephony.synthesis.elevenlabs import ElevenLabs
from telephony.synthesis.speech import Speech, SynthesisFailed
from tenants.encryption import UnreadableSecret

logger = getLogger(__name__)

THREADS = 32
MOST_OF_A_COMPANY = 4

Key = tuple[UUID, str]

breaker = Breaker()
_pool = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="synthesis")
_lock = Lock()
_making: dict[Key, Future[bool]] = {}


def begin_clip(company_id: UUID, voice: Voice, speech: Speech) -> Future[bool] | None:
    """Begin to make a clip, or join its making; None where the company may make no more now.

    The future tells whether the clip is there.
    """
    key = (company_id, speech.name)
    with _lock:
        if key in _making:
            return _making[key]
        is_busy = Counter(owner for owner, _ in _making)[company_id] >= MOST_OF_A_COMPANY
        if is_busy or len(_making) >= THREADS or not breaker.lets_try(company_id):
            return None
        made = _making[key] = _pool.submit(_make, company_id, voice.sealed_key, speech)
    made.add_done_callback(partial(_forget, key))
    return made


def begin_clips(company_id: UUID, voice: Voice, speeches: Sequence[Speech]) -> None:
    """Begin to make what is not there, one after another: what callers wait for finds room.

    It ends with a failure.
    """
    missing = [one for one in speeches if not has_clip(company_id, one.name)]
    made = begin_clip(company_id, voice, missing[0]) if missing else None
    if made:
        made.add_done_callback(partial(_go_on, company_id, voice, missing[1:]))


def _go_on(company_id: UUID, voice: Voice, speeches: Sequence[Speech], made: Future[bool]) -> None:
    if made.result():
        begin_clips(company_id, voice, speeches)


def _forget(key: Key, _: Future[bool]) -> None:
    with _lock:
        del _making[key]


def _make(company_id: UUID, sealed_key: str, speech: Speech) -> bool:
    """Make and keep the clip; what goes wrong is logged and counted, and never raised."""
    try:
        synthesiser = ElevenLabs(opened_key(sealed_key, company_id))
        keep_clip(company_id, speech.name, synthesiser.synthesise(speech))
    except (SynthesisFailed, UnreadableSecret, OSError) as error:
        breaker.failed(company_id)
        facts = {"error_type": type(error).__name__, "reason": _reason(error)}
        logger.warning("synthesis_failed", extra={"company": str(company_id), **facts})
        return False
    breaker.succeeded(company_id)
    return True


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, SynthesisFailed) else ""
