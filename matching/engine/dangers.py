"""Which kinds of emergency a scenario answers, as the rules themselves read its triggers."""

from collections import Counter
from functools import lru_cache

from matching.engine.catalog import Intent
from matching.engine.emergencies import detect_emergency
from matching.engine.emergency_rules import KINDS

LEAST_SHARE = 0.25
"""The share of its read triggers from which a kind is one that the scenario answers."""


def dangers_of(scenario: Intent) -> frozenset[str]:
    """The kind that a scenario is named after, else those that enough of its triggers report."""
    named = KINDS & {scenario.id, scenario.key}
    return named or _reported(scenario.triggers)


@lru_cache(maxsize=1_000)
def _reported(triggers: tuple[str, ...]) -> frozenset[str]:
    found = [emergency.kind for emergency in map(detect_emergency, triggers) if emergency]
    counts = Counter(found)
    return frozenset(kind for kind, count in counts.items() if count >= LEAST_SHARE * len(found))
