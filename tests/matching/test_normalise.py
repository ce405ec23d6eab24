"""Both sides of a match are read alike, and no meaning is lost on the way."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import normalise
from matching.engine.normalise import split_words

FILLERS = ["um", "like", "basically", "you see", "no", "today", "what", "gas", "well", "two", "oh"]
WORDS = st.sampled_from(
    [
        *(*FILLERS, "uh", "you", "know", "i", "mean", "do", "don't", "a.c.", "$1,250.50", "see"),
        *("is", "is", "w", "water", "app", "appointment", "toilet's", "leaking", "not", "couple"),
        *("zero", "one", "three", "twelve", "twenty", "third", "second", "hundred", "thousand"),
        *("and", "a", "half", "past", "quarter", "to", "at", "point", "double", "dollars", "cents"),
        *("5", "30", "555", "0100", "2:00", "02:30", "p.m.", "am", "o'clock", "$1.00", "10%", "/"),
    ]
)
UTTERANCES = st.text() | st.lists(WORDS).map(" ".join)
ASCII = st.text(st.characters(max_codepoint=127))


@given(UTTERANCES)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text, FILLERS)

    twice = normalise(once.text, FILLERS)

    assert (twice.text, twice.tokens, twice.stripped) == (once.text, once.tokens, ())


@given(UTTERANCES)
def test_splitting_twice_changes_nothing(text: str) -> None:
    once = split_words(text)

    assert split_words(" ".join(once)) == once


@given(ASCII)
def test_plain_letters_are_read_as_all_letters_are(text: str) -> None:
    among_others = split_words(f"caf\u00e9 {text} caf\u00e9")

    assert among_others == ["caf\u00e9", *split_words(text), "caf\u00e9"]


@given(UTTERANCES)
def test_a_text_with_a_letter_a_digit_or_an_and_is_never_emptied(text: str) -> None:
    has_meaning = any(char.isalnum() or unicodedata.normalize("NFKC", char) == "&" for char in text)

    assert bool(normalise(text, FILLERS).tokens) == has_meaning


@pytest.mark.parametrize("text", ["don't", "don\u2019t", "dont", "do not", "DON'T", "Do Not!"])
def test_every_spelling_of_a_contraction_is_the_same(text: str) -> None:
    assert normalise(text).text == "do not"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("How much is a SERVICE CALL?!", "how much is a service call"),
        ("is it $125 or $1,250.50", "is it $125 or $1250.50"),
        ("at 7:30 a.m.", "at 7:30am"),
        ("is there 10% off", "is there 10 percent off"),
        ("the toilet's leaking", "the toilet is leaking"),
        ("the toilet's tank", "the toilet's tank"),
        ("i dunno who's coming", "i do not know who is coming"),
        ("how're your plumbers", "how are your plumbers"),
        ("my A/C is out", "my ac is out"),
        ("the customer's AC", "the customer's ac"),
        ("\uff27\uff21\uff33 le\u200bak", "gas leak"),
        ("  heating   &\tcooling ", "heating and cooling"),
        ("where are you", "where are you"),
        ("ac", "ac"),
        ("caf\u00e9 na\u00efve", "caf\u00e9 na\u00efve"),
    ],
)
def test_spelling_is_made_one(text: str, read: str) -> None:
    assert normalise(text).text == read


def test_disfluencies_and_fillers_are_taken_out_and_reported() -> None:
    heard = normalise("Um, I need to uh basically schedule, you know, an appointment", FILLERS)

    assert heard.text == "i need to schedule an appointment"
    assert heard.stripped == ("um", "uh", "you", "know", "basically")


@pytest.mark.parametrize("word", ["no", "today", "what", "gas"])
def test_a_filler_never_takes_out_a_word_that_decides(word: str) -> None:
    heard = normalise(f"basically {word} appointment", FILLERS)

    assert heard.tokens == (word, "appointment")


def test_a_company_s_urgency_word_is_protected_from_its_fillers() -> None:
    assert normalise("leak backup", ["backup"], ["backup"]).tokens == ("leak", "backup")
    assert normalise("leak backup", ["backup"]).tokens == ("leak",)


@pytest.mark.parametrize("text", ["um", "like", "basically like", "is it like"])
def test_an_utterance_of_nothing_but_fillers_is_kept(text: str) -> None:
    assert normalise(text, FILLERS).text == text


def test_you_know_is_kept_where_it_belongs_to_the_question() -> None:
    assert normalise("do you know my plumber").text == "do you know my plumber"
    assert normalise("it is you know my plumber").text == "it is my plumber"


@pytest.mark.parametrize("text", ["you know how to fix it", "you know if you are open"])
def test_you_know_is_kept_before_what_is_known(text: str) -> None:
    assert normalise(text).text == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("i i i need a plumber", "i need a plumber"),
        ("the the the drain is slow", "the drain is slow"),
        ("i need to i need to cancel", "i need to cancel"),
        ("can you can you come today", "can you come today"),
        ("i uh i want to um i want to book", "i want to book"),
        ("an app appointment", "an appointment"),
        ("my wa- water heater", "my water heater"),
        ("my w w water heater", "my water heater"),
        ("wa-wa-water", "water"),
        ("i can can't come", "i can not come"),
        ("it's is it's leaking", "it is leaking"),
        ("no no no", "no"),
        ("it is very very hot", "it is very hot"),
        ("is it like like ten dollars", "is it $10"),
    ],
)
def test_what_is_said_twice_is_heard_once(text: str, read: str) -> None:
    assert normalise(text, FILLERS).text == read


@pytest.mark.parametrize(
    "text",
    [
        *("no not that one", "can cancel", "the thermostat", "my a c can not cool", "so someone"),
        *("a new newspaper", "the fan fantastic", "unit d drain", "on one drain", "air airflow"),
        *("not nothing", "per person", "hot hotel", "the co cop", "is it off or is it on"),
        *("zone b broken", "the gas gasket", "bye bye", "555 555", "old oldsmobile"),
    ],
)
def test_a_word_of_its_own_is_no_stutter(text: str) -> None:
    assert normalise(text).text == text


def test_a_number_is_never_taken_out_by_a_filler_or_as_a_stutter() -> None:
    assert normalise("two basically two pipes", ["basically", "2"]).text == "2 2 pipes"
    assert normalise("pipes basically pipes", ["basically", "2"]).text == "pipes"
