"""Contractions and their spoken-out forms, so that each meets the other."""

from collections.abc import Sequence

_NOT = (
    *("do", "does", "did", "is", "are", "was", "were", "has", "have", "had"),
    *("would", "could", "should", "must", "need"),
)
_SUBJECTS_IS = (
    *("it", "he", "she", "that", "there", "here", "what", "where", "who", "when", "how", "why"),
    *("everything", "everyone", "everybody", "something", "someone", "somebody"),
    *("anything", "anyone", "anybody", "nothing", "nobody"),
)
_SPOKEN_WITHOUT_APOSTROPHE = (
    *("that", "there", "here", "he", "she", "what", "where", "who", "how"),
    *("everything", "everyone", "everybody", "something", "someone", "somebody"),
)
_WHAT_SOMETHING_IS = frozenset(
    {
        *("not", "never", "still", "always", "too", "so", "really", "just", "completely", "down"),
        *("gone", "broken", "busted", "clogged", "dead", "frozen", "stopped", "stuck", "tripping"),
        *("leaking", "overflowing", "dripping", "running", "flooding", "backing", "smoking"),
        *("sparking", "burning", "freezing", "blowing", "making", "working", "coming", "going"),
        *("gurgling", "buzzing", "beeping", "humming", "spraying", "pouring", "gushing", "acting"),
        *("getting", "giving", "doing", "turning", "shutting", "cooling", "smelling", "rattling"),
    }
)
"""What follows a noun's `'s` that is short for `is`, and never what somebody owns."""


def _expansions() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {
        "can't": ("can", "not"),
        "cant": ("can", "not"),
        "cannot": ("can", "not"),
        "won't": ("will", "not"),
        "wont": ("will", "not"),
        "ain't": ("is", "not"),
        "aint": ("is", "not"),
        "i'm": ("i", "am"),
        "im": ("i", "am"),
        "let's": ("let", "us"),
        "lets": ("let", "us"),
        "y'all": ("you", "all"),
        "yall": ("you", "all"),
        "gonna": ("going", "to"),
        "wanna": ("want", "to"),
        "gotta": ("got", "to"),
        "gimme": ("give", "me"),
        "lemme": ("let", "me"),
        "dunno": ("do", "not", "know"),
        "kinda": ("kind", "of"),
        "sorta": ("sort", "of"),
        "outta": ("out", "of"),
    }
    for verb in _NOT:
        table[f"{verb}n't"] = table[f"{verb}nt"] = (verb, "not")
    for subject in _SUBJECTS_IS:
        table[f"{subject}'s"] = (subject, "is")
    for subject in _SPOKEN_WITHOUT_APOSTROPHE:
        table[f"{subject}s"] = (subject, "is")
    for subject in ("you", "we", "they", "there", "what", "where", "who", "how"):
        table[f"{subject}'re"] = (subject, "are")
    for subject in ("i", "you", "we", "they", "would", "could", "should", "might", "must"):
        table[f"{subject}'ve"] = (subject, "have")
    for subject in ("i", "you", "he", "she", "it", "we", "they", "that", "there", "who"):
        table[f"{subject}'ll"] = (subject, "will")
        table[f"{subject}'d"] = (subject, "would")
    table |= {"youre": ("you", "are"), "theyre": ("they", "are")}
    table |= {"ive": ("i", "have"), "youve": ("you", "have"), "weve": ("we", "have")}
    return table


EXPANSIONS = _expansions()
"""One spoken-out form for each contraction; no form is itself a contraction."""


def spell_out(words: Sequence[str]) -> list[str]:
    """The words with every contraction spoken out: `don't` and `dont` are `do not`.

    A possessive keeps its apostrophe: `my wife's car`, but `the toilet is leaking`.
    """
    if not EXPANSIONS.keys().isdisjoint(words):
        words = [part for word in words for part in EXPANSIONS.get(word, (word,))]
    if _WHAT_SOMETHING_IS.isdisjoint(words):
        return list(words)
    following = [*words[1:], ""]
    return [part for pair in zip(words, following, strict=True) for part in _parted(*pair)]


def _parted(word: str, after: str) -> tuple[str, ...]:
    owner = word.removesuffix("'s")
    if after.removesuffix("'s") in _WHAT_SOMETHING_IS and owner != word and owner.isalpha():
        return (*EXPANSIONS.get(owner, (owner,)), "is")
    return (word,)
