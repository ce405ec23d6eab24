"""What a synthesiser is asked for, and what tells one clip from another."""

from dataclasses import replace

import pytest

from telephony.agent import Manner, Voice
from telephony.synthesis.speech import Speech, speech_of
from tests.telephony.synthesis.stand_in import SPEAKER

VOICE = Voice(speaker=SPEAKER, pronunciations=(("Nguyen", "win"),))
HELLO = Speech("Hello.", SPEAKER, "en-US")


def test_the_words_are_fit_for_speech_and_said_as_the_company_says_them() -> None:
    speech = speech_of("Call Mr Nguyen at 239-555-0100 by 5pm, $125.", Manner(), VOICE)

    assert speech.text == "Call Mr win at 2 3 9, 5 5 5, 0 1 0 0 by 5 PM, $125."
    assert (speech.speaker, speech.language) == (SPEAKER, "en-US")


@pytest.mark.parametrize(
    ("manner", "rate", "speed", "stability"),
    [
        (Manner(), 1.0, 1.0, 0.5),
        (Manner(pace="slow", emotion="calm"), 1.0, 0.87, 0.7),
        (Manner(pace="slow"), 0.5, 0.7, 0.5),
        (Manner(pace="fast", emotion="urgent"), 2.0, 1.2, 0.4),
    ],
)
def test_a_manner_is_told_within_what_the_voice_can(
    manner: Manner, rate: float, speed: float, stability: float
) -> None:
    speech = speech_of("Hello.", manner, replace(VOICE, rate=rate))

    assert (speech.speed, speech.stability) == (speed, stability)


@pytest.mark.parametrize(
    "other",
    [
        {"text": "Hello!"},
        {"speaker": "x" * 20},
        {"language": "en-GB"},
        {"speed": 1.1},
        {"stability": 0.4},
        {"similarity": 0.5},
        {"model": "eleven_multilingual_v2"},
    ],
)
def test_whatever_differs_is_another_clip(other: dict[str, str]) -> None:
    assert replace(HELLO, **other).name != HELLO.name


def test_what_is_the_same_is_the_same_clip_in_every_process() -> None:
    assert replace(HELLO).name == HELLO.name
    assert len(HELLO.name) == 64
