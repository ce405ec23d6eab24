"""The requests in one utterance, in the order in which they are made."""

import re
from collections.abc import Iterator

from matching.engine.normalise import split_words
from matching.engine.questions import asks
from matching.engine.words import FUNCTION_WORDS

_SUBJECT = (
    r"(?:i|you|we|they|he|she|it|there|the|this|that|my|your|someone|anyone|somebody|any|all)"
)
_ASKS = (
    r"(?:how|what|when|where|who|why|which|tell me|let me know|"
    rf"(?:do|does|did|can|could|would|will|are|is|should) {_SUBJECT})"
)
_WISHES = r"(?:i|we) (?:need|want|would like|wanted|have a question|was (?:also )?wondering)"
_STARTS = (
    rf"(?:{_ASKS}|i|we|my|the|our|there|please|cancel|book|schedule|reschedule|send|call|have)"
)
_JOINT = re.compile(
    r"\b(?:(?:and |but )?(?:oh |then )?(?:(?:and )?another (?:thing|question)(?: is)?|"
    r"one (?:more|other) (?:thing|question)|by the way|while i have you(?: on the phone)?)"
    r"|(?<!\bis )(?<!\bare )(?<!\bam )(?<!\bit )(?<!\bi )(?:and |but |oh |then )*(?:also|plus)"
    rf"(?: and)?(?= {_STARTS}\b)"
    rf"|oh (?:yeah )?and(?= {_STARTS}\b)"
    r"|(?:and |(?<!and ))(?=(?:i|we) also (?:need|want|wanted|have|would)\b)"
    rf"|and (?:then )?(?={_ASKS}\b)|and (?={_WISHES}\b))"
    r" ?"
)
_VERBS = frozenset(
    {
        *("is", "are", "am", "was", "were", "has", "have", "had", "do", "does", "did", "need"),
        *("want", "can", "could", "will", "would", "should", "wanted", "needed", "keeps", "went"),
        *("stopped", "started", "broke", "smell", "hear", "see", "got", "makes", "leaks", "runs"),
        *("cancel", "book", "schedule", "reschedule", "send", "call", "tell", "how"),
        *("what", "when", "where", "who", "why", "fix", "install", "check", "clean", "change"),
    }
)
_SENDING = frozenset(
    {
        *("come", "comes", "coming", "send", "someone", "somebody", "help", "fix", "fixed", "look"),
        *("check", "over", "tomorrow", "tonight", "asap", "soon", "quickly", "fast", "immediately"),
        *("plumber", "electrician", "technician", "tech", "guy", "guys", "person", "be", "take"),
        *("let", "tell", "wondering", "question", "also", "possible", "done", "away", "morning"),
    }
)
"""What asks for a visit about the trouble just told, and is no request of its own."""

_LEAST_CONTENT = 2
_WISHED = re.compile(rf"\b{_WISHES}\b")
_ADDED = re.compile(r"(?:i|we) also\b")
_OFFERS = re.compile(r"(?:do|does|did|is|are|can i|could i|may i) ")
_PLAIN = frozenset({"and", "and then"})
_LOOSE = re.compile(r" (?:and|also|plus)(?: (?:and|also|plus|then))* ")
_REFERS_BACK = frozenset({"it", "its", "that", "this", "they", "them", "those", "still", "again"})
_BEGINS = re.compile(rf"{_STARTS}\b")
_LEAST_WORDS = 8


def split_requests(text: str) -> tuple[str, ...]:
    """The requests in a text, joints left out; the text itself where there is only one.

    Splits at strong joints only, between clauses that each say enough to stand alone.
    """
    parts: list[str] = []
    for joint, clause in _clauses(" ".join(split_words(text))):
        if parts and not _are_two(parts[-1], joint.strip(), clause):
            parts[-1] += joint + clause
        else:
            parts.append(clause)
    return tuple(part.strip() for part in parts) if len(parts) > 1 else (text,)


def split_in_halves(text: str) -> tuple[str, ...]:
    """The two sides of a text's only loose joint, where each may be a request; nothing otherwise.

    Whether they are two has to be told from what they are answered with.
    """
    said = " ".join(split_words(text))
    halves = _LOOSE.split(said)
    if len(halves) != 2 or len(said.split()) < _LEAST_WORDS:
        return ()
    left, right = halves
    if not _BEGINS.match(right) or not _REFERS_BACK.isdisjoint(right.split()):
        return ()
    return (left, right) if _content(left) and _content(right) else ()


def _clauses(said: str) -> Iterator[tuple[str, str]]:
    """Each clause and the joint before it."""
    joint, begin = "", 0
    for found in _JOINT.finditer(said):
        yield joint, said[begin : found.start()]
        joint, begin = found.group(), found.end()
    yield joint, said[begin:]


def _are_two(left: str, joint: str, right: str) -> bool:
    if joint in _PLAIN and not _ADDED.match(right):
        is_wished = _WISHED.match(right) and (_WISHED.search(left) or asks(left.split()))
        if not (is_wished or asks(right.split())):
            return False
    return _stands_alone(left) and _stands_alone(right)


def _stands_alone(clause: str) -> bool:
    return _content(clause) >= _LEAST_CONTENT and not _VERBS.isdisjoint(clause.split())


def _content(clause: str) -> int:
    """How many words of a clause tell what it is about."""
    words = sum(word not in FUNCTION_WORDS and word not in _SENDING for word in clause.split())
    return words + bool(_OFFERS.match(clause))
