"""Taking out the words that carry no meaning, and only those."""

from collections.abc import Callable, Collection, Sequence

from matching.engine.words import (
    DISFLUENCIES,
    DISFLUENT_PHRASES,
    FUNCTION_WORDS,
    PHRASE_KEEPERS,
    PROTECTED,
)

Phrase = tuple[str, ...]
Finder = Callable[[Sequence[str], int, str], int]
"""How many words to take out of a sequence from a position on, given the last word kept."""


def strip_fillers(
    words: Sequence[str], fillers: Sequence[Phrase], protected: Collection[str] = ()
) -> tuple[list[str], list[str]]:
    """The words that remain and the words taken out."""
    plain = _strip(words, _disfluency_at)
    if not plain:
        return list(words), []
    phrases = _usable(fillers, protected)
    kept = _strip(plain, _filler_finder(phrases))
    if not _means_something(kept, protected):
        kept = plain
    return kept, _taken_out(words, kept)


def _filler_finder(phrases: Sequence[Phrase]) -> Finder:
    def length_at(words: Sequence[str], position: int, before: str) -> int:
        return _disfluency_at(words, position, before) or _phrase_at(words, position, phrases)

    return length_at


def _usable(fillers: Sequence[Phrase], protected: Collection[str]) -> list[Phrase]:
    usable = [
        filler
        for filler in fillers
        if filler and not any(word in PROTECTED or word in protected for word in filler)
    ]
    return sorted(usable, key=len, reverse=True)


def _strip(words: Sequence[str], length_at: Finder) -> list[str]:
    kept = list(words)
    while True:
        left = _strip_once(kept, length_at)
        if left == kept:
            return kept
        kept = left


def _strip_once(words: list[str], length_at: Finder) -> list[str]:
    kept: list[str] = []
    position = 0
    while position < len(words):
        length = length_at(words, position, kept[-1] if kept else "")
        if not length:
            kept.append(words[position])
        position += length or 1
    return kept


def _disfluency_at(words: Sequence[str], position: int, before: str) -> int:
    following = words[position + 1] if position + 1 < len(words) else ""
    if words[position] in DISFLUENCIES:
        return 0 if words[position] == "uh" and following == "huh" else 1
    if before in PHRASE_KEEPERS or before in PROTECTED:
        return 0
    return _phrase_at(words, position, DISFLUENT_PHRASES)


def _phrase_at(words: Sequence[str], position: int, phrases: Sequence[Phrase]) -> int:
    for phrase in phrases:
        if tuple(words[position : position + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _means_something(words: Sequence[str], protected: Collection[str]) -> bool:
    return any(
        word not in FUNCTION_WORDS or word in PROTECTED or word in protected for word in words
    )


def _taken_out(words: Sequence[str], kept: Sequence[str]) -> list[str]:
    taken: list[str] = []
    position = 0
    for word in words:
        if position < len(kept) and kept[position] == word:
            position += 1
        else:
            taken.append(word)
    return taken
