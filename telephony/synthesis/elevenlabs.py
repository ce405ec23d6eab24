"""ElevenLabs, over its HTTP API: `POST /v1/text-to-speech/{voice_id}`."""

from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from time import monotonic
from urllib.parse import quote

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter

from telephony.synthesis.speech import Speech, SynthesisFailed
from telephony.voice_catalog import primary

FORMAT = "mp3_44100_128"
CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 2.0, 5.0, 15.0
MOST_BYTES = 5 * 1024 * 1024
CHUNK_BYTES = 64 * 1024
CONNECTIONS = 32

_OTHER_NAMES = {"nb": "no"}
_UNKNOWN = frozenset({"ca", "is"})


def _new_session() -> requests.Session:
    """Return a session that keeps connections open, and no cookie that one company was given."""
    session = requests.Session()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
    adapter = HTTPAdapter(pool_maxsize=CONNECTIONS, max_retries=0)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


_session = _new_session()


@dataclass(frozen=True, slots=True)
class ElevenLabs:
    """ElevenLabs for one company's account; its host comes from the settings alone."""

    api_key: str = field(repr=False)

    def synthesise(self, speech: Speech) -> bytes:
        """Return the speech as audio/mpeg; raises `SynthesisFailed`."""
        started = monotonic()
        try:
            with self._ask(speech) as answer:
                _refuse_all_but_audio(answer)
                return _read(answer, started)
        except requests.RequestException as error:
            raise SynthesisFailed(type(error).__name__) from error

    def _ask(self, speech: Speech) -> requests.Response:
        return _session.post(
            f"{settings.ELEVENLABS_URL}/v1/text-to-speech/{quote(speech.speaker, safe='')}",
            params={"output_format": FORMAT},
            headers={"xi-api-key": self.api_key, "Accept": "audio/mpeg"},
            json=_body(speech),
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
        )


def _body(speech: Speech) -> dict[str, object]:
    return {
        "text": speech.text,
        "model_id": speech.model,
        "language_code": _language_code(speech.language),
        "voice_settings": {
            "stability": speech.stability,
            "similarity_boost": speech.similarity,
            "speed": speech.speed,
        },
    }


def _language_code(language: str) -> str | None:
    """Return the model's name of a language; one that it has none of is told from the text."""
    code = primary(language)
    return None if code in _UNKNOWN else _OTHER_NAMES.get(code, code)


def _refuse_all_but_audio(answer: requests.Response) -> None:
    if answer.status_code != requests.codes.ok:
        raise SynthesisFailed(f"status {answer.status_code}")
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "audio/mpeg":
        raise SynthesisFailed("no audio/mpeg")


def _read(answer: requests.Response, started: float) -> bytes:
    """Return the body; one that is empty, too large or too slow in all is none."""
    audio = bytearray()
    for chunk in answer.iter_content(CHUNK_BYTES):
        audio += chunk
        if len(audio) > MOST_BYTES:
            raise SynthesisFailed("too large")
        if monotonic() - started > WHOLE_SECONDS:
            raise SynthesisFailed("too slow")
    if not audio:
        raise SynthesisFailed("empty")
    return bytes(audio)
