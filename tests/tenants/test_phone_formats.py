"""How a number and an account are written: as people write them, or not at all."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tenants.phone_formats import e164, valid_account_sid, valid_auth_token, valid_e164


@pytest.mark.parametrize(
    "written",
    [
        "+12395550100", "(239) 555-0100", "239-555-0100", "239.555.0100", "2395550100",
        "1 239 555 0100", "+1 (239) 555-0100", " 239 555 0100 ", "tel:+1-239-555-0100",
    ],
)  # fmt: skip
def test_a_number_is_understood_however_people_write_it(written: str) -> None:
    assert e164(written) == "+12395550100"


@pytest.mark.parametrize(
    ("written", "number"),
    [("+44 20 7946 0958", "+442079460958"), ("1-800-FLOWERS", "+18003569377")],
)
def test_other_countries_and_letters_are_understood(written: str, number: str) -> None:
    assert e164(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "911",
        "555-0100",
        "+1",
        "+999123456789",
        "239 555 0100 ext. 5",
        "2" * 300,
        "\0",
        "+",
    ],
    ids=lambda written: written[:20],
)
def test_what_cannot_be_dialled_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        e164(written)


@given(st.text(max_size=64))
def test_any_text_is_a_number_or_refused_and_nothing_breaks(written: str) -> None:
    with suppress(ValidationError):
        valid_e164(e164(written))


@pytest.mark.parametrize("sid", ["", "AC", "AC" + "g" * 32, "SK" + "0" * 32, "AC" + "0" * 33])
def test_a_sid_of_another_shape_is_refused(sid: str) -> None:
    valid_account_sid("AC0123456789abcdefABCDEF0123456789")
    with pytest.raises(ValidationError):
        valid_account_sid(sid)


@pytest.mark.parametrize("token", ["", "token", "g" * 32, "0" * 31, "0" * 33, "0" * 32 + "\n"])
def test_a_token_of_another_shape_is_refused(token: str) -> None:
    valid_auth_token("0123456789abcdef" * 2)
    with pytest.raises(ValidationError):
        valid_auth_token(token)
