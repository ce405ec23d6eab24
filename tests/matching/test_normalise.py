"""Both sides of a match are read alike, and no meaning is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import normalise

FILLERS = ["um", "like", "basically", "you see", "no", "today", "what", "gas", "well", "you"]
WORDS = st.sampled_from(
    [*FILLERS, "uh", "you", "know", "i", "mean", "do", "don't", "a.c.", "$1,250.50", "see", "is"]
)
UTTERANCES = st.text() | st.lists(WORDS).map(" ".join)


@given(UTTERANCES)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text, FILLERS)

    twice = normalise(once.text, FILLERS)

    assert (twice.text, twice.tokens, twice.stripped) == (once.text, once.tokens, ())


@given(UTTERANCES)
def test_a_text_with_a_letter_or_digit_is_never_emptied(text: str) -> None:
    has_meaning = any(char.isalnum() for char in text)

    assert bool(normalise(text, FILLERS).tokens) == has_meaning


@pytest.mark.parametrize("text", ["don't", "don\u2019t", "dont", "do not", "DON'T", "Do Not!"])
def test_every_spelling_of_a_contraction_is_the_same(text: str) -> None:
    assert normalise(text).text == "do not"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("How much is a SERVICE CALL?!", "how much is a service call"),
        ("is it $125 or $1,250.50", "is it $125 or $1250.50"),
        ("at 7:30 a.m.", "at 7:30 am"),
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
    assert heard.stripped == ("um", "uh", "basically", "you", "know")


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
