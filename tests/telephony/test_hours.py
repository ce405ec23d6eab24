"""When a company is open: weeks, days off, and clocks that are put forward and back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.hours import (
    DAYS,
    MOST_RANGES,
    Hours,
    day_fault,
    holidays_fault,
    is_open,
    next_opening,
)

NEW_YORK = ZoneInfo("America/New_York")
CHANGES = (
    ("America/New_York", "2027-03-14T07:00"),
    ("America/New_York", "2027-11-07T06:00"),
    ("America/Havana", "2027-11-07T05:00"),
    ("Australia/Lord_Howe", "2027-04-03T15:00"),
    ("Australia/Lord_Howe", "2027-10-02T15:30"),
    ("Africa/Cairo", "2027-04-29T22:00"),
    ("Asia/Beirut", "2027-03-27T22:00"),
    ("Asia/Kathmandu", "2027-01-01T00:00"),
)
"""Zones, and instants in UTC at which most of them put their clocks forward or back."""

WORKWEEK = {day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in DAYS[:5]}


def at(text: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    """Return a moment by its wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def clock(minutes: int) -> str:
    """Return the time of day so many minutes after midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minutes(clock: str) -> int:
    """Return how many minutes after midnight a time of day is."""
    return int(clock[:2]) * 60 + int(clock[3:])


@st.composite
def days(draw: st.DrawFn) -> list[list[str]]:
    """Return a day's ranges, in order."""
    ends = sorted(draw(st.sets(st.integers(0, 1440), max_size=6)))
    return [[clock(a), clock(b)] for a, b in zip(ends[::2], ends[1::2], strict=False)]


weeks = st.fixed_dictionaries({day: days() for day in DAYS})


def moment_near(change: tuple[str, str], seconds: int) -> datetime:
    """Return a moment so many seconds from a change of the clock, by the clock of its zone."""
    zone, instant = change
    utc = datetime.fromisoformat(instant).replace(tzinfo=UTC) + timedelta(seconds=seconds)
    return utc.astimezone(ZoneInfo(zone))


moments = st.builds(
    moment_near,
    st.sampled_from(CHANGES),
    st.integers(-7200, 7200) | st.integers(-31_536_000, 31_536_000),
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2027-03-01T07:59:59", False),
        ("2027-03-01T08:00", True),
        ("2027-03-01T11:59:59", True),
        ("2027-03-01T12:00", False),
        ("2027-03-01T13:00", True),
        ("2027-03-01T17:00", False),
        ("2027-03-06T10:00", False),
    ],
)
def test_a_range_holds_its_opening_and_not_its_closing(moment: str, expected: bool) -> None:
    assert is_open(Hours(WORKWEEK), at(moment)) is expected


def test_a_day_may_last_until_midnight_and_the_night_goes_on_the_next_day() -> None:
    hours = Hours({"fri": [["22:00", "24:00"]], "sat": [["00:00", "06:00"]]})

    assert is_open(hours, at("2027-03-05T23:59:59"))
    assert is_open(hours, at("2027-03-06T00:00"))
    assert not is_open(hours, at("2027-03-06T06:00"))


def test_a_closure_closes_its_day_alone() -> None:
    hours = Hours(WORKWEEK, closures=("2027-03-02",))

    assert not is_open(hours, at("2027-03-02T10:00"))
    assert is_open(hours, at("2027-03-03T10:00"))


@pytest.mark.parametrize(
    ("place", "day", "expected"),
    [
        ({"country": "US"}, "2027-07-05", False),
        ({"country": "US", "observed": False}, "2027-07-05", True),
        ({"country": "US", "subdivision": "FL"}, "2027-11-26", False),
        ({"country": "US", "subdivision": "NY"}, "2027-11-26", True),
        ({}, "2027-12-24", True),
        ({"country": "US"}, "2028-07-04", False),
    ],
)
def test_public_holidays_are_those_of_the_place(
    place: dict[str, Any], day: str, expected: bool
) -> None:
    assert is_open(Hours(WORKWEEK, **place), at(f"{day}T10:00")) is expected


def test_a_place_that_is_not_known_any_more_keeps_no_holidays() -> None:
    assert is_open(Hours(WORKWEEK, country="XX", subdivision="YY"), at("2027-07-05T10:00"))


