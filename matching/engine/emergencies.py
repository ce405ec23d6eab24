"""Emergencies told by rule from the words alone, whatever the index, cache or database."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from matching.engine.emergency_exemptions import is_exempt
from matching.engine.emergency_reading import Pattern, Said, find, hears, parse, read
from matching.engine.emergency_rules import RULES, TALK, Rule
from matching.engine.normalise import split_words

MOST_CHARACTERS = 2_000
BESIDE = 6
"""How many words from a report another concept still explains it."""
NEAR = 15
"""How many words before and after a report can take it back."""


@dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency heard: the scenario key that answers it and the rule that fired."""

    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Heard:
    """The emergency reported, if any, and the kinds that are told of without being reported."""

    emergency: Emergency | None
    exempt: frozenset[str]


def detect_emergency(text: str) -> Emergency | None:
    """The emergency that a caller reports, or None; never one that is denied or only discussed."""
    said = read(split_words(text[:MOST_CHARACTERS]))
    return next((_emergency(rule) for rule, is_told in _readings(said) if is_told), None)


def hear_emergencies(text: str) -> Heard:
    """What a text reports, and which kinds of danger in it are denied, past or only discussed."""
    readings = list(_readings(read(split_words(text[:MOST_CHARACTERS]))))
    reports = [rule for rule, is_told in readings if is_told]
    exempt = {rule.kind for rule, is_told in readings if not is_told}
    return Heard(
        emergency=next(map(_emergency, reports), None),
        exempt=frozenset(exempt - {rule.kind for rule in reports}),
    )


def _emergency(rule: Rule) -> Emergency:
    return Emergency(rule.kind, rule.name)


def _readings(said: Said) -> Iterator[tuple[Rule, bool]]:
    """Each rule whose words are said, in order, and whether it reports a danger by them."""
    possible = {order for heard in said.heard for order in _BY_FIRST_WORD.get(heard, ())}
    for order in sorted(possible):
        rule, pattern = _PATTERNS[order]
        for start, end in find(pattern, said):
            if not hears(rule.unless, said, max(0, start - BESIDE), end + BESIDE):
                is_exempt_here = _is_exempt(rule, said, start, end)
                if is_exempt_here or not rule.is_talk:
                    yield rule, not is_exempt_here


def _is_exempt(rule: Rule, said: Said, start: int, end: int) -> bool:
    before = "".join(f"{word} " for word in said.words[max(1, start - NEAR) : start])
    after = "".join(f" {word}" for word in said.words[end:-1][:NEAR])
    report = " ".join(said.words[start:end])
    return is_exempt(before, report, after, may_be_asked_about=rule.may_be_asked_about)


def _by_first_word(patterns: list[tuple[Rule, Pattern]]) -> dict[str, list[int]]:
    orders: defaultdict[str, list[int]] = defaultdict(list)
    for order, (_, pattern) in enumerate(patterns):
        for word in pattern[0].wanted:
            orders[word].append(order)
    return dict(orders)


_PATTERNS = [(rule, pattern) for rule in (*RULES, *TALK) for pattern in parse(rule.patterns)]
_BY_FIRST_WORD = _by_first_word(_PATTERNS)
