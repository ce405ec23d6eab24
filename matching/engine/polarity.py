"""Telling a request from its refusal: `cancel my visit` and `do not cancel my visit`."""

from collections.abc import Sequence

from matching.engine.words import FUNCTION_WORDS

_REFUSALS = (("do", "not"), ("never",), ("please", "not"), ("rather", "not"), ("let", "us", "not"))
_STATES = frozenset({"have", "know", "see", "work", "think", "understand", "care", "mind"})


def clashes(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one side refuses what the other asks for."""
    return _refuses(left, right) or _refuses(right, left)


def _refuses(refusing: Sequence[str], asking: Sequence[str]) -> bool:
    if "not" not in refusing and "never" not in refusing:
        return False
    refused = _refused_words(refusing) - _refused_words(asking)
    return bool(refused & set(asking))


def _refused_words(tokens: Sequence[str]) -> set[str]:
    words: set[str] = set()
    for refusal in _REFUSALS:
        for start in range(len(tokens) - len(refusal)):
            if tuple(tokens[start : start + len(refusal)]) == refusal:
                words |= _first_content(tokens[start + len(refusal) :])
    return words - _STATES


def _first_content(tokens: Sequence[str]) -> set[str]:
    for token in tokens:
        if token in _STATES:
            return set()
        if token not in FUNCTION_WORDS:
            return {token}
    return set()
