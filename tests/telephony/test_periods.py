"""Days as a company means them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.periods import ONE_DAY, Days, end_of, parse_moment, start_of

NEW_YORK = ZoneInfo("America/New_York")
ZONES = st.sampled_from(
    ["America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo", "UTC"]
).map(ZoneInfo)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(day=DAYS, zone=ZONES)
def test_a_day_ends_when_the_next_begins(day: date, zone: ZoneInfo) -> None:
    assert end_of(day, zone) == start_of(day + ONE_DAY, zone)


@given(day=DAYS, zone=ZONES, seconds=st.integers(0, 86_399))
def test_every_instant_is_in_the_day_that_the_clock_shows(
    day: date, zone: ZoneInfo, seconds: int
) -> None:
    instant = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=seconds)
    shown = instant.astimezone(zone).date()

    assert start_of(shown, zone) <= instant < end_of(shown, zone)


@given(moment=st.dates() | st.datetimes(timezones=st.just(UTC)), zone=ZONES)
def test_a_moment_at_the_end_of_the_calendar_is_an_instant_in_any_zone(
    moment: date, zone: ZoneInfo
) -> None:
    assert start_of(moment, zone).astimezone(zone) <= end_of(moment, zone).astimezone(zone)


@given(first=DAYS, length=st.integers(0, 400), zone=ZONES)
def test_a_range_holds_each_of_its_days_once(first: date, length: int, zone: ZoneInfo) -> None:
    days = Days(first, first + timedelta(days=length), zone)

    assert [*days] == [first + timedelta(days=n) for n in range(length + 1)]
    assert len(days) == length + 1


def test_a_range_lasts_from_its_first_midnight_to_the_midnight_after_its_last_day() -> None:
    days = Days(date(2026, 10, 31), date(2026, 11, 1), NEW_YORK)

    assert days.starts_at == datetime(2026, 10, 31, 4, tzinfo=UTC)
    assert days.ends_at == datetime(2026, 11, 2, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-25", date(2026, 11, 25)),
        ("2026-11-25T08:00:00-05:00", datetime(2026, 11, 25, 13, tzinfo=UTC)),
        ("2026-11-25T08:00:00Z", datetime(2026, 11, 25, 8, tzinfo=UTC)),
        ("2026-11-25T08:00:00 05:00", datetime(2026, 11, 25, 3, tzinfo=UTC)),
    ],
)
def test_a_moment_is_a_day_or_a_time_with_its_zone(text: str, moment: date) -> None:
    assert parse_moment(text) == moment


@pytest.mark.parametrize("text", ["", "now", "2026-11-25T08:00", "2026-13-01", "25.11.2026"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_moment(text)
