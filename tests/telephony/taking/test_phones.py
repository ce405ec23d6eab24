"""Phone numbers as they are said: whichever way, the same number comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.taking.phones import is_phone, means_own, read_phone, region_of, spoken_phone

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

nationals = st.from_regex(r"[2-9][0-8][0-9][2-9][0-9]{6}", fullmatch=True)


def as_words(digits: str) -> str:
    """Return digits one word each."""
    return " ".join(WORDS[int(digit)] for digit in digits)


def with_doubles(digits: str) -> str:
    """Return digits in words, pairs of the same one as "double"."""
    halves = [digits[place : place + 2] for place in range(0, 10, 2)]
    return " ".join(
        f"double {WORDS[int(half[0])]}" if half[0] == half[1] else as_words(half) for half in halves
    )


FORMS = (
    str,
    as_words,
    with_doubles,
    lambda digits: f"{digits[:3]}-{digits[3:6]}-{digits[6:]}",
    lambda digits: f"({digits[:3]}) {digits[3:6]} {digits[6:]}",
    lambda digits: f"+1 {digits}",
    lambda digits: f"it's area code {digits[:3]} and then {digits[3:]}".replace("and then", "then"),
    lambda digits: f"my number is {as_words(digits[:6])}, {digits[6:]}. I'm at home at 5.",
    lambda digits: as_words(digits).replace("zero", "oh"),
)


@given(nationals, st.sampled_from(FORMS))
def test_a_number_said_in_any_form_is_the_same_number(digits: str, form: object) -> None:
    assert callable(form)
    assert read_phone(form(digits)) == f"+1{digits}"


@given(nationals)
def test_what_is_read_back_is_understood_as_the_same_number(digits: str) -> None:
    assert read_phone(spoken_phone(f"+1{digits}")) == f"+1{digits}"


@given(st.text(max_size=80))
def test_no_words_break_the_reading(speech: str) -> None:
    number = read_phone(speech)

    assert number is None or is_phone(number)


@pytest.mark.parametrize(
    ("speech", "number"),
    [
        ("two three nine, five five five, oh one double seven", "+12395550177"),
        ("two thirty nine five fifty five zero one seventy seven", "+12395550177"),
        ("eight hundred five five five twelve twelve", "+18005551212"),
        ("triple five one two three four five six seven", "+15551234567"),
        ("555 0177", None),
        ("my address is 12 oak street", None),
        ("I don't know it", None),
    ],
)
def test_what_callers_say_is_a_number_or_none(speech: str, number: str | None) -> None:
    assert read_phone(speech) == number


def test_a_number_is_read_back_in_groups_digit_by_digit() -> None:
    assert spoken_phone("+12395550177") == "2 3 9, 5 5 5, 0 1 7 7"


def test_numbers_are_those_of_the_companys_own_country() -> None:
    assert region_of("+442071838750") == "GB"
    assert region_of("no number") == "US"
    assert read_phone("020 7183 8751", "GB") == "+442071838751"


@pytest.mark.parametrize(
    "speech", ["the number I\u2019m calling from", "this number", "same number please", "this one"]
)
def test_a_caller_may_mean_the_number_that_he_calls_from(speech: str) -> None:
    assert means_own(speech)
    assert not means_own("my number is in the book")
