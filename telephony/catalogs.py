"""What a company answers from, as the engine and the speech recogniser take it in."""

from collections.abc import Iterable
from typing import Any

from knowledge.models import QuestionAnswer
from matching.engine.normalise import has_words
from telephony.models import MatchingThresholds
from templates_brain.models import (
    FillerWord,
    Scenario,
    ScenarioCategory,
    Synonym,
    UrgencyKeyword,
)
from templates_brain.models.fields import FollowUp, Origin

HINTS_MAX = 120
HINT_MAX_CHARS = 100


def describe_catalog(scenarios: list[Scenario], entries: list[QuestionAnswer]) -> dict[str, Any]:
    """Return the engine's catalog (contract: `match_utterances`) of what is live."""
    categories = {scenario.category_id: scenario.category for scenario in scenarios}.values()
    return {
        "fillerWords": _fillers(categories),
        "synonyms": _synonyms(categories),
        "urgencyKeywords": [
            {"word": word, "weight": weight}
            for word, weight in sorted(_urgency().items())
            if has_words(word)
        ],
        "qnas": [
            {
                "id": str(entry.id),
                "question": entry.question,
                "alternatives": _sayable(entry.alternatives),
                "answer": entry.answer,
            }
            for entry in entries
            if has_words(entry.question)
        ],
        "scenarios": [_intent(scenario) for scenario in scenarios],
        "thresholds": MatchingThresholds.objects.values("qna", "scenario").first() or {},
    }


def _fillers(categories: Iterable[ScenarioCategory]) -> list[str]:
    """Return the filler words, with those of the categories that have a live scenario."""
    own = FillerWord.objects.values_list("word", flat=True)
    return sorted({*own, *(word for one in categories for word in one.filler_words)})


def _synonyms(categories: Iterable[ScenarioCategory]) -> list[dict[str, str]]:
    """Return what each word means: a category's meaning gives way to the template's, and both to
    the company's own."""
    rows = [(row["word"], row["means"]) for one in categories for row in one.synonyms]
    for origin in (Origin.TEMPLATE, Origin.COMPANY):
        rows += Synonym.objects.filter(origin=origin).values_list("word", "means")
    return [
        {"word": word, "means": means}
        for word, means in sorted(dict(rows).items())
        if has_words(word) and has_words(means)
    ]


def _urgency() -> dict[str, float]:
    """Return the weight of each word, the greater one where template and company name it."""
    weights: dict[str, float] = {}
    for word, weight in UrgencyKeyword.objects.values_list("word", "weight"):
        weights[word] = max(weight, weights.get(word, 0.0))
    return weights


def _intent(scenario: Scenario) -> dict[str, Any]:
    intent = {
        "id": scenario.key,
        "name": scenario.name,
        "category": scenario.category.key,
        "triggers": _sayable(scenario.triggers),
        "regexTriggers": scenario.regex_triggers,
        "negativeTriggers": _sayable(scenario.negative_triggers),
        "priority": scenario.priority,
        "isEmergency": scenario.is_emergency,
        "isInformational": _only_tells(scenario),
    }
    return intent if scenario.min_score is None else {**intent, "minScore": scenario.min_score}


def _only_tells(scenario: Scenario) -> bool:
    """Whether the scenario does nothing but say something, so that nobody need be asked first."""
    acts = scenario.action_hooks or scenario.effects or scenario.is_emergency
    return scenario.follow_up == FollowUp.NONE and not acts


def topics_of(scenarios: list[Scenario], entries: list[QuestionAnswer]) -> dict[str, str]:
    """Return what each scenario and each answer is about, to ask a caller whether it was meant."""
    return {row.key: row.name for row in scenarios} | {str(row.id): row.question for row in entries}


def _sayable(phrases: Iterable[str]) -> list[str]:
    """Return the phrases that a caller can say; the engine refuses one without letter or digit."""
    return [phrase for phrase in phrases if has_words(phrase)]


def hints_of(
    spoken: dict[str, str], scenarios: list[Scenario], entries: list[QuestionAnswer]
) -> tuple[str, ...]:
    """Return the company's own vocabulary for the speech recogniser, the rarest part first."""
    phrases = [
        spoken.get("companyName", ""),
        *(entry.question for entry in entries),
        *(scenario.name for scenario in scenarios),
        *(scenario.triggers[0] for scenario in scenarios if scenario.triggers),
    ]
    plain = (phrase.replace(",", " ").strip() for phrase in phrases)
    kept = dict.fromkeys(hint for hint in plain if 0 < len(hint) <= HINT_MAX_CHARS)
    return tuple(kept)[:HINTS_MAX]
