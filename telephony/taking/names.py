"""Names as callers say and spell them."""

import re

MOST_WORDS = 5
NAME_MAX_CHARS = 120
LONGEST_INITIAL = 2
"""As in "J." or "St."; after a longer word a full stop ends the sentence."""

_WORD = r"[^\W\d_][^\W\d_'\u2019.-]*(?:['\u2019-][^\W\d_]+)*"
_TOLD = re.compile(
    r"(?i)\b(?:(?:my|the|his|her|last|first|full) name(?:'s| is| was)?|name is|it(?:'s| is) under"
    r"|put (?:it|me|that) (?:down )?under|under the name(?: of)?)\s+(?P<rest>.+)"
)
_INTRODUCED = re.compile(
    r"(?i)^(?:(?:hi|hello|hey|yes|yeah|good (?:morning|afternoon|evening))[,. ]+)*"
    r"(?:this is|i am|i'm|it's|it is|that's|that is|that would be|under)\s+(?P<rest>.+)"
)
_PRESENTED = re.compile(
    r"(?i)\b(?:this is|it's|it is)\s+(?P<rest>(?:[^\W\d_][\w'-]*\s+){1,3})"
    r"(?:calling|speaking|from|over at|at \d)\b"
)
_LED = re.compile(r"(?i)^(?:(?:yes|yeah|sure|ok|okay|um+|uh+|well|so|oh)[,. ]+)+")
_SPELLED = re.compile(r"(?i)\b[a-z](?:(?:[\s,.-]+(?:and )?|[\s,]+as in \w+[\s,.]+)[a-z]\b)+")
_MARKS = re.compile(r"(?i)\b([a-z])[\s,]+(?:apostrophe|hyphen|dash)[\s,]+([a-z])\b")
_AS_IN = re.compile(r"(?i)\s*\b(?:as in|like|for)\s+[a-z]{2,}")
_ENDS = frozenset(
    {
        *("and", "at", "from", "with", "calling", "on", "in", "my", "i", "i'm", "but", "the"),
        *("phone", "number", "address", "here", "speaking", "spelled", "that's", "it's", "thanks"),
        *("thank", "please", "we", "who", "because", "about", "for", "to", "need", "have"),
    }
)
_NO_NAMES = frozenset(
    {
        *("a", "an", "the", "about", "not", "just", "urgent", "yes", "no", "nope", "yeah", "what"),
        *("why", "who", "how", "when", "where", "which", "is", "are", "do", "does", "can", "could"),
        *("will", "would", "this", "that", "there", "you", "your", "don't", "dont", "it", "hello"),
        *("hi", "sorry", "ok", "okay", "sure", "wrong", "correct", "right", "maybe", "later"),
        *("tomorrow", "today", "calling", "looking", "having", "trying", "good", "fine", "never"),
        *(
            "call",
            "me",
            "tell",
            "him",
            "her",
            "them",
            "they",
            "he",
            "she",
            "let",
            "ask",
            "back",
            "forget",
        ),
        *("so", "very", "really", "going", "nothing", "none", "um", "uh", "if", "of", "was"),
    }
)


def read_name(speech: str) -> str | None:
    """Return the name in an answer to "what's your name": introduced, bare, or spelled."""
    plain = _LED.sub("", speech.replace("\u2019", "'").strip())
    found = _TOLD.search(plain) or _INTRODUCED.search(plain)
    return _name_in(found["rest"] if found else plain)


def overhear_name(speech: str) -> str | None:
    """Return the name of a caller who gives it among other things."""
    plain = speech.replace("\u2019", "'")
    found = _TOLD.search(plain) or _PRESENTED.search(plain)
    return _name_in(found["rest"]) if found else None


def _name_in(text: str) -> str | None:
    text = _MARKS.sub(r"\1 \2", text)
    spelled = _spelled(text)
    words = _leading_words(_without_spelling(text) if spelled else text)
    if spelled:
        return _with_spelled(words, spelled)
    if not words or len(words) > MOST_WORDS:
        return None
    return " ".join(_capital(word) for word in words)[:NAME_MAX_CHARS]


def _leading_words(text: str) -> list[str]:
    """Return the words that may be a name, until something else is said."""
    words: list[str] = []
    for token in re.findall(r"[^\s,;!?]+|[,;!?]", text):
        word = token.strip('."()')
        if word.lower() in _ENDS | _NO_NAMES or not re.fullmatch(_WORD, word):
            break
        words.append(word)
        if token.endswith(".") and len(word) > LONGEST_INITIAL:
            break
    return words


def _spelled(text: str) -> str:
    """Return the letters of the last name that is spelled out, or nothing."""
    runs = [re.findall(r"(?i)\b[a-z]\b", run[0]) for run in _SPELLED.finditer(_AS_IN.sub("", text))]
    letters = runs[-1] if runs else []
    return "".join(letters) if len(letters) > 2 else ""


def _without_spelling(text: str) -> str:
    return _SPELLED.sub(" ", _AS_IN.sub("", text))


def _with_spelled(words: list[str], spelled: str) -> str:
    """Return the name with the word that was spelled as it was spelled."""
    if words and re.sub(r"[^\w]", "", words[-1]).lower() == spelled.lower():
        return " ".join(map(_capital, words))[:NAME_MAX_CHARS]
    kept = words[:-1] if words and words[-1][0].lower() == spelled[0].lower() else words
    names = [_capital(word) for word in kept[: MOST_WORDS - 1]]
    return " ".join([*names, spelled.capitalize()])[:NAME_MAX_CHARS]


def _capital(word: str) -> str:
    """Return the word as a name is written; what is written in its own way stays so."""
    if word not in (word.lower(), word.upper()) or len(word) == 1:
        return word if len(word) > 1 else word.upper()
    return re.sub(r"(^|['-])(\w)", lambda found: found[1] + found[2].upper(), word.lower())
