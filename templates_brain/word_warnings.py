"""What a company should know of its own words: who else needs them, and what has no effect."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from matching.engine import normalise
from matching.engine.fillers import compile_fillers
from matching.engine.urgency import holds_phrase
from matching.engine.words import FUNCTION_WORDS
from templates_brain.models import FillerWord, Scenario, UrgencyKeyword
from templates_brain.models.fields import Origin, ScenarioStatus

NEEDS_MAX = 10

Need = dict[str, str]


@dataclass(frozen=True, slots=True)
class WordWarning:
    """Something to know of a word, and the first of those that need it."""

    word: str
    message: str
    needs: tuple[Need, ...] = ()

    def as_document(self) -> dict[str, Any]:
        """Return the warning as the API tells it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A live scenario's trigger, and how it is heard while nothing is left out."""

    scenario_key: str
    text: str
    heard: str


def filler_warnings() -> list[WordWarning]:
    """Return what is to know of the bound company's own fillers."""
    own = list(_fillers(FillerWord.objects.filter(origin=Origin.COMPANY)))
    if not own:
        return []
    keywords = list(UrgencyKeyword.objects.values_list("word", flat=True).distinct())
    triggers = list(_triggers())
    found = (_about_filler(word, keywords, triggers) for word in own)
    return [warning for warning in found if warning]


def keyword_warnings() -> list[WordWarning]:
    """Return which fillers the bound company's own urgency keywords keep in what is said."""
    own = UrgencyKeyword.objects.filter(origin=Origin.COMPANY).values_list("word", flat=True)
    fillers = {*_fillers(FillerWord.objects.all()), *_fillers_of_categories()}
    taken = sorted(word for word in fillers if _is_taken_out(word))
    found = (_about_keyword(word, taken) for word in own)
    return [warning for warning in found if warning]


def _about_filler(word: str, keywords: list[str], triggers: list[Trigger]) -> WordWarning | None:
    if not _is_taken_out(word):
        message = "It has no effect: urgent words, times, numbers, questions, yes and no are kept."
        return WordWarning(word, message)
    urgent = [keyword for keyword in keywords if _share_a_word(word, keyword)]
    if urgent:
        needs = tuple({"kind": "urgencyKeyword", "text": keyword} for keyword in urgent)
        message = f"It has no effect: it is kept for the urgency keyword “{urgent[0]}”."
        return WordWarning(word, message, needs[:NEEDS_MAX])
    lost = [trigger for trigger in triggers if _loses(trigger, word)]
    if not lost:
        return None
    needs = tuple(
        {"kind": "trigger", "scenarioKey": one.scenario_key, "text": one.text} for one in lost
    )
    message = f"It is left out of triggers that need it: {len(lost)}, such as “{lost[0].text}”."
    return WordWarning(word, message, needs[:NEEDS_MAX])


def _about_keyword(word: str, fillers: list[str]) -> WordWarning | None:
    kept = [filler for filler in fillers if _share_a_word(word, filler)]
    if not kept:
        return None
    needs = tuple({"kind": "fillerWord", "text": filler} for filler in kept)
    message = f"For its sake the filler word “{kept[0]}” is not left out any more."
    return WordWarning(word, message, needs[:NEEDS_MAX])


def _fillers(rows: Any) -> Iterator[str]:
    for word in rows.values_list("word", flat=True):
        yield normalise(word).text


def _fillers_of_categories() -> Iterator[str]:
    live = Scenario.objects.filter(status=ScenarioStatus.LIVE).order_by()
    for words in live.values_list("category__filler_words", flat=True):
        yield from (normalise(word).text for word in words)


def _triggers() -> Iterator[Trigger]:
    live = Scenario.objects.filter(status=ScenarioStatus.LIVE)
    for key, triggers in live.values_list("key", "triggers"):
        yield from (Trigger(key, text, normalise(text).text) for text in triggers)


def _is_taken_out(word: str) -> bool:
    """Whether the engine takes the filler for one, no urgency keyword being there."""
    return bool(compile_fillers([tuple(word.split())], ()).phrases)


def _share_a_word(one: str, other: str) -> bool:
    return not set(one.split()).isdisjoint(normalise(other).tokens)


def _loses(trigger: Trigger, word: str) -> bool:
    """Whether the filler takes a word out of the trigger that says what is wanted."""
    if not _says_much(word.split()) or not holds_phrase(trigger.heard, word):
        return False
    return normalise(trigger.text, (word,)).text != trigger.heard


def _says_much(words: Iterable[str]) -> bool:
    return any(word not in FUNCTION_WORDS for word in words)
