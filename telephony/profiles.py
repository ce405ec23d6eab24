"""A company's receptionist, read once a version: from the process, the cache, or the database."""

from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from logging import getLogger
from typing import Any
from uuid import UUID

from django.conf import settings

from knowledge.models import QuestionAnswer, Status
from matching.engine import Catalog, CatalogError, Index, build_index
from matching.engine.normalise import split_words
from telephony import standby
from telephony.agent import Agent, AgentProfile, Manner, Script
from telephony.models import TransferTarget
from telephony.replies import spoken_replies
from telephony.twiml import LANGUAGE
from templates_brain.models import (
    Behaviour,
    FillerWord,
    Scenario,
    ScenarioCategory,
    Synonym,
    UrgencyKeyword,
    Variable,
)
from templates_brain.models.fields import Channel, Origin, ScenarioStatus
from templates_brain.placeholders import render
from templates_brain.variables import spoken_values
from tenants.cache import CompanyCache
from tenants.routing import NumberRoute
from tenants.scope import company_scope

logger = getLogger(__name__)

HINTS_MAX = 120
HINT_MAX_CHARS = 100

_builder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="index")
_agents: OrderedDict[tuple[UUID, int], Agent] = OrderedDict()


def agent_for(route: NumberRoute) -> Agent:
    """Return the company's agent at the version that the route names.

    The version came with the routing read, so what a write has made old is never used.
    """
    key = (route.company_id, route.configuration_version)
    agent = _agents.get(key)
    if agent is None:
        agent = _agents[key] = _built(_profile(route))
        _forget_oldest()
    standby.remember(route, agent.profile)
    with suppress(KeyError):  # another thread may have forgotten it by now
        _agents.move_to_end(key)
    return agent


def forget_agents() -> None:
    """Drop every agent that this process holds."""
    _agents.clear()


def read_profile(route: NumberRoute) -> AgentProfile:
    """Return the profile as it stands in the database; opens the company's scope."""
    with company_scope(route.company_id):
        return _assembled(route)


def _built(profile: AgentProfile) -> Agent:
    """Return the agent with its index being built beside: a caller is greeted meanwhile."""
    return Agent(profile, _builder.submit(_index, profile).result)


def _index(profile: AgentProfile) -> Index:
    """Return the index; one pattern that the engine refuses costs the patterns, not the company."""
    try:
        return build_index(Catalog.from_document(profile.catalog))
    except CatalogError:
        logger.exception("patterns_left_out", extra={"company": profile.company_id})
    return build_index(Catalog.from_document(_without_patterns(profile.catalog)))


def _without_patterns(catalog: dict[str, Any]) -> dict[str, Any]:
    scenarios = [{**scenario, "regexTriggers": []} for scenario in catalog["scenarios"]]
    return {**catalog, "scenarios": scenarios}


def _forget_oldest() -> None:
    while len(_agents) > settings.AGENTS_PER_PROCESS:
        _agents.popitem(last=False)


def _profile(route: NumberRoute) -> AgentProfile:
    cache = CompanyCache(route.company_id)
    document = cache.get("profile", route.configuration_version)
    if document is not None:
        return AgentProfile.from_document(document)
    profile = read_profile(route)
    cache.put("profile", route.configuration_version, profile.as_document())
    return profile


def _assembled(route: NumberRoute) -> AgentProfile:
    variables = {row.name: row for row in Variable.objects.all()}
    spoken = spoken_values(variables.values())
    scenarios = _scenarios()
    entries = list(QuestionAnswer.objects.filter(status=Status.ACTIVE))
    answers = {str(entry.id): render(entry.answer, spoken) for entry in entries}
    emergency = variables.get("emergencyPhone")
    return AgentProfile(
        company_id=str(route.company_id),
        version=route.configuration_version,
        company_name=spoken.get("companyName", route.company_name),
        catalog=_catalog(scenarios, entries),
        scripts={scenario.key: _script(scenario, spoken) for scenario in scenarios},
        manners={row.key: _manner(row, spoken) for row in Behaviour.objects.all()},
        answers={key: answer for key, answer in answers.items() if answer},
        hints=_hints(spoken, scenarios, entries),
        transfer_numbers=tuple(TransferTarget.objects.values_list("phone", flat=True)),
        emergency_number=emergency.value if emergency else "",
    )


def _scenarios() -> list[Scenario]:
    """Return what is live on the phone in the language of the line."""
    rows = Scenario.objects.filter(status=ScenarioStatus.LIVE).exclude(channel=Channel.SMS)
    own = _primary(LANGUAGE)
    return [row for row in rows.select_related("category") if _primary(row.language) == own]


def _primary(language: str) -> str:
    """Return what two ways of speaking one language have in common: `en` of `en-GB`."""
    return language.partition("-")[0]


def _script(scenario: Scenario, spoken: dict[str, str]) -> Script:
    return Script(
        key=scenario.key,
        replies=spoken_replies(scenario, spoken),
        follow_up=scenario.follow_up,
        action_hooks=tuple(scenario.action_hooks),
        hook_parameters=scenario.hook_parameters,
        is_emergency=scenario.is_emergency,
        manner=scenario.behaviour,
        cooldown_turns=scenario.cooldown_turns,
        requires=scenario.preconditions.get("requires", {}),
        excludes=scenario.preconditions.get("excludes", {}),
        sets=scenario.effects.get("set", {}),
    )


def _manner(row: Behaviour, spoken: dict[str, str]) -> Manner:
    rendered = [render(opener, spoken) for opener in row.openers]
    openers = tuple(opener for opener in rendered if opener)
    return Manner(row.key, row.tone, row.pace, row.emotion, openers)


def _catalog(scenarios: list[Scenario], entries: list[QuestionAnswer]) -> dict[str, Any]:
    categories = {scenario.category_id: scenario.category for scenario in scenarios}.values()
    return {
        "fillerWords": _fillers(categories),
        "synonyms": _synonyms(categories),
        "urgencyKeywords": [
            {"word": word, "weight": weight}
            for word, weight in sorted(_urgency().items())
            if split_words(word)
        ],
        "qnas": [
            {
                "id": str(entry.id),
                "question": entry.question,
                "alternatives": _sayable(entry.alternatives),
                "answer": entry.answer,
            }
            for entry in entries
            if split_words(entry.question)
        ],
        "scenarios": [_intent(scenario) for scenario in scenarios],
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
        if split_words(word) and split_words(means)
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
    }
    return intent if scenario.min_score is None else {**intent, "minScore": scenario.min_score}


def _sayable(phrases: Iterable[str]) -> list[str]:
    """Return the phrases that a caller can say; the engine refuses one without letter or digit."""
    return [phrase for phrase in phrases if split_words(phrase)]


def _hints(
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
