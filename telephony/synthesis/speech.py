"""What a synthesiser is asked for."""

from dataclasses import asdict, dataclass
from hashlib import sha256
from json import dumps
from typing import Protocol

from telephony.agent import Manner, Voice
from telephony.manners import paced
from telephony.spoken import spoken_text

MODEL = "eleven_flash_v2_5"
MOST_CHARS = 4096
SLOWEST, FASTEST = 0.7, 1.2
USUAL_STABILITY = 0.5
SIMILARITY = 0.75

_STABILITIES = {"calm": 0.7, "cheerful": 0.4, "urgent": 0.4}


class SynthesisFailed(Exception):
    """No audio came of it; the message tells why, without words or keys."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Words that are fit for speech, who says them, and how; `speed` is a share of the usual."""

    text: str
    speaker: str
    language: str
    speed: float = 1.0
    stability: float = USUAL_STABILITY
    similarity: float = SIMILARITY
    model: str = MODEL

    @property
    def name(self) -> str:
        """Return what tells this speech from every other: the hash of all that it is made of."""
        return sha256(dumps(asdict(self), sort_keys=True).encode()).hexdigest()


class Synthesiser(Protocol):
    """Makes audio of speech."""

    def synthesise(self, speech: Speech) -> bytes:
        """Return the speech as audio/mpeg; raises `SynthesisFailed`."""


def speech_of(text: str, manner: Manner, voice: Voice) -> Speech:
    """Return what the company's voice is to say, and in which manner, as far as it can."""
    speed = min(max(paced(manner, voice.rate), SLOWEST), FASTEST)
    return Speech(
        text=spoken_text(text, voice.language, voice.pronunciations)[:MOST_CHARS],
        speaker=voice.speaker,
        language=voice.language,
        speed=round(speed, 2),
        stability=_STABILITIES.get(manner.emotion, USUAL_STABILITY),
    )
