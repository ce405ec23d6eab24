"""What tells two texts apart that look alike: a refusal, a repair, another number."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from matching.engine.figures import figures, number_clash
from matching.engine.polarity import clashes
from matching.engine.resolution import is_resolved
from matching.engine.troubles import FAULT

_FAULT = re.compile(rf"\b{FAULT}\b")


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

    def misnumbered(self, phrases: Mapping[int, Sequence[str]]) -> frozenset[int]:
        """Those of rival phrases that name another number, day or time than one of them rightly."""
        named = figures(self._words)
        if not named:
            return frozenset()
        wrong = {key for key, phrase in phrases.items() if number_clash(self._words, phrase)}
        alike = (key for key, phrase in phrases.items() if figures(phrase).keys() & named.keys())
        return frozenset(wrong) if set(alike) - wrong else frozenset()

    @cached_property
    def _is_resolved(self) -> bool:
        return is_resolved(self._words)
