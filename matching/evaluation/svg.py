"""Plots of shares against scores from 0 to 1, as SVG of our own making."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

Point = tuple[float, float]

LEFT, TOP, RIGHT, BOTTOM = 44, 12, 14, 40
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """A plot's place: `low` to `high` on the vertical axis, 0 to 1 on the horizontal."""

    width: int = 460
    height: int = 320
    low: float = 0.0
    high: float = 1.0

    def x(self, value: float) -> float:
        """Return where a value stands horizontally, in SVG units."""
        return round(LEFT + value * (self.width - LEFT - RIGHT), 2)

    def y(self, value: float) -> float:
        """Return where a value stands vertically, in SVG units."""
        share = (self.high - value) / (self.high - self.low)
        return round(TOP + share * (self.height - TOP - BOTTOM), 2)

    def points(self, values: Iterable[Point]) -> str:
        """Return points as SVG writes them."""
        return " ".join(f"{self.x(across)},{self.y(up)}" for across, up in values)


def plot(frame: Frame, title: str, across: str, up: str, marks: Iterable[str]) -> str:
    """Return one SVG with its axes named and its marks drawn over the grid."""
    return (
        f'<svg viewBox="0 0 {frame.width} {frame.height}" role="img"'
        f' aria-label="{escape(title)}">'
        f"{_grid(frame)}{''.join(marks)}{_names(frame, across, up)}</svg>"
    )


def area(frame: Frame, upper: Sequence[Point], lower: Sequence[Point], style: str) -> str:
    """Return the area between two lines."""
    return f'<polygon class="{style}" points="{frame.points([*upper, *reversed(lower)])}"/>'


def line(frame: Frame, values: Iterable[Point], style: str) -> str:
    """Return a line through points."""
    return f'<polyline class="line {style}" points="{frame.points(values)}"/>'


def bar(frame: Frame, start: Point, end: Point, style: str) -> str:
    """Return a rectangle between two corners, with a hair's gap to its neighbour."""
    left, right = frame.x(start[0]) + 0.5, frame.x(end[0]) - 0.5
    top, bottom = sorted((frame.y(start[1]), frame.y(end[1])))
    size = f'width="{right - left:.2f}" height="{bottom - top:.2f}"'
    return f'<rect class="{style}" x="{left:.2f}" y="{top:.2f}" {size}/>'


def dot(frame: Frame, at: Point, radius: float, told: str) -> str:
    """Return a dot that tells of itself when pointed at."""
    place = f'cx="{frame.x(at[0])}" cy="{frame.y(at[1])}" r="{radius:.2f}"'
    return f'<circle class="dot" {place}><title>{escape(told)}</title></circle>'


def upright(frame: Frame, across: float, told: str) -> str:
    """Return a dashed upright with its name at the foot."""
    x, top, bottom = frame.x(across), frame.y(frame.high), frame.y(frame.low)
    return (
        f'<path class="upright" d="M{x} {top}V{bottom}"/>'
        f'<text class="mark" x="{x - 6}" y="{bottom - 8}">{escape(told)}</text>'
    )


def _grid(frame: Frame) -> str:
    marks = []
    for tick in TICKS:
        up = frame.low + tick * (frame.high - frame.low)
        x, y = frame.x(tick), frame.y(up)
        marks.append(f'<path class="grid" d="M{frame.x(0)} {y}H{frame.x(1)}"/>')
        marks.append(f'<text class="tick" x="{LEFT - 6}" y="{y + 4}">{abs(up) * 100:.3g}%</text>')
        marks.append(f'<text class="tick below" x="{x}" y="{frame.height - 24}">{tick:g}</text>')
    return "".join(marks)


def _names(frame: Frame, across: str, up: str) -> str:
    middle, half = frame.x(0.5), frame.height / 2
    turned = f'transform="rotate(-90 11 {half})" x="11" y="{half}"'
    return (
        f'<text class="axis" x="{middle}" y="{frame.height - 6}">{escape(across)}</text>'
        f'<text class="axis" {turned}>{escape(up)}</text>'
    )
