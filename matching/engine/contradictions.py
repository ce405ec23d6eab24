"""What tells two texts apart that look alike: a refusal, a repair, a number, what is asked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from rapidfuzz import fuzz

from matching.engine.figures import figures, number_clash
from matching.engine.polarity import clashes
from matching.engine.questions import asks
from matching.engine.resolution import is_resolved
from matching.engine.troubles import FAULT

_FAULT = re.compile(rf"\b{FAULT}\b")
_PARTICULAR = frozenset({"how much", "when", "where", "who", "why"})
"""Kinds of question that an answer to another of them never answers."""

_OF_MONEY = re.compile(
    r"\b(?:how much|(?:price|cost|fee|rate|quote|estimate|bill|discount|rebate|dollar)s?|"
    r"pric(?:ed|ing|ey)|charg(?:e|es|ed|ing)|pay\w*|free|cheap\w*|expensive|extra|financ\w+|"
    r"\$\d+)(?!\w)"
)

ALIKE = 75.0
"""The token_sort_ratio of phrases that hardly differ but in their numbers."""


class Meaning:
    """What an utterance says beside its words: that a trouble is over, which numbers it names."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the words of the utterance."""
        self._words = words

    def contradicts(self, phrase: Sequence[str]) -> bool:
        """Whether one refuses what the other asks, or calls over what the other complains of."""
        return clashes(self._words, phrase) or (
            self._is_resolved
            and _FAULT.search(" ".join(phrase)) is not None
            and not is_resolved(phrase)
        )

    def asks_otherwise(self, questions: Sequence[Sequence[str]]) -> bool:
        """Whether these are all questions of another kind, or none of them is of money and a price
        is asked."""
        if self._kind not in _PARTICULAR:
            return False
        if self._kind == "how much" and not any(_OF_MONEY.search(" ".join(q)) for q in questions):
            return True
        kinds = {asks(question) for question in questions}
        return kinds <= _PARTICULAR and self._kind not in kinds

    def misnumbered(self, phrases: Mapping[int, Sequence[str]]) -> frozenset[int]:
        """Those of rival phrases that only their number tells from a rightly numbered one."""
        named = figures(self._words)
        if not named:
            return frozenset()
        wrong = {key for key, phrase in phrases.items() if number_clash(self._words, phrase)}
        right = [
            phrase
            for key, phrase in phrases.items()
            if key not in wrong and figures(phrase).keys() & named.keys()
        ]
        return frozenset(key for key in wrong if _differs_little(phrases[key], right))

    @cached_property
    def _kind(self) -> str | None:
        return asks(self._words)

    @cached_property
    def _is_resolved(self) -> bool:
        return is_resolved(self._words)


def _differs_little(phrase: Sequence[str], others: Iterable[Sequence[str]]) -> bool:
    text = " ".join(phrase)
    return any(fuzz.token_sort_ratio(text, " ".join(other)) >= ALIKE for other in others)
