"""A caller who would rather not go on."""

import re

from matching.engine.normalise import normalise
from telephony.taking import fields

_LEAVING = frozenset(
    {
        *("never mind", "nevermind", "no never mind", "forget it", "no forget it"),
        *("forget about it", "stop", "i changed my mind", "changed my mind", "not anymore"),
        *("i do not want to", "i do not want it anymore", "leave it", "let us leave it"),
    }
)
_DROPPED = re.compile(r"\b(?:never mind|nevermind|forget (?:about )?it|changed my mind|keep it)\b")
_BESIDE = frozenset(
    {
        *(
            "no",
            "oh",
            "actually",
            "sorry",
            "wait",
            "well",
            "you",
            "know",
            "what",
            "i",
            "we",
            "have",
        ),
        *("will", "just", "then", "thanks", "thank", "bye", "goodbye", "it", "is", "fine", "okay"),
        *("ok", "as", "that", "keep", "call", "back", "later", "want", "to", "about", "the", "my"),
        *("appointment", "visit", "whole", "thing", "please", "guess", "think", "let", "us"),
    }
)
_CALLING_OFF = frozenset({"cancel", "cancel that", "cancel it", "cancel this", "please cancel"})
_DECLINING = frozenset(
    {
        *("no", "no thanks", "no thank you", "not now", "not today", "not right now", "nope"),
        *("maybe later", "no i am good", "i am good", "not yet", "no not now", "no not today"),
        *("no not right now", "no that is all", "that is all", "no that is it", "that is it"),
    }
)


def leaves(speech: str, hook: str) -> bool:
    """Whether the caller drops what is being taken."""
    words = normalise(speech).text
    return words in _LEAVING or _drops(words) or (hook != fields.CANCEL and words in _CALLING_OFF)


def _drops(words: str) -> bool:
    """Whether words drop it at length, and tell nothing else: "oh no never mind, I'll keep it"."""
    found = _DROPPED.search(words)
    said = (words[: found.start()] + words[found.end() :]).split() if found else []
    return found is not None and _BESIDE.issuperset(said)


def declines(speech: str) -> bool:
    """Whether the caller wants no visit, in so many words."""
    return normalise(speech).text in _DECLINING
