"""A caller's yes or no to "did you mean…?"."""

from matching.engine.normalise import normalise

YES = frozenset(
    {
        *("yes", "yeah", "yep", "yup", "correct", "right", "sure", "exactly", "absolutely"),
        *("definitely", "uh huh", "that is right", "that is it", "that is correct", "you got it"),
        *("of course", "i did", "i do", "it is", "please do", "ok", "okay"),
    }
)
NO = frozenset(
    {
        *("no", "nope", "nah", "wrong", "not that", "not really", "not quite", "not exactly"),
        *("that is not it", "that is not right", "that is wrong", "i did not", "i do not"),
        *("it is not", "incorrect", "neither", "none of that", "something else"),
    }
)
MOST_WORDS = 5
"""Who says more than this, says what is meant."""


def said_yes(speech: str) -> bool | None:
    """Return whether the caller agreed, or None for anything but a short yes or no."""
    words = normalise(speech).tokens
    if len(words) > MOST_WORDS:
        return None
    if _begins_with(words, NO):
        return False
    return True if _begins_with(words, YES) else None


def _begins_with(words: tuple[str, ...], answers: frozenset[str]) -> bool:
    return any(" ".join(words[:length]) in answers for length in range(1, len(words) + 1))
