"""Replies as Twilio takes them: well formed, within its limits, and always leading on."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from telephony import twiml
from telephony.agent import Voice
from telephony.simulator.twiml_document import MAX_BODY_BYTES, read_twiml
from telephony.turns import CallState, Next, Reply
from telephony.twiml import farewell, turn_url, twiml_of

TURN = "https://phone.example/api/twilio/voice/turns/3"
HINTS = ("Joe's Plumbing", "how much is a service call")


@pytest.fixture(autouse=True)
def _public_origin(settings: Settings) -> None:
    """Serve at an origin of its own."""
    settings.PUBLIC_BASE_URL = "https://phone.example"


def reply(text: str = "How can I help you?", **facts: str) -> Reply:
    """Return a reply that says the text."""
    return Reply("scenario", text, CallState(), **facts)


def parsed(document: str) -> ET.Element:
    """Return the document's root."""
    return ET.fromstring(document)  # noqa: S314  our own document


def listening(text: str = "How can I help you?", hints: tuple[str, ...] = HINTS) -> ET.Element:
    """Return the Gather of a reply."""
    gather = parsed(twiml_of(reply(text), 3, hints)).find("Gather")
    assert gather is not None
    return gather


def test_listening_takes_speech_and_keys_and_asks_for_the_next_turn() -> None:
    gather = listening()

    assert gather.attrib == {
        "input": "speech dtmf",
        "action": TURN,
        "method": "POST",
        "timeout": "5",
        "speechTimeout": "auto",
        "numDigits": "1",
        "language": "en-US",
        "hints": "Joe's Plumbing, how much is a service call",
        "actionOnEmptyResult": "true",
        "bargeIn": "true",
    }


def test_the_reply_is_spoken_inside_the_listening_so_that_a_caller_may_interrupt() -> None:
    say = listening("How can I help you?").find("Say")

    assert say is not None
    assert say.text == "How can I help you?"
    assert say.attrib == {"voice": "Polly.Joanna-Neural", "language": "en-US"}


def spoken(text: str, **voice: object) -> ET.Element:
    """Return the Say of a reply in a voice."""
    say = parsed(twiml_of(reply(text), 3, HINTS, Voice(**voice))).find("Gather/Say")
    assert say is not None
    return say


def test_a_company_is_heard_and_understood_in_its_own_voice_and_language() -> None:
    voice = Voice(language="en-GB", name="Polly.Amy-Neural")

    gather = parsed(twiml_of(reply(), 3, HINTS, voice)).find("Gather")

    assert gather is not None
    assert gather.get("language") == "en-GB"
    assert [say.attrib for say in gather] == [{"voice": "Polly.Amy-Neural", "language": "en-GB"}]


@pytest.mark.parametrize(("rate", "told"), [(0.5, "50%"), (0.95, "95%"), (2.0, "200%")])
def test_a_pace_of_its_own_is_told_to_the_voice(rate: float, told: str) -> None:
    say = spoken("How can I help you?", rate=rate)

    assert [(child.tag, child.attrib, child.text) for child in say] == [
        ("prosody", {"rate": told}, "How can I help you?")
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mr Nguyen is in.", "Mr win is in."),
        ("nguyen, NGUYEN and Nguyens", "win, win and Nguyens"),
        ("Fort Myers by A.C.", "Fort Mires by ay see"),
        ("win again", "once again"),
    ],
)
def test_whole_words_are_said_as_the_company_says_them_and_once(text: str, said: str) -> None:
    pairs = (("Nguyen", "win"), ("win", "once"), ("Fort Myers", "Fort Mires"), ("A.C.", "ay see"))

    assert spoken(text, pronunciations=pairs).text == said


def test_markup_in_a_pronunciation_is_spoken_and_never_obeyed() -> None:
    say = spoken("Call Nguyen.", pronunciations=(("Nguyen", "</Say><Hangup/>\\1"),), rate=0.9)

    assert [(child.tag, child.text) for child in say] == [("prosody", "Call </Say><Hangup/>\\1.")]


def test_what_is_at_an_address_is_played_in_place_of_the_words() -> None:
    audio = "https://phone.example/api/twilio/audio/x:y:z"

    listened = parsed(twiml_of(reply(), 3, HINTS, audio_url=audio)).find("Gather")
    ended = parsed(twiml_of(reply("Goodbye.", next=Next.HANG_UP), 3, (), audio_url=audio))

    assert listened is not None
    assert [(verb.tag, verb.text) for verb in listened] == [("Play", audio)]
    assert [verb.tag for verb in ended] == ["Play", "Hangup"]


