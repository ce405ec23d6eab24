"""A text in one of Twilio's voices, marked as far as the voice takes marks."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.twiml.voice_response import VoiceResponse

from telephony.agent import Manner, Voice
from telephony.simulator.twiml_document import read_twiml
from telephony.speech_markup import SAY_MAX_CHARS, say

SLOW = Manner(pace="slow", openers=("Oh no.",))
NUMBER = "Call 239-555-0100 by 5pm."


def document(text: str, manner: Manner = SLOW, **voice: Any) -> str:
    """Return a document that says the text."""
    response = VoiceResponse()
    say(response, text, Voice(**voice), manner)
    return str(response)


def element(text: str, manner: Manner = SLOW, **voice: Any) -> ET.Element:
    """Return the Say of a text."""
    found = ET.fromstring(document(text, manner, **voice)).find("Say")  # noqa: S314  our own
    assert found is not None
    return found


def inside(text: str, manner: Manner = SLOW, **voice: Any) -> str:
    """Return what stands in the Say of a text."""
    say = element(text, manner, **voice)
    written = "".join(ET.tostring(child, encoding="unicode") for child in say)
    return f"{say.text or ''}{written}"


def test_a_number_is_marked_as_one_where_the_voice_reads_numbers() -> None:
    assert inside(NUMBER, Manner()) == (
        'Call <say-as interpret-as="telephone">239-555-0100</say-as> by 5 PM.'
    )


def test_a_number_is_said_digit_by_digit_where_it_does_not() -> None:
    said = inside(NUMBER, Manner(), name="Polly.Joanna-Generative")

    assert said == "Call 2 3 9, 5 5 5, 0 1 0 0 by 5 PM."


def test_a_manner_holds_all_of_it_with_a_pause_behind_its_opener() -> None:
    assert inside("Oh no. Call 239-555-0100.") == (
        '<prosody rate="90%">Oh no.<break time="300ms" /> Call '
        '<say-as interpret-as="telephone">239-555-0100</say-as>.</prosody>'
    )


def test_a_voice_that_takes_no_marks_says_the_words() -> None:
    said = inside("Oh no. We can come.", name="man", rate=0.8)

    assert said == "Oh no. We can come."


def test_money_keeps_its_digits_in_every_voice() -> None:
    assert "$125" in inside("It is $125 & up.")
    assert "$125" in inside("It is $125 & up.", language="es-US", name="Polly.Lupe-Neural")


@pytest.mark.parametrize("text", ["", "\0", "\ud800"])
def test_where_there_is_nothing_to_say_nothing_is_said(text: str) -> None:
    assert "<Say" not in document(text)


@pytest.mark.parametrize("sign", ["a", "&", "\N{POTABLE WATER SYMBOL}"])
def test_what_is_too_long_is_cut_and_has_no_marks(sign: str) -> None:
    say = element(f"Oh no. {NUMBER} {sign * 5000}")

    assert list(say) == []
    assert say.text is not None
    assert len(say.text) == SAY_MAX_CHARS


def test_the_longest_that_is_marked_stays_within_what_twilio_takes() -> None:
    text = "Call 239-555-0100. " * 40

    say = element(text)

    assert len(say.findall("prosody/say-as")) == 40
    assert len(document(text)) <= SAY_MAX_CHARS + 200


@given(
    st.text(max_size=60).map(lambda text: f"Oh no. {text} 239-555-0100 {text}"),
    st.sampled_from(["Polly.Joanna-Neural", "Polly.Joanna", "Google.en-US-Standard-A", "man"]),
    st.sampled_from([0.5, 1.0, 2.0]),
)
def test_whatever_is_said_twilio_can_play_it(text: str, voice: str, rate: float) -> None:
    assert read_twiml(document(text, SLOW, name=voice, rate=rate).encode())
