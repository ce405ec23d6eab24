"""Addresses as they are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.taking.addresses import overhear_address, read_address


@pytest.mark.parametrize(
    ("speech", "address"),
    [
        ("twelve oak street apartment four b", "12 Oak Street Apartment 4 B"),
        ("one twenty three main street", "123 Main Street"),
        ("I live at 4521 Palm Ave, Naples 34102", "4521 Palm Ave, Naples 34102"),
        ("it\u2019s 12 Oak", "12 Oak"),
        ("its 1 2 3 4 5 north main street", "12345 north main street"),
        ("come to 77 5th Avenue apt 4 please", "77 5th Avenue apt 4"),
        ("the address is five oh two elm", "502 Elm"),
        ("9 Elm Court and my sink leaks", "9 Elm Court"),
        ("it's on oak street", None),
        ("12", None),
        ("how much is it", None),
    ],
)
def test_an_answer_is_an_address_or_none(speech: str, address: str | None) -> None:
    assert read_address(speech) == address


def test_an_address_is_overheard_where_it_names_a_street_or_is_called_one() -> None:
    told = "my name is joe and the address is 12 oak, my number is 2395550177"

    assert overhear_address(told) == "12 oak"
    assert overhear_address("the heater is broken at 9 elm court") == "9 elm court"
    assert overhear_address("I need 2 people at 3 pm") is None


@given(st.text(max_size=300))
def test_no_words_break_the_reading(speech: str) -> None:
    address = read_address(speech)

    assert address is None or 0 < len(address) <= 255
