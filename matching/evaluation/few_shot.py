"""Made-up companies from public data sets of utterances and their intents."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

Row = Sequence[str]
"""A text and its intent."""


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


def _sample(texts: Collection[str], k: int, seed: str) -> list[str]:
    ordered = sorted(texts)
    generator = random.Random(seed)  # noqa: S311  an experiment, not a secret
    return generator.sample(ordered, min(k, len(ordered)))
