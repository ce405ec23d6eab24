"""A number is one word, the same whether it is spelled in words or in digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import normalise
from matching.engine.numbers import read_numbers

ALIKE = [
    ("25", ["25", "twenty five", "twenty-five", "Twenty Five", "twenty um five"]),
    ("250", ["250", "two hundred and fifty", "two hundred fifty", "2 hundred and 50"]),
    ("100", ["100", "a hundred", "one hundred", "hundred"]),
    ("101", ["101", "a hundred and one", "one hundred one"]),
    ("2500", ["2,500", "2500", "two thousand five hundred", "twenty five hundred"]),
    ("200000", ["200,000", "two hundred thousand"]),
    ("911", ["911", "nine one one", "9 1 1", "9-1-1"]),
    (
        "2395550177",
        [
            "two three nine five five five oh one double seven",
            *("239-555-0177", "(239) 555-0177", "2 3 9 5 5 5 0 1 7 7", "239 5550177"),
        ],
    ),
    ("0 percent", ["zero percent", "0%", "0 percent"]),
    ("3rd", ["3rd", "third", "Third"]),
    ("22nd", ["22nd", "twenty second", "twenty-second"]),
    ("31st", ["31st", "thirty first"]),
    ("12th", ["12th", "twelfth"]),
    ("second", ["second", "2nd"]),
    ("first", ["first", "1st"]),
    ("2.5", ["2.5", "two point five", "two and a half"]),
    ("1.5 hours", ["one and a half hours", "1.5 hours", "one point five hours"]),
    ("24 7", ["24/7", "twenty four seven", "24 7"]),
    ("2:30pm", ["2:30 p.m.", "2:30pm", "2:30 PM", "02:30 pm", "two thirty pm", "half past two pm"]),
    ("2pm", ["2pm", "2 p.m.", "two p m", "2:00 pm", "two o'clock pm", "2p.m."]),
    ("2:00", ["two o'clock", "2 oclock", "two o clock", "2:00"]),
    ("at 2:30", ["at two thirty", "at 2:30", "at half past two"]),
    ("9:05am", ["nine oh five am", "9:05 a.m."]),
    ("3:15", ["a quarter past three", "quarter after three", "3:15"]),
    ("12:45", ["quarter to one", "12:45"]),
    ("4:20", ["twenty past four", "20 minutes past four"]),
    ("noon", ["noon", "twelve noon", "12 noon"]),
    ("1 to 3pm", ["one to three pm", "1 to 3 p.m."]),
    ("between 1 and 3", ["between one and three", "between 1 and 3"]),
    ("at 1", ["at one", "at 1"]),
    ("$125", ["$125", "a hundred and twenty five dollars", "125 bucks", "$125.00", "125 dollars"]),
    ("$150", ["one fifty dollars", "$150", "150 dollar"]),
    ("$1250.50", ["$1,250.50", "twelve hundred fifty dollars and fifty cents"]),
    ("$0.99", ["ninety nine cents", "99 cents", "$0.99"]),
    ("240 volt outlet", ["two forty volt outlet", "240 volt outlet"]),
    ("press 1", ["press one", "press 1"]),
    ("1 or 2 rooms", ["one or two rooms", "1 or 2 rooms"]),
]


@pytest.mark.parametrize(("read", "said"), [(read, said) for read, ways in ALIKE for said in ways])
def test_every_way_to_say_a_number_is_the_same(read: str, said: str) -> None:
    assert normalise(said).text == read


@pytest.mark.parametrize(
    "text",
    [
        *("this one is broken", "no one came", "one of them", "someone", "the new one leaks"),
        *("that is a good one", "at one point it stopped", "one more time", "one of your guys"),
        *("wait a second", "the second time", "first i need a price", "i want to go to the top"),
        *("for you too", "a couple hundred dollars", "hundreds of pipes", "oh no it leaks"),
        *("double check the time", "i ate late", "half the house is dark", "the last quarter"),
        *("any one is fine", "a point of order", "i am here", "am i late", "o brother"),
    ],
)
def test_what_only_sounds_like_a_number_stays_a_word(text: str) -> None:
    assert normalise(text).text == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("two or three days", "2 or 3 days"),
        ("two three days", "2 3 days"),
        ("the old one two weeks ago", "the old one 2 weeks ago"),
        ("i called at five oh no it leaks", "i called at 5 oh no it leaks"),
        ("five five five oh well", "555 oh well"),
        ("from eight to five", "from 8 to 5"),
        ("a hundred and one of them", "100 and one of them"),
        ("in twenty minutes", "in 20 minutes"),
        ("at 2 15 minutes late", "at 2 15 minutes late"),
    ],
)
def test_numbers_that_do_not_belong_together_stay_apart(text: str, read: str) -> None:
    assert normalise(text).text == read


@given(st.integers(0, 99), st.integers(1, 9))
def test_tens_and_hundreds_are_what_they_are_worth(below: int, hundreds: int) -> None:
    joined = read_numbers([str(hundreds), "hundred", "and", str(below)])

    assert joined == [str(100 * hundreds + below)]


@given(st.lists(st.sampled_from(["1", "2", "9", "0"]), min_size=3))
def test_digits_said_one_by_one_are_one_word(digits: list[str]) -> None:
    assert read_numbers(digits) == ["".join(digits)]
