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
_MERE = frozenset(
    {
        *(word for answer in (*YES, *NO) for word in answer.split() if word not in ("something",)),
        *("please", "thank", "thanks", "you", "there", "actually", "am", "good", "fine", "all"),
        *("set", "sir", "madam", "ma'am", "just", "well", "so", "now", "today", "for", "would"),
        *("like", "love", "to", "will", "be", "really", "oh", "um", "uh", "hm", "can"),
    }
)
"""Words beside which a yes or a no still stands alone."""

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


def merely_said(speech: str) -> bool | None:
    """Return the yes or no that is all of what was said, or None where there is more to it."""
    return said_yes(speech) if _MERE.issuperset(normalise(speech).tokens) else None


def _begins_with(words: tuple[str, ...], answers: frozenset[str]) -> bool:
    return any(" ".join(words[:length]) in answers for length in range(1, len(words) + 1))
