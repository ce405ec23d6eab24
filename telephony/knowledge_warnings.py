"""What a person should know of an entry: nothing here forbids it.

Each phrase of the entry is put to the company's own engine; the entry itself counts as not there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.models import QuestionAnswer
from matching.engine import Index, detect_emergency, normalise
from matching.engine.decide import SURE
from matching.engine.pool import Pool
from matching.engine.score import find_candidates
from matching.engine.utterance import Utterance, prepare
from telephony.agent import Agent
from templates_brain.models import Variable
from templates_brain.placeholders import placeholders

IMPORT_WARNINGS_MAX = 100


@dataclass(frozen=True, slots=True)
class KnowledgeWarning:
    """Something to look at: with a phrase of the entry, and what it is confused with, if any.

    `row` is the row of an import.
    """

    code: str
    message: str
    phrase: str = ""
    score: float | None = None
    entry_id: str | None = None
    scenario_key: str | None = None
    row: int | None = None


def warn_of_entry(entry: QuestionAnswer, agent: Agent) -> list[KnowledgeWarning]:
    """Return what is to be known of an entry, the nearest confusions first.

    `agent` is the company's, with the entry or before it was written.
    """
    index = agent.indexed.newest()
    utterances = {
        phrase: prepare(index, phrase) for phrase in (entry.question, *entry.alternatives)
    }
    return [
        *_variable_warnings(entry.answer, dict(Variable.objects.values_list("name", "value"))),
        *_emergency_warnings(utterances),
        *_entry_warnings(entry, index, utterances, agent.profile.topics),
        *_scenario_warnings(index, utterances, agent.profile.topics),
    ]


def warn_of_import(
    planned: Mapping[int, QuestionAnswer], known: Iterable[QuestionAnswer]
) -> list[KnowledgeWarning]:
    """Return what is to be known of planned entries, by row: the first IMPORT_WARNINGS_MAX.

    `known` are the entries that there are, those among the planned included.
    """
    values = dict(Variable.objects.values_list("name", "value"))
    written = {entry.pk for entry in planned.values()}
    others = [entry for entry in known if entry.pk not in written]
    first = {text: entry for entry in others for text in _heard(entry)}
    warnings: list[KnowledgeWarning] = []
    for row, entry in planned.items():
        warnings += _variable_warnings(entry.answer, values, row)
        for text, phrase in _heard(entry).items():
            other = first.setdefault(text, entry)
            if other is not entry:
                warnings.append(_same_phrase(phrase, other.question, str(other.id), row))
    return warnings[:IMPORT_WARNINGS_MAX]


def _heard(entry: QuestionAnswer) -> dict[str, str]:
    """Return the entry's phrases by how they are heard."""
    return {normalise(phrase).text: phrase for phrase in (entry.question, *entry.alternatives)}


def _variable_warnings(
    answer: str, values: Mapping[str, str], row: int | None = None
) -> Iterator[KnowledgeWarning]:
    for name in dict.fromkeys(placeholders(answer)):
        if name not in values:
            message = f"There is no variable {{{name}}}, so callers will not hear this answer."
            yield KnowledgeWarning("unknown_variable", message, row=row)
        elif not values[name]:
            message = f"{{{name}}} is not filled in, so callers will not hear this answer yet."
            yield KnowledgeWarning("empty_variable", message, row=row)


def _emergency_warnings(phrases: Iterable[str]) -> Iterator[KnowledgeWarning]:
    for phrase in phrases:
        emergency = detect_emergency(phrase)
        if emergency:
            message = f"Who says “{phrase}” is answered as an emergency ({emergency.kind}) first."
            yield KnowledgeWarning("emergency_first", message, phrase, scenario_key=emergency.kind)


def _entry_warnings(
    entry: QuestionAnswer,
    index: Index,
    utterances: Mapping[str, Utterance],
    topics: Mapping[str, str],
) -> Iterator[KnowledgeWarning]:
    """Yield the other entries that the engine takes the phrases for."""
    for other, (score, phrase) in _reached(index.qnas, utterances, str(entry.id)).items():
        topic = topics.get(other, other)
        if score == 1:
            yield _same_phrase(phrase, topic, other)
        else:
            message = f"“{phrase}” is hard to tell from the entry “{topic}”."
            yield KnowledgeWarning("similar_entry", message, phrase, score, entry_id=other)


def _same_phrase(
    phrase: str, topic: str, entry_id: str, row: int | None = None
) -> KnowledgeWarning:
    message = f"“{phrase}” is asked by the entry “{topic}” too."
    return KnowledgeWarning("same_phrase", message, phrase, 1.0, entry_id=entry_id, row=row)


def _scenario_warnings(
    index: Index, utterances: Mapping[str, Utterance], topics: Mapping[str, str]
) -> Iterator[KnowledgeWarning]:
    """Yield the scenarios that would answer the phrases, were there no such entry."""
    for key, (score, phrase) in _reached(index.scenarios, utterances).items():
        message = f"Who says “{phrase}” hears this answer instead of “{topics.get(key, key)}”."
        yield KnowledgeWarning("shadows_scenario", message, phrase, score, scenario_key=key)


def _reached(
    pool: Pool, utterances: Mapping[str, Utterance], own: str = ""
) -> dict[str, tuple[float, str]]:
    """Return what would surely be taken for the phrases, with the nearest phrase, best first."""

    def is_own(place: int) -> bool:
        return pool.entries[place][0] == own

    best: dict[str, tuple[float, str]] = {}
    for phrase, utterance in utterances.items():
        for candidate in find_candidates(pool, utterance, is_out=is_own):
            name, _ = pool.entries[candidate.order]
            nearest, _ = best.get(name, (0.0, ""))
            if candidate.score >= SURE and candidate.score > nearest:
                best[name] = (candidate.score, phrase)
    return dict(sorted(best.items(), key=lambda one: -one[1][0]))
