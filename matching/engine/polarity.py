"""Telling a request from its refusal: `cancel my visit` and `do not cancel my visit`."""

import re
from collections.abc import Iterator, Sequence

from matching.engine.questions import asks
from matching.engine.stems import stem
from matching.engine.troubles import DANGER
from matching.engine.words import FUNCTION_WORDS

_CUES = frozenset(
    {"not", "never", "no", "nothing", "nobody", "without", "stopped", "quit", "instead", "rather"}
)
_ACTIONS = (
    r"(?:cancel\w*|book\w*|(?:re)?schedul\w*|send|call|come|charg\w+|chang\w+|mov\w+|transfer\w*|"
    r"bill|e?mail|text|hang up|put|remove|delete|replace|repair|fix|install|sign|renew|confirm)"
)
_LEAD_IN = (
    r"(?:^|\b(?:please|and|but|so|no|just|yes|yeah|okay|ok|hey|hi|hello|oh|wait|then|well|also|"
    r"actually|sorry) )"
)
_WISH = (
    r"(?:want|wanting|need|wish|like|intend|plan|planning|mean|meant|ask|asking|asked|going|"
    r"trying|calling|looking|ready|interested|supposed|have)"
)
_WHOM = r"(?: (?:you|you guys|you all|them|him|her|anyone|someone|anybody|somebody))?"
_REFUSED_ACTS = re.compile(
    rf"(?:{_LEAD_IN}do not(?! (?:you|we|they|i|he|she|it)\b)"
    rf"|\b(?:do|to|should|must) not(?= (?:ever )?{_ACTIONS}\b)"
    rf"|\b(?:i|we)(?: \w+)? (?:did not|never|have not|will not)(?= {_ACTIONS}\b)"
    rf"|\b(?:i|we)(?: \w+)? (?:do|did|would|will|am|are|was|were|have|never)(?: not)?"
    rf"(?<=not|ver)(?: (?:really|actually|even|just|ever|be))* {_WISH}{_WHOM} to(?: not)?"
    rf"|\byou do not (?:have|need) to|\bno need to|\b(?:rather|let us|please|or|and) not"
    rf"|\bnot(?= {_ACTIONS}\b)(?<!can not)(?<!will not)(?<!could not)(?<!did not)(?<!would not)"
    r"|\b(?:instead of|rather than))(?P<act>(?: \w+){1,6})"
)
_REFUSED_THINGS = re.compile(
    r"\b(?:i|we)(?: \w+)? (?:do|did|would|will) not (?:really |actually |even )?(?:want|need)"
    r"(?: (?:a|an|any|the|my|your|this|that|another))+ (?P<thing>\w+)"
)
_DENIED_TROUBLES = re.compile(
    r"\b(?:(?:is|are|was|were|am|has|have|do|does|did|been) not|never|no|nothing|nobody|without|"
    r"(?<!not )(?<!never )(?:stopped|quit))"
    r"(?: (?:a|an|any|the|my|more|longer|really|actually|currently|have|having|see|hear|been|be|"
    rf"is|on|one|got|carbon|getting|gas|water|it|seem|to|signs?|of))* (?P<trouble>{DANGER})\b"
)
_STATES = frozenset(
    {
        *("have", "know", "see", "work", "think", "understand"),
        *("mind", "be", "get", "do", "worry", "wait"),
    }
)
"""What one does not do without refusing anything."""
_LIGHT = frozenset(
    {
        *("talk", "speak", "deal", "use", "take", "leave", "give", "make", "come", "pay", "put"),
        *("call", "go", "hear", "listen", "press", "send", "spend", "try", "start"),
    }
)
"""Verbs that refuse only together with what follows: `talk to a machine`."""

_SAYS_LITTLE = FUNCTION_WORDS | {"anybody", "somebody", "anyone", "anymore", "yet", "back", "ever"}
_ENQUIRIES = frozenset({"how much", "when", "where", "who", "why", "what"})
_CHECKS = frozenset({"is", "are", "am", "was", "were", "does", "did", "has"})
_OBTAINED_BEFORE = frozenset({"it", "this", "that", "appointment", "get", "be", "need"})
_OBTAINING = frozenset({"need", "want", "book", "schedul", "get", "send", "lik", "look", "set"})
_ENDING = frozenset({"cancel", "stop", "remov", "skip", "off", "delet", "reschedul"})
_NEGATING = frozenset({"not", "never", "no", "without", "nothing", "nobody", "instead"})
_CLAUSE_STARTS = frozenset({"but", "and", "i", "we", "it", "because", "so", "then", "just", "now"})
_SCOPE = 5


def clashes(said: Sequence[str], trigger: Sequence[str]) -> bool:
    """Whether one side refuses or denies what the other asks for or reports."""
    return _refuses(said, trigger) or _refuses(trigger, said)


def _refuses(refusing: Sequence[str], asking: Sequence[str]) -> bool:
    if _CUES.isdisjoint(refusing):
        return False
    text = " ".join(refusing)
    denied, acts = tuple(_denied(text)), tuple(_refused_acts(text))
    things = {stem(found["thing"]) for found in _REFUSED_THINGS.finditer(text)}
    if not (denied or acts or things):
        return False
    told, kept = _affirmed(asking), _affirmed(refusing)
    if any(trouble in told and trouble not in kept for trouble in denied):
        return True
    if _only_asks(asking):
        return False
    wanted = _requested(asking) & told
    return any(act <= wanted and not act <= kept for act in acts) or (
        _wants(wanted) and bool(things & wanted - kept)
    )


def _only_asks(words: Sequence[str]) -> bool:
    kind = asks(words)
    return kind in _ENQUIRIES or (kind == "yes/no" and words[0] in _CHECKS)


def _requested(words: Sequence[str]) -> frozenset[str]:
    """The stems of the words that may be asked for: not what was done, as in "was cancelled"."""
    return frozenset(
        stem(word)
        for before, word in zip(["", *words], words, strict=False)
        if before in _OBTAINED_BEFORE or not word.endswith("ed") or stem(word) == word
    )


def _wants(stems: frozenset[str]) -> bool:
    return not _OBTAINING.isdisjoint(stems) and _ENDING.isdisjoint(stems)


def _denied(text: str) -> Iterator[str]:
    return (stem(found["trouble"].split()[0]) for found in _DENIED_TROUBLES.finditer(text))


def _refused_acts(text: str) -> Iterator[frozenset[str]]:
    """Each refused act as the stems that tell it."""
    for found in _REFUSED_ACTS.finditer(text):
        content = [word for word in found["act"].split() if word not in _SAYS_LITTLE]
        if content and not _STATES & {*content[:1], found["act"].split()[0]}:
            yield frozenset(map(stem, content[: 2 if content[0] in _LIGHT else 1]))


def _affirmed(words: Sequence[str]) -> frozenset[str]:
    """The stems of the words that stand under no negation."""
    stems: set[str] = set()
    negated = 0
    for word in words:
        if word in _NEGATING:
            negated = _SCOPE
        elif word in ("stopped", "quit"):
            negated = 0 if negated else _SCOPE
        elif negated and word not in _CLAUSE_STARTS:
            negated -= 1
        else:
            negated = 0
            stems.add(stem(word))
    return frozenset(stems)
