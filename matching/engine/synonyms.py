"""A company's words for the same thing, made one: a single pass, never chained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What callers say, by its words, and the words that stand for it."""

    meanings: Mapping[Words, Words]
    longest: int

    def apply(self, words: Sequence[str]) -> Words:
        """The words with each synonym replaced, the longest first; what is put in stays."""
        replaced: list[str] = []
        position = 0
        while position < len(words):
            length = self._length_at(words, position)
            said = tuple(words[position : position + max(1, length)])
            replaced += self.meanings[said] if length else said
            position += max(1, length)
        return tuple(replaced)

    def _length_at(self, words: Sequence[str], position: int) -> int:
        lengths = range(min(self.longest, len(words) - position), 0, -1)
        found = (n for n in lengths if tuple(words[position : position + n]) in self.meanings)
        return next(found, 0)


def build_synonyms(pairs: Sequence[tuple[Words, Words]]) -> Synonyms:
    """The synonyms of these pairs, said and meant; the first of two for the same words counts."""
    meanings = {said: meant for said, meant in reversed(pairs) if said and meant}
    return Synonyms(meanings, max(map(len, meanings), default=0))
