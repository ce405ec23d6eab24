"""When callers would like something: days and hours as they are said."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.taking.days import WEEKDAYS
from telephony.taking.wish import Wish
from telephony.taking.wishes import overhear_wish, read_wish

TUESDAY = datetime(2027, 3, 2, 10, 0, tzinfo=ZoneInfo("America/New_York"))
ZONES = ("America/New_York", "America/Phoenix", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")

moments = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001  the strategy sets the zone
    max_value=datetime(2035, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from(ZONES).map(ZoneInfo),
)


@pytest.mark.parametrize(
    ("speech", "days", "earliest", "latest"),
    [
        ("next tuesday after 4 pm", "2027-03-09", "16:00", ""),
        ("Next Tuesday after four.", "2027-03-09", "16:00", ""),
        ("next friday", "2027-03-12", "", ""),
        ("friday", "2027-03-05", "", ""),
        ("this tuesday", "2027-03-02", "", ""),
        ("between 9 and 11 on monday morning", "2027-03-08", "09:00", "11:00"),
        ("between nine and eleven on Monday morning", "2027-03-08", "09:00", "11:00"),
        ("tomorrow from 2 to 4", "2027-03-03", "14:00", "16:00"),
        ("between 1 and 3 pm thursday", "2027-03-04", "13:00", "15:00"),
        ("from 9 to 11 pm friday", "2027-03-05", "21:00", "23:00"),
        ("11 to 1 pm today", "2027-03-02", "11:00", "13:00"),
        ("the 18th", "2027-03-18", "", ""),
        ("the eighteenth", "2027-03-18", "", ""),
        ("saturday the 6th", "2027-03-06", "", ""),
        ("december 3rd at 2 pm", "2027-12-03", "14:00", "14:00"),
        ("the third of april, late afternoon", "2027-04-03", "15:00", "18:00"),
        ("12/3 at half past two", "2027-12-03", "14:30", "14:30"),
        ("1/5", "2028-01-05", "", ""),
        ("february 30th", "", "", ""),
        ("tomorrow at 3", "2027-03-03", "15:00", "15:00"),
        ("tomorrow afternoon", "2027-03-03", "12:00", "17:00"),
        ("monday at 10:30 a.m.", "2027-03-08", "10:30", "10:30"),
        ("wednesday at noon", "2027-03-03", "12:00", "12:00"),
        ("before noon on friday", "2027-03-05", "", "12:00"),
        ("day after tomorrow at 8 at night", "2027-03-04", "20:00", "20:00"),
        ("in two days", "2027-03-04", "", ""),
        ("in a week", "2027-03-09", "", ""),
        ("three thirty", "", "15:30", "15:30"),
        ("four", "", "16:00", "16:00"),
        ("as soon as possible", "", "", ""),
    ],
)
def test_what_callers_say_names_a_day_and_hours(
    speech: str, days: str, earliest: str, latest: str
) -> None:
    wish = read_wish(speech, TUESDAY) or Wish()

    assert wish == Wish(days, days, earliest, latest)


@pytest.mark.parametrize(
    ("speech", "first", "last"),
    [
        ("next week", "2027-03-08", "2027-03-14"),
        ("this week", "2027-03-02", "2027-03-07"),
        ("on the weekend", "2027-03-06", "2027-03-07"),
    ],
)
def test_a_week_is_a_span_of_days(speech: str, first: str, last: str) -> None:
    assert read_wish(speech, TUESDAY) == Wish(first, last)


@pytest.mark.parametrize(
    "speech", ["how much is it", "12 oak street", "239-555-0177", "i may have a leak", "joe", ""]
)
def test_what_names_no_time_is_no_wish(speech: str) -> None:
    assert read_wish(speech, TUESDAY) is None


def test_only_what_names_a_day_is_overheard() -> None:
    assert overhear_wish("I need someone tomorrow at 3, my name is Joe", TUESDAY)
    assert overhear_wish("it started at 3", TUESDAY) is None


@given(moments, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_coming_one_and_the_next_one_is_not_nearer_than_five_days(
    at: datetime, weekday: str
) -> None:
    coming, following = read_wish(weekday, at), read_wish(f"next {weekday}", at)

    assert coming is not None
    assert following is not None
    days = [date.fromisoformat(one.day) for one in (coming, following)]
    assert [WEEKDAYS[day.weekday()] for day in days] == [weekday] * 2
    assert timedelta(0) < days[0] - at.date() <= timedelta(7)
    assert timedelta(5) <= days[1] - at.date() < timedelta(12)


@given(moments, st.integers(1, 31))
def test_a_day_of_the_month_is_the_next_one_of_that_number(at: datetime, number: int) -> None:
    endings = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
    wish = read_wish(f"the {number}{endings.get(number, 'th')}", at)

    day = date.fromisoformat(wish.day) if wish else None
    assert day is None or (day.day == number and day >= at.date())


@given(moments, st.text(max_size=120))
def test_no_words_break_the_reading_and_no_day_is_past(at: datetime, speech: str) -> None:
    wish = read_wish(speech, at)

    assert wish is None or not wish.day or wish.day >= f"{at:%Y-%m-%d}"
    assert wish is None or wish.spoken()
