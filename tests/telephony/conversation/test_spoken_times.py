"""A moment to come, as people say it."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.conversation.spoken_times import spoken_clock, spoken_moment


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2027-03-01T13:00", "today at one in the afternoon"),
        ("2027-03-02T08:00", "tomorrow at eight"),
        ("2027-03-04T08:30", "Thursday at eight thirty"),
        ("2027-03-07T18:15", "Sunday at six fifteen in the evening"),
        ("2027-03-08T08:00", "on Monday, March 8 at eight"),
        ("2027-12-27T12:00", "on Monday, December 27 at noon"),
    ],
)
def test_a_day_is_named_as_people_name_it(moment: str, said: str) -> None:
    now = datetime.fromisoformat("2027-03-01T10:00")

    assert spoken_moment(datetime.fromisoformat(moment), now) == said


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ((0, 0), "midnight"),
        ((0, 5), "twelve oh five at night"),
        ((4, 30), "four thirty at night"),
        ((7, 45), "seven forty five"),
        ((12, 20), "twelve twenty in the afternoon"),
    ],
)
def test_a_clock_is_read_in_words(clock: tuple[int, int], said: str) -> None:
    assert spoken_clock(*clock) == said


@given(st.integers(0, 23), st.integers(0, 59))
def test_no_time_of_day_has_a_digit_in_it_and_each_has_words_of_its_own(
    hour: int, minute: int
) -> None:
    said = spoken_clock(hour, minute)

    assert said == said.strip()
    assert not any(map(str.isdigit, said))
    assert said not in {spoken_clock((hour + 12) % 24, minute), spoken_clock(hour, 59 - minute)}
