"""Names as they are said and spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.taking.names import overhear_name, read_name


@pytest.mark.parametrize(
    ("speech", "name"),
    [
        ("joe", "Joe"),
        ("My name is Joe Miller.", "Joe Miller"),
        ("my name's joe and my number is 239", "Joe"),
        ("hi, this is Ann O\u2019Brien calling about my sink", "Ann O'Brien"),
        ("uh, yes, it's Ronald McDonald", "Ronald McDonald"),
        ("you can put it under mary-jane watson", "Mary-Jane Watson"),
        ("S M I T H", "Smith"),
        ("joe smyth, s-m-y-t-h", "Joe Smyth"),
        ("smith, s as in sam, m as in mary, i as in ice, t as in tom, h as in henry", "Smith"),
        ("it's a leak", None),
        ("how much is it", None),
        ("I'm not sure", None),
        ("call me back", None),
        ("12 oak street", None),
        ("well I was hoping that you could tell me when you come", None),
    ],
)
def test_an_answer_is_a_name_or_none(speech: str, name: str | None) -> None:
    assert read_name(speech) == name


def test_a_name_is_overheard_only_where_it_is_called_one() -> None:
    assert overhear_name("I need someone tomorrow at 3, my name is Joe") == "Joe"
    assert overhear_name("My name is Joe. Tomorrow is good.") == "Joe"
    assert overhear_name("joe") is None
    assert overhear_name("please call me back") is None


@given(st.text(max_size=120))
def test_no_words_break_the_reading(speech: str) -> None:
    name = read_name(speech)

    assert name is None or 0 < len(name) <= 120
