"""The stem of a word, so that `cancel`, `cancelling` and `cancelled` are one."""

from functools import lru_cache

_ENDINGS = ("ations", "ation", "ings", "ing", "ed", "es", "s")
_SHORTEST = 3


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its inflection; rough, and the same for both sides."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    if len(word) > _SHORTEST and word[-1] == word[-2]:
        word = word[:-1]
    return word.removesuffix("e") if len(word) > _SHORTEST else word