def test_hours_count_as_set_once_there_is_an_open_one() -> None:
    assert Hours(WORKWEEK).is_set
    assert not Hours({day: [] for day in DAYS}).is_set
    assert not Hours().is_set


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2027-03-01T07:30", "2027-03-01T08:00"),
        ("2027-03-01T12:30:30", "2027-03-01T13:00"),
        ("2027-03-01T10:15:30", "2027-03-01T10:15:30"),
        ("2027-03-05T17:00", "2027-03-08T08:00"),
    ],
)
def test_the_next_opening_is_this_moment_or_the_first_one_after(moment: str, opening: str) -> None:
    assert next_opening(Hours(WORKWEEK), at(moment)) == at(opening)


def test_a_company_that_never_opens_has_no_next_opening() -> None:
    year = [date(2027, 1, 1) + timedelta(days=n) for n in range(800)]

    assert next_opening(Hours(), at("2027-03-01T10:00")) is None
    assert (
        next_opening(Hours(WORKWEEK, closures=tuple(map(str, year))), at("2027-03-01T10:00"))
        is None
    )


def test_an_opening_within_the_hour_that_is_left_out_is_when_the_clock_goes_on() -> None:
    hours = Hours({"sun": [["02:30", "05:00"]]})

    opening = next_opening(hours, at("2027-03-14T01:00"))

    assert opening == at("2027-03-14T03:00")


def test_an_hour_that_comes_twice_is_open_twice() -> None:
    hours = Hours({"sun": [["01:00", "01:30"]]})
    between = at("2027-11-07T01:45")

    opening = next_opening(hours, between)

    assert opening is not None
    assert (opening.hour, opening.fold) == (1, 1)
    assert opening.astimezone(UTC) - between.astimezone(UTC) == timedelta(minutes=15)


@given(week=weeks, moment=moments)
def test_open_is_what_the_clock_on_the_wall_says(week: dict[str, Any], moment: datetime) -> None:
    wall = moment.hour * 60 + moment.minute
    ranges = [
        [int(end[:2]) * 60 + int(end[3:]) for end in one] for one in week[DAYS[moment.weekday()]]
    ]

    assert is_open(Hours(week), moment) == any(a <= wall < b for a, b in ranges)


@given(week=weeks, moment=moments, share=st.floats(0, 1, exclude_max=True))
def test_the_next_opening_is_open_and_none_is_before_it(
    week: dict[str, Any], moment: datetime, share: float
) -> None:
    opening = next_opening(Hours(week), moment)

    assert (opening is None) <= (not Hours(week).is_set)
    assert opening is None or is_open(Hours(week), opening)
    began = moment.astimezone(UTC)
    until = opening.astimezone(UTC) if opening else began + timedelta(days=7)
    between = began + (until - began) * share
    assert between == until or not is_open(Hours(week), between.astimezone(moment.tzinfo))


@given(day=days())
def test_ranges_in_order_are_a_day(day: list[list[str]]) -> None:
    assert day_fault(day) == ""


@pytest.mark.parametrize(
    "ranges",
    [
        None, "08:00-17:00", {"08:00": "17:00"}, [["08:00"]], [["08:00", "12:00", "13:00"]],
        ["08:00", "17:00"], [[8, 17]], [["8:00", "17:00"]], [["08:00", "24:01"]],
        [["08:60", "17:00"]], [["24:00", "24:00"]], [["17:00", "08:00"]], [["08:00", "08:00"]],
        [["22:00", "06:00"]], [["13:00", "17:00"], ["08:00", "12:00"]],
        [["08:00", "12:00"], ["11:59", "17:00"]],
        [["08:00", "12:00\n"]],
        [["\u0660\u0668:00", "17:00"]],
        [[True, False]], [[clock(n), clock(n + 1)] for n in range(MOST_RANGES + 1)],
    ],
)  # fmt: skip
def test_what_is_no_day_is_told(ranges: Any) -> None:
    assert day_fault(ranges)


@pytest.mark.parametrize(
    ("country", "subdivision", "field"),
    [
        ("XX", "", "country"),
        ("us", "", "country"),
        ("USA", "", "country"),
        ("", "FL", "subdivision"),
        ("US", "ZZ", "subdivision"),
        ("AI", "FL", "subdivision"),
    ],
)
def test_a_place_whose_holidays_nobody_knows_is_told(
    country: str, subdivision: str, field: str
) -> None:
    fault = holidays_fault(country, subdivision)

    assert fault is not None
    assert fault[0] == field


@pytest.mark.parametrize("place", [("", ""), ("US", ""), ("US", "FL"), ("GB", "SCT"), ("AI", "")])
def test_a_known_place_has_no_fault(place: tuple[str, str]) -> None:
    assert holidays_fault(*place) is None
