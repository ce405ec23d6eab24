"""Emergencies told by rule from the words alone, whatever the index, cache or database."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from matching.engine.emergency_exemptions import is_exempt
from matching.engine.emergency_reading import Pattern, Said, find, hears, parse, read
from matching.engine.emergency_rules import RULES, Rule
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


def detect_emergency(text: str) -> Emergency | None:
    """The emergency that a caller reports, or None; never one that is denied or only discussed."""
    said = read(split_words(text[:MOST_CHARACTERS]))
    return next((Emergency(rule.kind, rule.name) for rule in _reporting_rules(said)), None)


def _reporting_rules(said: Said) -> Iterator[Rule]:
    possible = {order for heard in said.heard for order in _BY_FIRST_WORD.get(heard, ())}
    for order in sorted(possible):
        rule, pattern = _PATTERNS[order]
        if any(_reports(rule, said, *span) for span in find(pattern, said)):
            yield rule


def _reports(rule: Rule, said: Said, start: int, end: int) -> bool:
    if hears(rule.unless, said, max(0, start - BESIDE), end + BESIDE):
        return False
    before = "".join(f"{word} " for word in said.words[max(1, start - NEAR) : start])
    after = "".join(f" {word}" for word in said.words[end:-1][:NEAR])
    report = " ".join(said.words[start:end])
    return not is_exempt(before, report, after, may_be_asked_about=rule.may_be_asked_about)


def _by_first_word(patterns: list[tuple[Rule, Pattern]]) -> dict[str, list[int]]:
    orders: defaultdict[str, list[int]] = defaultdict(list)
    for order, (_, pattern) in enumerate(patterns):
        for word in pattern[0].wanted:
            orders[word].append(order)
    return dict(orders)


_PATTERNS = [(rule, pattern) for rule in RULES for pattern in parse(rule.patterns)]
_BY_FIRST_WORD = _by_first_word(_PATTERNS)
