"""Putting misheard words right: a word that nobody knows becomes the close one that is known."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.engine.encoders.wordpieces import common_words

CLOSE = 0.74
"""The least normalised similarity (optimal string alignment) of a word with what it becomes."""

SHORTEST = 4


@dataclass(frozen=True, slots=True, eq=False)
class Speller:
    """The words that a company's phrases are made of."""

    known: frozenset[str]
    candidates: tuple[str, ...] = field(repr=False)

    def repair(self, words: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
        """The words with each slip put right, and which became what."""
        repaired = [self._repair_one(word) for word in words]
        changed = [pair for pair in zip(words, repaired, strict=True) if pair[0] != pair[1]]
        return repaired, changed

    def _repair_one(self, word: str) -> str:
        if len(word) < SHORTEST or word in self.known or word in common_words():
            return word
        if not word.isalpha():
            return word
        found = process.extractOne(
            word, self.candidates, scorer=OSA.normalized_similarity, score_cutoff=CLOSE
        )
        return found[0] if found else word


def build_speller(known: Collection[str]) -> Speller:
    """The speller of these words; the shortest are too like each other to become one."""
    candidates = sorted(word for word in known if len(word) >= SHORTEST - 1)
    return Speller(frozenset(known), tuple(candidates))
