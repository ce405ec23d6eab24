"""What may stand where a list of texts is kept."""

import pytest
from django.core.exceptions import ValidationError

from tenants.texts import list_of_texts


@pytest.mark.parametrize("value", [[], ["where are you"], ["where", "your address"]])
def test_a_list_of_texts_is_accepted(value: list[str]) -> None:
    list_of_texts(value)


@pytest.mark.parametrize("value", [None, "where", {}, {"a": "b"}, [""], ["  "], [1], [None], [[]]])
def test_anything_else_is_no_list_of_texts(value: object) -> None:
    with pytest.raises(ValidationError, match="list of texts"):
        list_of_texts(value)
