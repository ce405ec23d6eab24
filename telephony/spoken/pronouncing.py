"""How a company says some words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from telephony.spoken.parts import Change

Pronunciations = tuple[tuple[str, str], ...]


def find_words(text: str, pronunciations: Pronunciations) -> Iterator[Change]:
    """Yield each whole word that has a pronunciation, whatever its case; the longest first."""
    if not pronunciations:
        return
    words, said = _compiled(pronunciations)
    for found in words.finditer(text):
        yield Change(found.start(), found.end(), said.get(found[0].casefold(), found[0]))


@lru_cache(maxsize=256)
def _compiled(pronunciations: Pronunciations) -> tuple[re.Pattern[str], dict[str, str]]:
    said = {word.casefold(): say for word, say in pronunciations}
    longest_first = sorted(said, key=len, reverse=True)
    words = rf"(?i)(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)"
    return re.compile(words), said
