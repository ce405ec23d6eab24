"""Free windows: within the hours, never a place twice, and whole in each zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from telephony.hours import DAYS, Hours, is_open
from telephony.taking.desk import Desk, Diary, Occasion, Scheduling, Visit
from telephony.taking.windows import Window, free_windows, offered
from telephony.taking.wish import Wish

NEW_YORK = ZoneInfo("America/New_York")
TUESDAY = datetime(2027, 3, 2, 10, 0, tzinfo=NEW_YORK)
WEEKDAYS = Hours({day: [["08:00", "17:00"]] for day in DAYS[:5]})
ZONES = ("America/New_York", "America/Phoenix", "Australia/Lord_Howe", "Europe/London", "UTC")


@dataclass(frozen=True)
class Noted(Diary):
    """A diary with these visits."""

    visits: tuple[Visit, ...] = ()

    def visits_between(self, start: datetime, end: datetime) -> Sequence[Visit]:
        """Return those that overlap."""
        return [visit for visit in self.visits if visit.start < end and start < visit.end]


def desk(*visits: Visit, at: datetime = TUESDAY, hours: Hours = WEEKDAYS, **facts: int) -> Desk:
    """Return a desk with these visits in its diary; `facts` are those of scheduling."""
    return Desk(Occasion(at, diary=Noted(visits)), hours, Scheduling(**facts))


def visit(window: Window, place: int | None = 0, key: str = "1") -> Visit:
    """Return a visit in the window, as the database tells it."""
    return Visit(key, window.start.astimezone(UTC), window.end.astimezone(UTC), place)


def test_the_first_windows_begin_after_the_lead_in_the_hours() -> None:
    spoken = [one.spoken() for one in free_windows(desk())[:4]]

    assert spoken == [
        "Tuesday, March 2nd, between noon and 2 PM",
        "Tuesday, March 2nd, between 2 PM and 4 PM",
        "Tuesday, March 2nd, between 4 PM and 5 PM",
        "Wednesday, March 3rd, between 8 AM and 10 AM",
    ]


def test_a_company_that_has_told_no_hours_offers_nothing() -> None:
    assert free_windows(desk(hours=Hours())) == []


def test_a_window_that_is_full_is_not_offered_and_the_own_visit_does_not_fill_it() -> None:
    first = free_windows(desk())[0]

    assert first.start not in [one.start for one in free_windows(desk(visit(first)))]
    assert free_windows(desk(visit(first)), besides="1")[0] == first


def test_each_place_of_a_window_is_given_once() -> None:
    first = free_windows(desk(capacity=2))[0]
    second = free_windows(desk(visit(first), capacity=2))[0]

    assert (second.start, second.place) == (first.start, 1)
    full = desk(visit(first), visit(second, place=1), capacity=2)
    assert free_windows(full)[0].start > first.start


def test_a_visit_that_a_person_set_takes_a_place_of_every_window_that_it_meets() -> None:
    windows = free_windows(desk())
    across = Visit("1", windows[0].start + timedelta(hours=1), windows[1].end, None)

    assert free_windows(desk(across))[0].start == windows[2].start


def test_a_wish_is_met_by_the_windows_it_takes_and_else_by_the_nearest() -> None:
    free = free_windows(desk())
    at_three = Wish("2027-03-03", "2027-03-03", "15:00", "15:00")
    sunday = Wish("2027-03-07", "2027-03-07")

    assert [one.spoken() for one in offered(free, at_three, 2)[1]] == [
        "Wednesday, March 3rd, between 2 PM and 4 PM"
    ]
    is_met, nearest = offered(free, sunday, 2)
    assert not is_met
    assert len(nearest) == 2
    assert all(f"{one.start:%a}" in ("Fri", "Sat", "Mon") for one in nearest)


@given(
    st.datetimes(
        min_value=datetime(2026, 1, 1),  # noqa: DTZ001  the strategy sets the zone
        max_value=datetime(2030, 12, 31),  # noqa: DTZ001
        timezones=st.sampled_from(ZONES).map(ZoneInfo),
    ),
    st.integers(30, 480),
    st.sampled_from([[["00:00", "24:00"]], [["01:15", "03:45"]], [["08:00", "12:00"]]]),
)
def test_windows_are_open_in_order_and_apart_whatever_the_clock_does(
    at: datetime, minutes: int, ranges: list[list[str]]
) -> None:
    hours = Hours(dict.fromkeys(DAYS, ranges))
    free = free_windows(desk(at=at, hours=hours, window_minutes=minutes, days_ahead=3))

    spans = [(one.start.astimezone(UTC), one.end.astimezone(UTC)) for one in free]
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(is_open(hours, one.start) for one in free)
    assert all(start >= at.astimezone(UTC) + timedelta(minutes=120) for start, _ in spans)
