"""Made-up companies from public data sets of utterances and their intents."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from matching.evaluation.labelled import Labelled

Row = Sequence[str]
"""A text and its intent."""


def scope_split(
    intents: Iterable[str], share: float, seed: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a share of the intents to be a company's, and the rest to be near it but outside.

    At least one is the company's; a share of 1 leaves none outside.
    """
    shuffled = sorted(set(intents))
    random.Random(f"scope {seed}").shuffle(shuffled)  # noqa: S311  an experiment, not a secret
    kept = max(1, round(share * len(shuffled)))
    return tuple(sorted(shuffled[:kept])), tuple(sorted(shuffled[kept:]))


def few_shot_catalog(
    train: Iterable[Row], intents: Collection[str], k: int, seed: int
) -> dict[str, Any]:
    """Return a catalog document with `k` triggers of each intent, fewer where there are fewer."""
    texts = defaultdict(set)
    for text, intent in train:
        texts[intent].add(text)
    return {
        "scenarios": [
            {"id": intent, "triggers": _sample(texts[intent], k, f"{intent} {seed}")}
            for intent in sorted(intents)
        ]
    }


def few_shot_labelled(rows: Iterable[Row], intents: Collection[str]) -> list[Labelled]:
    """Return the rows as labelled utterances, those of other intents as out of scope."""
    return [Labelled(text, (intent,) if intent in intents else ()) for text, intent in rows]


def _sample(texts: Collection[str], k: int, seed: str) -> list[str]:
    ordered = sorted(texts)
    generator = random.Random(seed)  # noqa: S311  an experiment, not a secret
    return generator.sample(ordered, min(k, len(ordered)))
