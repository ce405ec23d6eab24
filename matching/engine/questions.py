"""Which kind of question an utterance asks, whatever it opens with."""

import re
from collections.abc import Sequence

_POLITE = (
    r"(?:(?:hi|hey|hello)(?: there)?|yes|yeah|yep|no|um|uh|oh|so|okay|ok|well|and|also|please|"
    r"sorry|excuse me|good (?:morning|afternoon|evening|day)|thanks|thank you|sir|ma'am|"
    r"just|actually|how are you(?: doing)?(?: today)?|how is it going|you know what|question|"
    r"quick question|(?:i have|i have got|i had) (?:a|one|another) (?:quick )?question|"
    r"another thing|real quick)"
)
_ASKING = (
    r"(?:(?:i|we) (?:was|am|were|are) (?:just |also )*(?:wondering|curious|calling|trying)"
    r"(?: to (?:ask|see|know|check|find out|figure out))?(?: you)?(?: about)?|"
    r"(?:i|we) (?:want|wanted|need|needed|would like|like|have|called|am calling)"
    r" (?:to )?(?:know|ask|see|find out|check|figure out)(?: you)?(?: about)?|"
    r"(?:can|could|would|will) (?:you|someone|anyone|i)(?: please)? "
    r"(?:tell me|let me know|say|explain|check|ask you|ask|see|find out)|do you know|"
    r"any idea|tell me|let me know|(?:my|the) question is|(?:was |just )*(?:wondering|curious))"
)
_OPENING = re.compile(rf"(?:{_POLITE}\b ?)+")
_ASKED = re.compile(rf"{_ASKING} (?=(?:how|what|when|where|who|whose|why|which|if|whether)\b)")
_BE = r"(?:is|are|was|were|am|will|would|can|could|should|do|does|did|have|has|had|may|might)"
_PRICED = r"(?:price|prices|cost|costs|fee|fees|rate|rates|charge|charges|pricing|minimum)"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("how much", r"(?:how (?:much|many|expensive|costly)|what do i owe)\b"),
        (
            "how much",
            rf"what (?:{_BE} )?(?:(?:the|your|a|an|you|it|that|this|they|we|i|usual|average|going|"
            rf"hourly|typical|guys|all|normally|usually|have|to|service|call|trip|diagnostic)"
            rf" )*{_PRICED}\b",
        ),
        ("when", r"(?:when|how (?:soon|late|early|quick|quickly|fast))\b"),
        ("when", r"(?:what|which) (?:time|times|day|days|date|hours)\b"),
        ("when", r"what (?:is |are )?(?:your|the) (?:\w+ )?(?:hours|schedule|availability)"),
        (
            "where",
            r"(?:where|(?:what|which) (?:area|areas|city|cities|town|towns|counties|part)s?)\b",
        ),
        ("where", r"what (?:is )?(?:your|the) (?:\w+ )?(?:address|location)"),
        ("who", r"(?:who|whom|whose)\b"),
        ("why", r"(?:why|how come|what for)\b"),
        ("what", r"(?:what|which|how about)\b"),
        ("how", r"how\b"),
        ("yes/no", r"(?:if|whether)\b"),
    )
)
_TELLS = re.compile(
    r"(?:(?:when|whenever|where|what|how|if|which)(?: ever)? (?:i|we|he|she|they|it|my|the|our|you|"
    r"a|an|someone|happened is|this|that)\b|if\b|which (?:is|was|are)\b|when(?:ever)?(?! (?:"
    rf"{_BE})\b))"
)
"""How a clause begins that asks nothing, unless what stands before asks."""

_SUBJECT = (
    r"(?:i|you|we|they|he|she|it|there|this|that|these|those|the|a|an|my|your|our|his|her|their|"
    r"any|anyone|anybody|someone|somebody|everything|everyone|all|one|people)"
)
_INVERTED = re.compile(
    rf"any chance\b|{_BE} not {_SUBJECT}\b|"
    r"(?:have|had) (?:i|you|we|they|your|the|my|anyone|people)\b|"
    r"do (?!not\b|it\b|a\b|an\b|me\b|some\b|this\b|that\b)\w+|"
    r"(?:is|are|was|were|am|does|did|has|should|may|can|could|will|would) (?!not\b|like\b|love\b|"
    r"prefer\b|use\b|need\b|call\b|be\b|been\b|appreciate\b)(?!\w+ing\b(?<!thing))\w+"
)
_ASKED_LATER = re.compile(
    rf"\b(?:how much|how many|(?:how|what|when|where|who|why)(?: (?:much|soon|long|time|day|kind|"
    rf"type|late|early|far|often))?(?= {_BE} (?:{_SUBJECT})\b))"
)
_UNKNOWN = re.compile(r"(?:not know|no idea|not sure|not matter|not care|see|that is|know) $")
_YES_NO_LATER = re.compile(
    r"(?<!what )(?<!all )\b(?:(?:do|can|could|will|would|are) (?:you|your)|(?:can|could|may|"
    r"should|do) (?:i|we|someone|anyone|somebody|they)|(?:does|did|is|was) (?:anyone|that|this)"
    r" (?!is|was)|is (?:there (?:a|an|any|some)|it (?:possible|okay|ok|free|true|too)))\b"
)


def asks(said: Sequence[str]) -> str | None:
    """The kind of question: `how much`, `when`, `where`, `who`, `why`, `how`, `what`, `yes/no`.

    None for a statement and for an imperative. A polite request ("can you come") is `yes/no`.
    """
    text = " ".join(said)
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else text
    return _asked_at_once(rest) or _asked_later(rest)


def _asked_at_once(text: str) -> str | None:
    asked = _ASKED.match(text)
    if asked:
        return _kind(text[asked.end() :])
    if _INVERTED.match(text):
        return "yes/no"
    return None if _TELLS.match(text) else _kind(text)


def _kind(text: str) -> str | None:
    return next((kind for kind, pattern in _KINDS if pattern.match(text)), None)


def _asked_later(text: str) -> str | None:
    asked = _ASKED.search(text)
    if asked:
        return _kind(text[asked.end() :])
    for found in _ASKED_LATER.finditer(text):
        if not _UNKNOWN.search(text[: found.start()]):
            return _kind(text[found.start() :])
    return "yes/no" if _YES_NO_LATER.search(text) else None
