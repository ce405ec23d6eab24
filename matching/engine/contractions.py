"""Contractions and their spoken-out forms, so that each meets the other."""

_NOT = (
    *("do", "does", "did", "is", "are", "was", "were", "has", "have", "had"),
    *("would", "could", "should", "must", "need"),
)
_SUBJECTS_IS = (
    *("it", "he", "she", "that", "there", "here", "what", "where", "who", "when", "how", "why"),
    *("everything", "everyone", "something", "someone", "nothing", "nobody"),
)
_SPOKEN_WITHOUT_APOSTROPHE = (
    *("that", "there", "what", "where", "who", "how"),
    *("everything", "everyone", "something", "someone"),
)


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
    }
    for verb in _NOT:
        table[f"{verb}n't"] = table[f"{verb}nt"] = (verb, "not")
    for subject in _SUBJECTS_IS:
        table[f"{subject}'s"] = (subject, "is")
    for subject in _SPOKEN_WITHOUT_APOSTROPHE:
        table[f"{subject}s"] = (subject, "is")
    for subject in ("you", "we", "they"):
        table[f"{subject}'re"] = (subject, "are")
    for subject in ("i", "you", "we", "they"):
        table[f"{subject}'ve"] = (subject, "have")
    for subject in ("i", "you", "he", "she", "it", "we", "they", "that", "there"):
        table[f"{subject}'ll"] = (subject, "will")
        table[f"{subject}'d"] = (subject, "would")
    table |= {"youre": ("you", "are"), "theyre": ("they", "are")}
    table |= {"ive": ("i", "have"), "youve": ("you", "have"), "weve": ("we", "have")}
    return table


EXPANSIONS = _expansions()
"""One spoken-out form for each contraction; no form is itself a contraction."""


def spell_out(words: list[str]) -> list[str]:
    """The words with every contraction spoken out: `don't` and `dont` are `do not`."""
    return [part for word in words for part in EXPANSIONS.get(word, (word,))]
