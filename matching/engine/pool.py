"""Entries that rival each other, and what an utterance is compared with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.engine.common_requests import Request, strangers
from matching.engine.encoders import Encoder
from matching.engine.encoders.protocol import Floats
from matching.engine.kernel import (
    MOST_LANDMARKS,
    Solution,
    blend,
    choose_landmarks,
    solve,
    solve_by_landmarks,
)
from matching.engine.lexicon import Lexicon, build_lexicon
from matching.engine.solutions import solution_for
from matching.engine.vectors import Vectors, are_shared, vectors_of

Entry = tuple[str, tuple[str, ...]]
"""An id and the entry's phrases, normalised."""

ENOUGH_ENTRIES = 30
"""From so many entries on, a pool's entries are told apart by each other."""


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """An utterance beside every phrase (in words, in meaning, in both) and every entry."""

    lexical: Floats
    semantic: Floats
    blended: Floats
    strengths: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The phrases of some entries, ready to be compared with.

    `owners` is the place of each phrase's entry, and an entry's phrases stand in a row from
    `starts[i]` to `starts[i + 1]`; `exact` leads from a whole phrase to the entries that have it.
    After the entries come their rivals, common requests that they do not answer: in `phrases`,
    `owners` and `starts`, but never among `entries`.
    """

    entries: tuple[Entry, ...]
    phrases: tuple[str, ...]
    owners: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]
    exact: Mapping[str, tuple[int, ...]]
    lexicon: Lexicon
    vectors: Vectors
    solution: Solution

    def compare(self, words: Sequence[str], vector: Floats) -> Likeness:
        """An utterance, as words and as a vector, beside all that is here."""
        lexical = self.lexicon.similarities(words)
        semantic = self.vectors.similarities(vector)
        blended = blend(lexical, semantic)
        return Likeness(lexical, semantic, blended, self.solution.strengths(blended))

    @property
    def size(self) -> int:
        """How many there are to be told apart: entries and rivals."""
        return len(self.starts) - 1

    @property
    def is_rivalled(self) -> bool:
        """Whether common requests stand beside the entries."""
        return self.size > len(self.entries)

    def vector_of(self, phrase: str) -> Floats | None:
        """The vector of one of the phrases, or None for any other text."""
        if phrase not in self.exact:
            return None
        entry = self.exact[phrase][0]
        return self.vectors.unit_row(self.phrases.index(phrase, self.starts[entry]))

    def held_vectors(self) -> dict[str, bytes]:
        """The vector of each phrase, for the pool that comes after this one."""
        return self.vectors.by_text(self.phrases)


def build_pool(
    entries: Sequence[Entry],
    encoder: Encoder,
    previous: Pool | None = None,
    requests: Sequence[Request] = (),
) -> Pool:
    """The pool of these entries; the previous one's vectors are taken over, or all of it.

    Where there are few entries, those of the requests that they do not answer rival them. A pool
    and the one before it are given the same requests.
    """
    entries = tuple((identifier, phrases) for identifier, phrases in entries if phrases)
    if previous is not None and previous.entries == entries:
        return previous
    held = previous.held_vectors() if previous else {}
    groups = [phrases for _, phrases in entries]
    groups += _rivals(groups, requests, encoder, held)
    phrases = tuple(phrase for group in groups for phrase in group)
    counts = [len(group) for group in groups]
    owners = np.repeat(np.arange(len(groups)), counts)
    lexicon = build_lexicon([phrase.split() for phrase in phrases])
    vectors = vectors_of(phrases, encoder, held)
    return Pool(
        entries=entries,
        phrases=phrases,
        owners=owners,
        starts=np.concatenate(([0], np.cumsum(counts, dtype=np.intp))),
        exact=_exact(entries),
        lexicon=lexicon,
        vectors=vectors,
        solution=_solution(phrases, lexicon, vectors, owners, len(groups), encoder),
    )


def _rivals(
    groups: Sequence[Sequence[str]],
    requests: Sequence[Request],
    encoder: Encoder,
    held: dict[str, bytes],
) -> list[Request]:
    """What few entries do not answer, none for many; their vectors are held from now on."""
    if not requests or not 0 < len(groups) < ENOUGH_ENTRIES:
        return []
    own = [phrase for group in groups for phrase in group]
    asked = [phrase for request in requests for phrase in request]
    ours, theirs = (vectors_of(texts, encoder, held) for texts in (own, asked))
    held |= ours.by_text(own) | theirs.by_text(asked)
    return strangers(requests, theirs.beside(ours))


def _solution(
    phrases: Sequence[str],
    lexicon: Lexicon,
    vectors: Vectors,
    owners: npt.NDArray[np.intp],
    entries: int,
    encoder: Encoder,
) -> Solution:
    """The kept solution where every phrase is a template's, or one that is worked out."""

    def work_out() -> Solution:
        return _worked_out(phrases, lexicon, vectors, owners, entries)

    is_a_templates = are_shared(phrases, encoder.name)
    return solution_for(phrases, vectors, owners, work_out) if is_a_templates else work_out()


def _worked_out(
    phrases: Sequence[str],
    lexicon: Lexicon,
    vectors: Vectors,
    owners: npt.NDArray[np.intp],
    entries: int,
) -> Solution:
    if len(phrases) <= MOST_LANDMARKS:
        return solve(blend(lexicon.gram(), vectors.gram()), owners, entries)
    landmarks = choose_landmarks(owners)
    lexical = np.stack([lexicon.similarities(phrases[place].split()) for place in landmarks])
    likeness = blend(lexical, vectors.gram(landmarks))
    return solve_by_landmarks(likeness, landmarks, owners, entries)


def _exact(entries: Sequence[Entry]) -> dict[str, tuple[int, ...]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, (_, phrases) in enumerate(entries):
        for phrase in dict.fromkeys(phrases):
            found[phrase].append(place)
    return {phrase: tuple(places) for phrase, places in found.items()}
