"""Lists of texts, edited one a line."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tenants.admin import LinesField

line = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), min_size=1)


def test_every_line_is_an_item_and_blank_lines_are_none() -> None:
    assert LinesField(required=False).clean(" one \r\n\r\n  \ntwo\n") == ["one", "two"]


@pytest.mark.parametrize("nothing", [None, "", " \n "])
def test_no_line_is_an_empty_list(nothing: str | None) -> None:
    assert LinesField(required=False).clean(nothing) == []
    with pytest.raises(ValidationError):
        LinesField().clean(nothing)


@given(st.lists(line))
def test_a_list_comes_back_as_it_was(items: list[str]) -> None:
    field = LinesField(required=False)
    shown = field.prepare_value(items)
    assert field.clean(shown) == items
    assert not field.has_changed(items, shown)


def test_an_item_of_several_lines_stays_one_item() -> None:
    field = LinesField(required=False)
    assert field.clean(field.prepare_value(["one\nand more"])) == ["one and more"]


def test_a_null_character_is_refused() -> None:
    with pytest.raises(ValidationError):
        LinesField().clean("one\x00two")
