"""What the texts of an entry may hold."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cleaning import cleaned, cleaned_answer, cleaned_phrase, distinct
from matching.engine import normalise


@given(st.text())
def test_a_text_is_cleaned_or_refused_and_stays_as_it_is_then(text: str) -> None:
    once = _cleaned_or_empty(text)

    assert cleaned(once) == once
    assert once == once.strip()


@pytest.mark.parametrize("unseen", ["\0", "\x1b", "\x85", "\u200b", "\u202e", "\u2066", "\ufeff"])
def test_a_character_that_nobody_sees_is_named(unseen: str) -> None:
    with pytest.raises(ValidationError, match=f"U\\+{ord(unseen):04X}"):
        cleaned(f"a{unseen}b")


@pytest.mark.parametrize("blank", [" ", "\t", "\r\n", "\u00a0", "\u2003", "\u2028"])
def test_runs_of_blanks_and_ends_of_lines_are_one_blank(blank: str) -> None:
    assert cleaned(f"{blank}a{blank} {blank}b{blank}") == "a b"


@pytest.mark.parametrize("text", ["{", "}", "{}", "{a b}", "{{a}}", "{a.b}", "{1}", "{a", "a}"])
def test_a_brace_stands_in_an_answer_as_a_placeholder_only(text: str) -> None:
    assert cleaned_answer("At {address}, {city}.") == "At {address}, {city}."
    with pytest.raises(ValidationError):
        cleaned_answer(f"At {text}.")


@pytest.mark.parametrize("text", ["{address}", "a}", "?", "…"])
def test_a_phrase_can_be_said(text: str) -> None:
    assert cleaned_phrase("24/7?") == "24/7?"
    with pytest.raises(ValidationError):
        cleaned_phrase(text)


@given(st.lists(st.sampled_from(["A?", "a", "b c", "B  C!", "what's on", "What is on", "d"])))
def test_no_two_alternatives_are_heard_alike(alternatives: list[str]) -> None:
    kept = distinct("A", alternatives)
    heard = [normalise(one).text for one in kept]

    assert len({*heard, "a"}) == len(heard) + 1
    assert {*heard, "a"} == {"a", *(normalise(one).text for one in alternatives)}
    assert distinct("A", kept) == kept


def _cleaned_or_empty(text: str) -> str:
    try:
        return cleaned(text)
    except ValidationError:
        return ""
