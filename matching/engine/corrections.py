"""What a speaker means in the end, when he corrects himself."""

import re
from collections.abc import Sequence

from matching.engine.figures import DAYS, MONTHS
from matching.engine.normalise import split_words
from matching.engine.number_words import is_figure
from matching.engine.words import DISFLUENCIES, FUNCTION_WORDS

_STRONG = (
    r"(?:no |oh |sorry |wait |actually )*(?:no wait|wait no|oh wait|no sorry|sorry no|no actually|"
    r"actually no|i meant to say|i meant|scratch that|strike that|no make that|or rather|"
    r"i should say|excuse me i mean|(?:no|sorry|wait|actually) i mean)(?: to say)?(?: no)?"
)
_WEAK = r"(?:no no|no|sorry|actually|i mean)"
_MARKER = re.compile(rf"(?<![^ ])(?:(?P<strong>{_STRONG})|{_WEAK})(?![^ ])")
_PRONOUNED = re.compile(r"(?:it is |that is |it was |it should be |i said |i want |make it )")
_DETERMINERS = frozenset({"a", "an", "the", "my", "your", "our", "this", "some", "her", "his"})
_PREPOSITIONS = frozenset({"at", "on", "for", "in", "to", "by", "from", "after", "before", "with"})
_PARTS = frozenset({"morning", "afternoon", "evening", "night", "noon", "midnight"})
_ACTIONS = frozenset(
    {
        *("cancel", "reschedule", "schedule", "book", "confirm", "change", "move", "buy", "repair"),
        *("replace", "install", "clean", "fix", "check", "pay", "order", "return", "rent", "sell"),
    }
)
_RESTARTS = frozenset({"i", "we", "can", "could", "how", "what", "when", "where", "do", "is", "my"})
_VERBS = frozenset({"is", "are", "was", "were", "has", "have", "will", "can", "does", "do"})
_ADDITIONS = frozenset({"too", "also", "well", "either"})
_LINKS = FUNCTION_WORDS - {"up", "out"}
"""What no noun phrase holds, as "tune up" and "clean out" do not."""

_LONGEST_PHRASE = 4


def corrected(text: str) -> str:
    """The text with what its speaker took back replaced by what he put in its place.

    The text itself where nothing is corrected, or nothing can be replaced. Give it what was
    said, before `normalise` takes "i mean" for a filler.
    """
    while (better := _correct_once(split_words(text))) is not None:
        text = " ".join(better)
    return text


def _correct_once(words: Sequence[str]) -> list[str] | None:
    said = " ".join(words)
    for marker in _MARKER.finditer(said):
        meant = said[marker.end() :].split()
        taken_back = said[: marker.start()].split()
        while taken_back and taken_back[-1] in DISFLUENCIES | {"oh", "or"}:
            taken_back.pop()
        if taken_back and meant and _ADDITIONS.isdisjoint(meant):
            better = _replaced(taken_back, meant, is_strong=bool(marker["strong"]))
            if better:
                return better
    return None


def _replaced(before: list[str], meant: list[str], *, is_strong: bool) -> list[str] | None:
    named = _PRONOUNED.sub("", " ".join(meant), count=1).split() if is_strong else meant
    return (
        _other_time(before, named)
        or _other_phrase(before, named, is_strong=is_strong)
        or (_other_action(before, meant) if is_strong or meant[0] in _ACTIONS else None)
        or (_restarted(before, meant) if is_strong else None)
    )


def _kind(word: str) -> str:
    if word in DAYS:
        return "day"
    if word in _PARTS:
        return "part"
    if word in MONTHS and word != "may":
        return "month"
    return "figure" if is_figure(word) else ""


def _run(words: Sequence[str], start: int) -> list[str]:
    """The days, times and figures in a row from a position on."""
    end = start
    while end < len(words) and _kind(words[end]):
        end += 1
    return list(words[start:end])


def _other_time(before: list[str], meant: list[str]) -> list[str] | None:
    skipped = 1 if meant[0] in _PREPOSITIONS else 0
    run = _run(meant, skipped)
    kinds = {_kind(word) for word in run}
    last = max((at for at, word in enumerate(before) if _kind(word) in kinds), default=None)
    if not run or last is None:
        return None
    start = last
    while start and _kind(before[start - 1]):
        start -= 1
    old = _run(before, start)
    kept = [word for word in old if _kind(word) not in kinds] if len(old) > len(run) else []
    lead = before[:start]
    if skipped and lead and lead[-1] in _PREPOSITIONS:
        lead = [*lead[:-1], meant[0]]
    told, added = before[start + len(old) :], meant[skipped + len(run) :]
    return [*lead, *run, *kept, *(() if told[:1] == added[:1] else told), *added]


def _other_phrase(before: list[str], meant: list[str], *, is_strong: bool) -> list[str] | None:
    """With another noun for the last one, or another place for the last one."""
    openers = _DETERMINERS if meant[0] in _DETERMINERS else {meant[0]} & _PREPOSITIONS
    start = max((at for at, word in enumerate(before) if word in openers), default=None)
    if start is None or len(meant) < 2 or len(meant[1]) < 3:
        return None
    phrase = before[start + 1 :]
    if not 1 <= len(phrase) <= _LONGEST_PHRASE or not _LINKS.isdisjoint(phrase[1:]):
        return None
    starts_anew = not _VERBS.isdisjoint(meant)
    if starts_anew and start and not is_strong:
        return None
    return list(meant) if starts_anew else [*before[:start], *meant]


def _other_action(before: list[str], meant: list[str]) -> list[str] | None:
    action = meant[1:] if meant[0] == "to" else meant
    last = max((at for at, word in enumerate(before) if word in _ACTIONS), default=None)
    if last is None or not action or action[0] not in _ACTIONS:
        return None
    rest = action[1:] or before[last + 1 :]
    return [*before[:last], action[0], *rest]


def _restarted(before: list[str], meant: list[str]) -> list[str] | None:
    """What is meant alone, where it is a sentence of its own."""
    says_enough = any(word not in FUNCTION_WORDS for word in meant)
    return list(meant) if meant[0] in _RESTARTS and len(meant) > 2 and says_enough else None
