"""Emergencies told by rule from the words alone, whatever the index, cache or database."""

import re
from dataclasses import dataclass

from matching.engine.emergency_exemptions import is_exempt
from matching.engine.emergency_rules import CUE, RULES, Rule
from matching.engine.normalise import normalise

MOST_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency heard: the scenario key that answers it and the rule that fired."""

    kind: str
    rule: str


def detect_emergency(text: str) -> Emergency | None:
    """The emergency that a caller reports, or None; never one that is denied or only discussed."""
    said = normalise(text[:MOST_CHARACTERS]).text
    if not CUE.search(said):
        return None
    return next((Emergency(rule.kind, rule.name) for rule in RULES if _fires(rule, said)), None)


def _fires(rule: Rule, said: str) -> bool:
    return any(not is_exempt(rule, said, found) for found in re.finditer(rule.pattern, said))
