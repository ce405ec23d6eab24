"""The windows in which somebody can still come, from hours, capacity and who is expected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from telephony.hours import open_ranges
from telephony.taking.desk import Desk, Visit
from telephony.taking.spoken import spoken_window
from telephony.taking.wish import Wish

MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time in the company's zone, and the first of its places that is free."""

    start: datetime
    end: datetime
    place: int = 0

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Window":
        """Return the window that `as_document` made the document of, by the same clock."""
        start, end = (datetime.fromisoformat(document[name]) for name in ("start", "end"))
        return cls(start, end)

    def as_document(self) -> dict[str, str]:
        """Return the window as JSON values, without its place, which another may take."""
        return {"start": self.start.isoformat(), "end": self.end.isoformat()}

    def is_at(self, other: "Window") -> bool:
        """Whether both begin at the same moment, in whichever zone."""
        return self.start.astimezone(UTC) == other.start.astimezone(UTC)

    def spoken(self) -> str:
        """Return the window in words."""
        return spoken_window(self.start, self.end)


def free_windows(desk: Desk, besides: str = "") -> list[Window]:
    """Return what is free, the soonest first; the visit `besides` does not count.

    None where the company has told no hours.
    """
    planned = list(_planned(desk))
    if not planned:
        return []
    visits = desk.occasion.diary.visits_between(planned[0].start, planned[-1].end)
    standing = [visit for visit in visits if visit.id != besides]
    placed = (_placed(window, standing, desk.scheduling.capacity) for window in planned)
    return [window for window in placed if window]


def offered(free: Sequence[Window], wish: Wish, most: int) -> tuple[bool, list[Window]]:
    """Return whether the wish can be met, and by which windows; if not, the nearest to it."""
    fitting = [window for window in free if wish.takes(window.start, window.end)]
    if fitting:
        return True, fitting[:most]
    nearest = sorted(free, key=lambda window: abs(window.start - _wanted(wish, window)))
    return False, sorted(nearest[:most], key=lambda window: window.start)


def _planned(desk: Desk) -> Iterator[Window]:
    """Yield the windows of the coming days' open hours, each a whole one."""
    soonest = desk.at.astimezone(UTC) + timedelta(minutes=desk.scheduling.lead_minutes)
    for ahead in range(desk.scheduling.days_ahead + 1):
        day = desk.at.date() + timedelta(days=ahead)
        for opens, closes in open_ranges(desk.hours, day):
            for window in _split(day, _minutes(opens), _minutes(closes), desk):
                if window.start.astimezone(UTC) >= soonest:
                    yield window


def _split(day: date, opens: int, closes: int, desk: Desk) -> Iterator[Window]:
    """Yield a range in windows from its opening; the last may be shorter, by half at most."""
    length = desk.scheduling.window_minutes
    for begins in range(opens, closes, length):
        ends = min(begins + length, closes)
        start, end = (_moment(day, minute, desk.at.tzinfo) for minute in (begins, ends))
        if start and end and ends - begins >= length / 2:
            yield Window(start, end)


def _moment(day: date, minute: int, zone: tzinfo | None) -> datetime | None:
    """Return a minute of a day, or None for one that a clock put forward leaves out."""
    wall = (datetime.combine(day, time.min) + timedelta(minutes=minute)).replace(tzinfo=zone)
    there = wall.astimezone(UTC).astimezone(zone)
    return there if there.replace(fold=0) == wall else None


def _minutes(clock: str) -> int:
    hours, minutes = map(int, clock.split(":"))
    return hours * 60 + minutes


def _placed(window: Window, visits: Sequence[Visit], capacity: int) -> Window | None:
    """Return the window with its first free place, or None where it is full."""
    there = [visit for visit in visits if visit.start < window.end and window.start < visit.end]
    start = window.start.astimezone(UTC)  # two zones never agree on an hour that comes twice
    taken = {visit.place for visit in there if visit.start == start}
    free = [place for place in range(capacity) if place not in taken]
    is_full = not free or len(there) >= capacity
    return None if is_full else Window(window.start, window.end, free[0])


def _wanted(wish: Wish, window: Window) -> datetime:
    """Return the moment that was wished for, by the window's own clock where the wish is open."""
    day = date.fromisoformat(wish.day) if wish.day else window.start.date()
    clock = wish.earliest or wish.latest
    hour = time.fromisoformat(clock) if clock else window.start.time()
    return datetime.combine(day, hour, window.start.tzinfo)
