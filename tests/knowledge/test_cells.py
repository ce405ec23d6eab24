"""A spreadsheet's cells: written so that nothing is calculated, and read back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cells import guarded, joined, separated, unguarded

texts = st.text(st.sampled_from("=+-@'|\\a b\t\r"))
alternatives = st.lists(texts.map(str.strip).filter(bool))


@given(texts)
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(texts)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(alternatives)
def test_alternatives_are_read_back_as_they_were(items: list[str]) -> None:
    assert separated(unguarded(guarded(joined(items)))) == items


@pytest.mark.parametrize("text", ["=1+1", "'tis", "a'b", "'", ""])
def test_what_a_person_typed_is_taken_as_it_stands(text: str) -> None:
    assert unguarded(text) == text


def test_alternatives_that_a_person_typed_need_no_blanks_around_the_bar() -> None:
    assert separated(" a|b | | c\\d ") == ["a", "b", "c\\d"]
