"""Stretches of a text and what is said in their place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENDS_A_SENTENCE = re.compile(r"""["'\u2019\u201d)]*(?:\s+["'\u2018\u201c(]*[A-Z]|\s*\Z)""")


@dataclass(frozen=True, slots=True)
class Change:
    """From `start` to `end` of a text, `said` is said; `phone` is the number where it is one."""

    start: int
    end: int
    said: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What is said, in words; `phone` is the number as a voice that reads numbers takes it."""

    text: str
    phone: str = ""


def parts_of(text: str, changes: Iterable[Change]) -> tuple[Part, ...]:
    """Return the text in parts; of changes that overlap, the first given is made."""
    parts = [
        Part(without_controls(part.text), part.phone) for part in _parts(text, _apart(changes))
    ]
    return tuple(part for part in _joined(parts) if part.text)


def without_controls(text: str) -> str:
    """Return the text without the characters that make XML ill-formed however they are escaped."""
    return _NOT_IN_XML.sub("", text)


def with_full_stop(text: str, end: int, said: str, written: str) -> str:
    """Return `said`, with the dot of an abbreviation where it ended the sentence as well."""
    is_end = written.endswith(".") and _ENDS_A_SENTENCE.match(text, end)
    return f"{said}." if is_end else said


def _apart(changes: Iterable[Change]) -> list[Change]:
    made: list[Change] = []
    for one in changes:
        if all(one.end <= other.start or other.end <= one.start for other in made):
            made.append(one)
    return sorted(made, key=lambda change: change.start)


def _parts(text: str, changes: list[Change]) -> Iterator[Part]:
    done = 0
    for change in changes:
        yield Part(text[done : change.start])
        yield Part(change.said, change.phone)
        done = change.end
    yield Part(text[done:])


def _joined(parts: list[Part]) -> list[Part]:
    """Return the parts with neighbours that are only words as one."""
    joined: list[Part] = []
    for part in parts:
        if joined and not part.phone and not joined[-1].phone:
            joined[-1] = Part(joined[-1].text + part.text)
        else:
            joined.append(part)
    return joined
