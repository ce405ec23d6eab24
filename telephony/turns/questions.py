"""What a question of ours is about, as far as a yes or a no to it goes."""

import re

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_MORE = re.compile(r"(?i)\b(?:any|some)thing (?:else|(?:i|we) can)\b|\bwhat else\b")
_HELP = re.compile(
    r"(?i)\b(?:can|may|could) (?:i|we) (?:help|do)\b|\bhelp (?:you )?with\b|\bdo you need\b"
    r"|\bother words\b"
)
_OPEN = re.compile(r"(?i)(?:what|which|who|when|where|how|why)\b|.*\bor (?:would|are|do|try|not)\b")
_PERSON = re.compile(r"(?i)\b(?:person|manager|human)\b")
_SAFE = re.compile(r"(?i)\b(?:you|everyone|everybody|anyone) (?:all )?(?:safe|all right|okay)\b")
_DANGER = re.compile(r"(?i)\b(?:anyone|anybody|someone|you) (?:hurt|in danger)\b")


def last_question(text: str) -> str:
    """Return the question that a text ends with, or nothing."""
    last = _SENTENCE.split(text.strip())[-1]
    return last if last.endswith("?") else ""


def offers_help(text: str) -> bool:
    """Whether a text ends by asking what the caller needs."""
    question = last_question(text)
    return asks_for_more(question) or bool(_HELP.search(question))


def asks_for_more(question: str) -> bool:
    """Whether the caller is asked if there is anything else."""
    return bool(_MORE.search(question))


def needs_words(question: str) -> bool:
    """Whether a yes is no answer: it is asked what, or which of two."""
    return bool(_OPEN.match(question))


def offers_person(question: str) -> bool:
    """Whether the caller may be put through."""
    return bool(_PERSON.search(question))


def tells_danger(question: str, *, agrees: bool) -> bool:
    """Whether a yes, or a no, means that somebody is in danger."""
    return bool((_DANGER if agrees else _SAFE).search(question))
