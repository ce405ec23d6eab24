"""Taking out what a speaker said twice without meaning it: stutters and repeated words."""

from collections.abc import Collection, Sequence

from matching.engine.number_words import NUMBER_WORDS, is_figure
from matching.engine.words import FUNCTION_WORDS, PROTECTED

LONGEST_PHRASE = 5
LONGEST_FRAGMENT = 3
_WORDS_OF_THEIR_OWN = (
    FUNCTION_WORDS
    | PROTECTED
    | NUMBER_WORDS
    | frozenset(
        {
            *("ac", "add", "air", "arm", "art", "ask", "bad", "bar", "bat", "bed", "bet", "bid"),
            *("big", "bit", "box", "boy", "bug", "bus", "buy", "cab", "call", "cap", "car"),
            *("cat", "cut", "dad", "day", "den", "did", "dog", "dr", "dry", "due", "ear", "eat"),
            *("end", "eye", "fan", "far", "few", "fit", "fix", "fly", "fun", "fur", "gel", "gun"),
            *("guy", "ha", "hat", "hit", "hot", "ice", "ill", "ink", "jam", "job", "joe", "key"),
            *("kid", "law", "lay", "leg", "lid", "lie", "lot", "low", "mad", "man", "map", "mat"),
            *("men", "met", "mid", "mix", "mom", "mr", "mrs", "ms", "mud", "net", "new", "nor"),
            *("nut", "odd", "off", "oil", "old", "our", "own", "pan", "par", "pay", "pen", "per"),
            *("pet", "pin", "pit", "pop", "pot", "pro", "put", "ran", "rat", "raw", "red", "rod"),
            *("row", "run", "sad", "saw", "say", "sea", "see", "set", "she", "sit", "sky", "son"),
            *("sub", "sun", "tap", "tax", "tea", "tip", "tom", "top", "toy", "try", "tub", "tv"),
            *("use", "van", "war", "was", "way", "web", "wet", "win", "won", "yet", "zip"),
        }
    )
)
_DOUBLED = ["bye"]
_LETTER_AFTER = frozenset(
    {"unit", "apartment", "apt", "suite", "building", "zone", "block", "type", "plan", "option"}
)
_LETTERS_OF_THEIR_OWN = frozenset("aio")


def strip_stutters(words: Sequence[str]) -> list[str]:
    """The words without broken-off beginnings, and each repeated word or phrase once."""
    if any(map(str.startswith, words[1:], words)):
        words = _without_fragments(words)
    return list(words) if len(set(words)) == len(words) else _without_repeats(words)


def _without_fragments(words: Sequence[str]) -> list[str]:
    around = zip(["", *words], words, [*words[1:], ""], strict=False)
    return [word for before, word, after in around if not _is_fragment(before, word, after)]


def _is_fragment(before: str, word: str, after: str) -> bool:
    """Whether a word is the next one broken off, as in "app appointment" and "w water"."""
    rest = after[len(word) :]
    if not rest or not after.startswith(word) or not after.isalpha():
        return False
    if len(word) == 1:
        return (
            len(rest) > 2
            and word not in _LETTERS_OF_THEIR_OWN
            and len(before) != 1
            and before not in _LETTER_AFTER
        )
    return len(word) <= LONGEST_FRAGMENT and len(rest) > 1 and word not in _WORDS_OF_THEIR_OWN


def _without_repeats(words: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        kept.append(word)
        for length in range(1, min(LONGEST_PHRASE, len(kept) // 2) + 1):
            phrase = kept[-length:]
            if phrase == kept[-2 * length : -length] and not _counts(phrase):
                del kept[-length:]
                break
    return kept


def _counts(phrase: Collection[str]) -> bool:
    """Whether saying a phrase again says more: numbers only, or a word such as `bye bye`."""
    return phrase == _DOUBLED or all(word in NUMBER_WORDS or is_figure(word) for word in phrase)
