"""How a manner is heard in which voice."""

import pytest

from telephony.agent import Manner
from telephony.manners import Markup, markup_of, opener_of, prosody_of
from telephony.voice_catalog import LANGUAGES, voices_of

NEURAL, STANDARD, GOOGLE = "Polly.Joanna-Neural", "Polly.Joanna", "Google.en-US-Neural2-C"
SAFETY = Manner(tone="firm", pace="slow", emotion="calm")
CHEERFUL = Manner(tone="warm", emotion="cheerful")


def prosody(manner: Manner, voice: str, rate: float = 1.0) -> dict[str, str]:
    """Return what is told a voice of a manner."""
    return prosody_of(manner, rate, markup_of(voice))


@pytest.mark.parametrize(
    ("manner", "voice", "told"),
    [
        (Manner(), NEURAL, {}),
        (Manner(tone="formal"), STANDARD, {}),
        (Manner(pace="fast"), NEURAL, {"rate": "110%"}),
        (SAFETY, NEURAL, {"rate": "87%", "volume": "+2dB"}),
        (SAFETY, STANDARD, {"rate": "87%", "volume": "+2dB", "pitch": "-5%"}),
        (CHEERFUL, NEURAL, {"rate": "103%"}),
        (CHEERFUL, GOOGLE, {"rate": "103%", "pitch": "+7%"}),
        (Manner(tone="firm", emotion="urgent"), GOOGLE, {"rate": "105%", "volume": "+4dB"}),
    ],
)
def test_a_manner_is_told_as_far_as_the_voice_allows(
    manner: Manner, voice: str, told: dict[str, str]
) -> None:
    assert prosody(manner, voice) == told


@pytest.mark.parametrize(
    ("rate", "told"), [(1.2, "108%"), (0.5, "45%"), (0.1, "20%"), (2.4, "200%")]
)
def test_the_companys_pace_and_the_manners_are_multiplied_within_what_voices_can(
    rate: float, told: str
) -> None:
    assert prosody(Manner(pace="slow"), NEURAL, rate)["rate"] == told


@pytest.mark.parametrize(
    "voice", ["", "man", "Polly.Joanna-Generative", "Google.en-US-Chirp3-HD-Aoede", "Azure.Jenny"]
)
def test_a_voice_that_nothing_is_known_of_is_given_plain_words(voice: str) -> None:
    assert markup_of(voice) == Markup()
    assert prosody(SAFETY, voice, 0.8) == {}


def test_every_voice_of_the_catalogue_takes_a_pace() -> None:
    voices = [voice for language in LANGUAGES for voice in voices_of(language)]

    assert [voice for voice in voices if "rate" not in markup_of(voice).prosody] == []


def test_an_opener_is_known_by_how_a_reply_begins() -> None:
    manner = Manner(openers=("I see.", "I see. Right."))

    assert opener_of(manner, "I see. We can come.") == "I see."
    assert opener_of(manner, "I see.") == ""
    assert opener_of(manner, "We can come.") == ""
