"""Taking out the words that carry no meaning, and only those."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matching.engine.contractions import spell_out
from matching.engine.number_words import is_figure
from matching.engine.numbers import read_numbers
from matching.engine.stutters import strip_stutters
from matching.engine.words import (
    DISFLUENCIES,
    DISFLUENT_PHRASES,
    DISFLUENT_STARTS,
    FUNCTION_WORDS,
    PHRASE_KEEPERS,
    PHRASE_KEEPERS_AFTER,
    PROTECTED,
)

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fillers:
    """A company's fillers by their first word, the longest first, and what they never take."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    protected: frozenset[str]


NO_FILLERS = Fillers(phrases={}, protected=frozenset())


def compile_fillers(fillers: Iterable[Phrase], urgent: Iterable[Phrase]) -> Fillers:
    """The fillers that take out no word that decides."""
    protected = frozenset(word for phrase in urgent for word in phrase)
    phrases: dict[str, list[Phrase]] = {}
    for filler in sorted(set(fillers), key=lambda filler: (-len(filler), filler)):
        if filler and not any(_decides(word, protected) for word in filler):
            phrases.setdefault(filler[0], []).append(filler)
    return Fillers({first: tuple(group) for first, group in phrases.items()}, protected)


def _decides(word: str, protected: frozenset[str]) -> bool:
    return word in PROTECTED or word in protected or is_figure(word)


def strip_fillers(words: Sequence[str], fillers: Fillers) -> tuple[list[str], list[str]]:
    """The words that remain, with their numbers read, and the words taken out."""
    plain, sounds = _settle(words, NO_FILLERS, is_read=False)
    if not plain:
        return list(words), []
    kept, taken = _settle(plain, fillers, is_read=True)
    if not taken or not _means_something(kept, fillers.protected):
        return plain, sounds
    return kept, sounds + taken


def _settle(
    words: Sequence[str], fillers: Fillers, *, is_read: bool
) -> tuple[list[str], list[str]]:
    """Strips and reads until nothing changes, so that `twenty um five` is 25 in the end."""
    settled = list(words)
    taken: list[str] = []
    while True:
        left = strip_stutters(_strip(settled, fillers))
        if is_read and len(left) == len(settled):
            return settled, taken
        taken += _taken_out(settled, left)
        settled, is_read = read_numbers(spell_out(left)), True


def _strip(words: Sequence[str], fillers: Fillers) -> Sequence[str]:
    if DISFLUENT_STARTS.isdisjoint(words) and fillers.phrases.keys().isdisjoint(words):
        return words
    kept: list[str] = []
    position = 0
    while position < len(words):
        length = _disfluency_at(words, position, kept[-1] if kept else "") or _phrase_at(
            words, position, fillers.phrases.get(words[position], ())
        )
        if not length:
            kept.append(words[position])
        position += length or 1
    return kept


def _disfluency_at(words: Sequence[str], position: int, before: str) -> int:
    word = words[position]
    if word not in DISFLUENT_STARTS:
        return 0
    if word in DISFLUENCIES:
        return 0 if word == "uh" and words[position + 1 : position + 2] == ["huh"] else 1
    length = _phrase_at(words, position, DISFLUENT_PHRASES)
    following = words[position + length] if position + length < len(words) else ""
    belongs = before in PHRASE_KEEPERS or before in PROTECTED or following in PHRASE_KEEPERS_AFTER
    return 0 if belongs else length


def _phrase_at(words: Sequence[str], position: int, phrases: Sequence[Phrase]) -> int:
    for phrase in phrases:
        if tuple(words[position : position + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _means_something(words: Sequence[str], protected: frozenset[str]) -> bool:
    return any(word not in FUNCTION_WORDS or _decides(word, protected) for word in words)


def _taken_out(words: Sequence[str], kept: Sequence[str]) -> list[str]:
    if len(words) == len(kept):
        return []
    taken: list[str] = []
    position = 0
    for word in words:
        if position < len(kept) and kept[position] == word:
            position += 1
        else:
            taken.append(word)
    return taken
