"""How urgent an utterance sounds, from the company's weighted words."""

from collections.abc import Sequence

from matching.engine.index import Index
from matching.engine.normalise import split_words

DECIMALS = 4


def urgency_words(index: Index, text: str) -> tuple[tuple[str, float], ...]:
    """The urgency keywords said in a text, each once, with their weights."""
    said = " ".join(split_words(text))
    keywords = zip(index.catalog.urgency_keywords, index.urgency_words, strict=True)
    found = {words: keyword.weight for keyword, words in keywords if holds_phrase(said, words)}
    return tuple(found.items())


def urgency(found: Sequence[tuple[str, float]]) -> float:
    """Urgency from 0 to 1: one minus the product of what each word leaves, 1 - weight."""
    calm = 1.0
    for _, weight in found:
        calm *= 1 - weight
    return round(1 - calm, DECIMALS)


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether the words of a phrase stand in a row in a text, both normalised."""
    return bool(phrase) and f" {phrase} " in f" {text} "
