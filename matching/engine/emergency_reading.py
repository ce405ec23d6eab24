"""What is said, read as concepts, and the patterns of the rules found in it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from matching.engine.emergency_words import OTHER_MEANINGS, SIGNS, THINGS
from matching.engine.words import DISFLUENCIES

Phrase = tuple[str, ...]
Lexicon = dict[str, list[tuple[Phrase, frozenset[str]]]]
"""By first word the phrases that begin with it, the longest first, and their concepts."""

HARMLESS = "HARMLESS"
BLANK = "_"
GAP = 3
TURNS = frozenset({"not", "no", "never", "nobody", "nothing", "but", "without"})
"""No gap in a pattern holds one: they turn the sense of what follows."""
DIGITS = frozenset({"one", "1"})
"""Said twice in 911, never as a stutter."""
POLITE = frozenset({"hi", "hello", "hey", "yes", "yeah", "please", "help", "oh", "sir", "ma'am"})


@dataclass(frozen=True, slots=True)
class Said:
    """The words, from `^` to `$`; at each the concepts that begin there, with their length."""

    words: list[str]
    senses: list[list[tuple[frozenset[str], int]]]
    heard: frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """The words or concepts of which one comes next, after at most so many other words."""

    wanted: frozenset[str]
    gap: int


Pattern = tuple[Step, ...]


def read(spoken: Sequence[str]) -> Said:
    """The words with their concepts; disfluencies, stutters and openings are left out."""
    named = [("^", frozenset()), *_named(_fluent(spoken)), ("$", frozenset())]
    words = [text for text, _ in named]
    senses = [[(means | {text}, 1), *_signs(words, at)] for at, (text, means) in enumerate(named)]
    heard = frozenset().union(*(means for there in senses for means, _ in there))
    return Said(words, senses, heard)


def hears(concepts: str, said: Said, start: int, end: int) -> bool:
    """Whether one of the concepts stands between two positions."""
    wanted = frozenset(concepts.split())
    return any(
        not means.isdisjoint(wanted) for there in said.senses[start:end] for means, _ in there
    )


def parse(patterns: str) -> list[Pattern]:
    """Patterns as they are written in the rules."""
    return [_parsed(pattern.split()) for pattern in patterns.split(",")]


def find(pattern: Pattern, said: Said) -> Iterator[tuple[int, int]]:
    """Where a pattern begins and ends, for each beginning that there is."""
    if any(said.heard.isdisjoint(step.wanted) for step in pattern):
        return
    for start in range(len(said.words)):
        end = _end(pattern, said, start)
        if end is not None:
            yield start, end


def _end(pattern: Pattern, said: Said, start: int) -> int | None:
    if not pattern:
        return start
    for position in range(start, min(start + pattern[0].gap + 1, len(said.words))):
        for means, length in said.senses[position]:
            if not means.isdisjoint(pattern[0].wanted):
                end = _end(pattern[1:], said, position + length)
                if end is not None:
                    return end
        if said.words[position] in TURNS:
            return None
    return None


def _parsed(parts: Sequence[str]) -> Pattern:
    before = ["", *parts]
    return tuple(
        Step(frozenset(part.split("|")), int(gap[1:] or GAP) if gap.startswith("~") else 0)
        for gap, part in zip(before, parts, strict=False)
        if not part.startswith("~")
    )


def _fluent(spoken: Sequence[str]) -> list[str]:
    words: list[str] = []
    for word in spoken:
        if word not in DISFLUENCIES:
            words.append(word)
            _drop_stutter(words)
    while words and words[-1] in POLITE:
        del words[-1]
    return _OPENING.sub("", " ".join(words).replace("'s ", " is ")).split()


def _drop_stutter(words: list[str]) -> None:
    if words[-1:] == words[-2:-1] and words[-1] not in DIGITS:
        del words[-1]
    elif len(words) > 3 and words[-2:] == words[-4:-2]:
        del words[-2:]


def _named(words: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    position = 0
    while position < len(words):
        here = words[position]
        phrase, means = next(_phrases_at(words, position, _NAMES), ((here,), frozenset()))
        yield (BLANK, frozenset()) if HARMLESS in means else (" ".join(phrase), means)
        position += len(phrase)


def _signs(words: Sequence[str], position: int) -> list[tuple[frozenset[str], int]]:
    return [(means, len(phrase)) for phrase, means in _phrases_at(words, position, _SIGNS)]


def _phrases_at(
    words: Sequence[str], position: int, lexicon: Lexicon
) -> Iterator[tuple[Phrase, frozenset[str]]]:
    for phrase, means in lexicon.get(words[position], ()):
        if tuple(words[position : position + len(phrase)]) == phrase:
            yield phrase, means


def _lexicon(vocabulary: str) -> Lexicon:
    concepts: defaultdict[Phrase, set[str]] = defaultdict(set)
    for line in vocabulary.replace("|\n ", "|").replace("\n ", " ").split("\n"):
        concept, _, phrases = line.partition(": ")
        for written in phrases.split(","):
            for words in product(*map(_ways, written.split())):
                concepts[tuple(filter(None, words))].add(concept)
    lexicon: Lexicon = defaultdict(list)
    for phrase in sorted(filter(None, concepts), key=len, reverse=True):
        lexicon[phrase[0]].append((phrase, frozenset(concepts[phrase])))
    return dict(lexicon)


def _ways(written: str) -> list[str]:
    return [way for part in written.split("|") for way in _forms(part)]


def _forms(word: str) -> set[str]:
    if not word.endswith("~"):
        return {"" if word == "_" else word}
    base = word.removesuffix("~")
    stem = base.removesuffix("e")
    endings = product((stem, f"{stem}{stem[-1]}"), ("ed", "ing"))
    return {base, f"{base}s", f"{base}es", *map("".join, endings)}


_NAMES = _lexicon(THINGS + OTHER_MEANINGS)
_SIGNS = _lexicon(SIGNS)
_NO_NAME = "|".join(
    [
        *(r"\w+(?:ing|ly|ed)", "an?", "the", "my", "our", "not", "no", "never", "nothing", "none"),
        *("neither", "nor", "without", "about", "for", "after", "before", "if", "unless", "ever"),
        *("what", "where", "how", "why", "when", "still", "now", "just", "all", "so", "like"),
        *("over", "out", "gone", *sorted({*_NAMES, *_SIGNS})),
    ]
)
_OPENING = re.compile(
    rf"^(?:(?:(?:{'|'.join(sorted(POLITE))})(?: there(?! (?:is|are|was|were|has|had)\b))?|"
    r"good (?:morning|afternoon|evening)|excuse me|(?:okay|ok)(?: so)?|"
    r"sorry to bother you(?: but)?|"
    rf"(?:oh )?my (?:god|gosh)|(?:this is|it is|my name is) (?!(?:{_NO_NAME})\b)\w+|i need help|"
    r"how are you(?: doing)?(?: today)?|(?:can|could) you (?:please )?(?:help|hear) me|"
    r"i was hoping you could help me|thanks? (?:you )?for taking my call)(?: |$))+"
)
"""What callers say before they come to the matter, their own name with it."""