def test_listening_that_falls_through_asks_for_the_same_turn() -> None:
    verbs = list(parsed(twiml_of(reply(), 3, ())))

    assert [verb.tag for verb in verbs] == ["Gather", "Redirect"]
    assert verbs[1].text == TURN
    assert verbs[1].get("method") == "POST"


def test_without_hints_none_are_given() -> None:
    assert "hints" not in listening(hints=()).attrib


def test_a_dial_rings_one_number_and_asks_for_the_next_turn_when_it_ends() -> None:
    document = parsed(twiml_of(reply("One moment.", next=Next.DIAL, dial="+12395550301"), 3, HINTS))

    say, dial = document
    assert say.text == "One moment."
    assert dial.attrib == {
        "action": TURN,
        "method": "POST",
        "timeout": "20",
        "answerOnBridge": "true",
    }
    assert [number.text for number in dial] == ["+12395550301"]


def test_an_end_says_goodbye_and_hangs_up() -> None:
    document = parsed(twiml_of(reply("Goodbye.", next=Next.HANG_UP), 3, HINTS))

    assert [verb.tag for verb in document] == ["Say", "Hangup"]


def test_an_end_without_a_word_only_hangs_up() -> None:
    document = parsed(twiml_of(reply("", next=Next.HANG_UP), 3, HINTS))

    assert [verb.tag for verb in document] == ["Hangup"]


def test_a_farewell_hangs_up() -> None:
    say, hangup = parsed(farewell("Goodbye."))

    assert (say.text, hangup.tag) == ("Goodbye.", "Hangup")


def test_what_answers_a_status_callback_does_nothing() -> None:
    assert list(parsed(twiml.EMPTY)) == []


@pytest.mark.parametrize(
    "text",
    [
        'We fix <drains>&"pipes" at Joe\'s.',
        "</Say><Dial><Number>911</Number></Dial><Say>",
        "]]> <!-- --> &amp; &#60;",
        "Zażółć gęślą jaźń 🚰 水",
    ],
)
def test_markup_in_names_and_answers_is_spoken_and_never_obeyed(text: str) -> None:
    gather = listening(text, hints=(text,))

    say = gather.find("Say")
    assert say is not None
    assert say.text == text
    assert gather.get("hints") == text
    assert [child.tag for child in gather] == ["Say"]


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_no_xml_may_hold_is_left_out(control: str) -> None:
    gather = listening(f"Open{control} now.", hints=(f"open{control} now",))

    say = gather.find("Say")
    assert say is not None
    assert say.text == "Open now."
    assert gather.get("hints") == "open now"


@pytest.mark.parametrize("sign", ["a", "&", "ж", "🚰"])
def test_the_longest_reply_with_the_longest_hints_stays_within_twilios_limits(sign: str) -> None:
    hints = tuple(f"{place:03}{sign * 97}" for place in range(120))

    document = twiml_of(reply(sign * 10_000), 3, hints)

    assert len(document.encode()) <= MAX_BODY_BYTES
    assert [verb.name for verb in read_twiml(document.encode())] == ["Gather", "Redirect"]


def test_hints_that_fit_are_given_whole() -> None:
    hints = tuple(f"{place:03}{'a' * 97}" for place in range(120))

    assert listening(hints=hints).get("hints") == ", ".join(hints)


@settings(deadline=None)
@given(
    text=st.text(max_size=200),
    hints=st.lists(st.text(max_size=30), max_size=5).map(tuple),
    then=st.sampled_from(list(Next)),
    pairs=st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=3).map(tuple),
    rate=st.sampled_from([0.5, 1.0, 1.37]),
)
def test_whatever_is_said_twilio_can_play_it(
    text: str, hints: tuple[str, ...], then: Next, pairs: tuple[tuple[str, str], ...], rate: float
) -> None:
    voice = Voice(pronunciations=pairs, rate=rate)

    document = twiml_of(reply(text, next=then, dial="+12395550301"), 3, hints, voice)

    assert read_twiml(document.encode())


def test_turns_have_absolute_addresses_at_the_public_origin() -> None:
    assert turn_url(3) == TURN
