"""A company's receptionist, read once a version: from the process, the cache, or the database."""

from collections import OrderedDict
from contextlib import suppress
from logging import getLogger
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from knowledge.models import QuestionAnswer, Status
from matching.engine import Index
from telephony import standby
from telephony.agent import Agent, AgentProfile, Manner, Script
from telephony.business_hours import read_hours
from telephony.catalogs import describe_catalog, hints_of, topics_of
from telephony.conversation.greeting import coming_greetings
from telephony.handling import call_handling, emergency_number, ruled_callers
from telephony.indexes import begin_index
from telephony.models import TransferTarget
from telephony.models.spam_rule import Verdict
from telephony.models.transfer_target import TargetHours
from telephony.replies import spoken_replies
from telephony.sharing import share_alike
from telephony.synthesis.playing import is_synthesised, prepare
from telephony.taking.desk import Scheduling
from telephony.taking.fields import Field
from telephony.voice import spoken_voice, voice_settings
from telephony.voice_catalog import primary
from templates_brain.hooks import SEND_SMS
from templates_brain.models import Behaviour, Provenance, Scenario, Variable
from templates_brain.models.fields import Channel, ScenarioStatus
from templates_brain.placeholders import render
from templates_brain.variables import spoken_values
from templates_brain.vectors import share_version
from tenants.cache import CompanyCache
from tenants.routing import NumberRoute
from tenants.scope import company_scope

logger = getLogger(__name__)

_agents: OrderedDict[tuple[UUID, Channel], Agent] = OrderedDict()
_UNSPOKEN = ("test_phrases", "changed_fields")
"""What scenarios have for the desk only."""
_CACHED_AS = {Channel.VOICE: "profile", Channel.SMS: "texting"}


def agent_for(route: NumberRoute) -> Agent:
    """Return the company's agent at the version that the route names.

    The version came with the routing read, so what a write has made old is never said: replies
    are the new ones at once. What callers mean is told by the index of the version before, while
    a build that takes longer than a moment goes on.
    """
    agent = agent_of(route.company_id, route.configuration_version, route.company_name)
    standby.remember(route, agent.profile)
    return agent


def texting_agent_for(route: NumberRoute) -> Agent:
    """Return the company's agent for texts, which has the scenarios of that channel."""
    facts = (route.company_id, route.configuration_version, route.company_name)
    return agent_of(*facts, Channel.SMS)


def agent_of(company_id: UUID, version: int, name: str, channel: Channel = Channel.VOICE) -> Agent:
    """Return the agent of a company at a version of its configuration."""
    key = company_id, channel
    agent = _agents.get(key)
    if agent is None or agent.profile.version != version:
        agent = _agents[key] = _built(_profile(company_id, version, name, channel), agent)
        _forget_oldest()
    with suppress(KeyError):  # another thread may have forgotten it by now
        _agents.move_to_end(key)
    return agent


def held_index(company_id: UUID) -> Index | None:
    """Return what this process understands the company's callers with, where it holds that."""
    agent = _agents.get((company_id, Channel.VOICE))
    return agent.indexed.ready() if agent else None


def forget_agents() -> None:
    """Drop every agent that this process holds."""
    _agents.clear()


def read_profile(route: NumberRoute) -> AgentProfile:
    """Return the profile as it stands in the database; opens the company's scope."""
    facts = (route.company_id, route.configuration_version, route.company_name)
    return _read(*facts, Channel.VOICE)


def _built(profile: AgentProfile, before: Agent | None) -> Agent:
    """Return the agent with its index and greetings being made beside the call that needs it."""
    profile = share_alike(profile)
    share_version(profile.template_key, profile.template_version)
    _prepare_greetings(profile)
    indexed = begin_index(profile.company_id, profile.catalog, before.indexed if before else None)
    return Agent(profile, indexed)


def _prepare_greetings(profile: AgentProfile) -> None:
    """Begin to make what callers hear first; by the wall clock, so in whichever zone."""
    if is_synthesised(profile.voice):
        words = (profile.recording_notice, *coming_greetings(profile, timezone.now()))
        prepare(UUID(profile.company_id), filter(None, words), profile.voice)


def _forget_oldest() -> None:
    while len(_agents) > settings.AGENTS_PER_PROCESS:
        _agents.popitem(last=False)


def _profile(company_id: UUID, version: int, name: str, channel: Channel) -> AgentProfile:
    cache = CompanyCache(company_id)
    kept = _understood(cache.get(_CACHED_AS[channel], version))
    if kept is not None:
        return kept
    profile = _read(company_id, version, name, channel)
    cache.put(_CACHED_AS[channel], version, profile.as_document())
    return profile


def _understood(document: Any) -> AgentProfile | None:
    """Return the profile that was cached, or None where another release left what lacks a part."""
    try:
        return AgentProfile.from_document(document) if document is not None else None
    except (AttributeError, KeyError, TypeError):
        logger.warning("profile_not_understood")
        return None


def _read(company_id: UUID, version: int, name: str, channel: Channel) -> AgentProfile:
    with company_scope(company_id):
        return _assembled(company_id, version, name, channel)


def _assembled(company_id: UUID, version: int, name: str, channel: Channel) -> AgentProfile:
    variables = {row.name: row for row in Variable.objects.all()}
    spoken = spoken_values(variables.values())
    voice, handling = spoken_voice(voice_settings()), call_handling()
    scenarios = _scenarios(voice.language, channel)
    answers = _answers(spoken)
    entries = list(answers)
    targets, callers = list(TransferTarget.objects.all()), ruled_callers()
    provenance = Provenance.objects.first()
    return AgentProfile(
        company_id=str(company_id),
        version=version,
        company_name=spoken.get("companyName", name),
        catalog=describe_catalog(scenarios, entries),
        scripts={scenario.key: _script(scenario, spoken) for scenario in scenarios},
        manners={row.key: _manner(row, spoken) for row in Behaviour.objects.all()},
        answers={str(entry.id): answer for entry, answer in answers.items()},
        topics=topics_of(scenarios, entries),
        hints=hints_of(spoken, scenarios, entries),
        transfer_numbers=tuple(target.phone for target in targets),
        business_numbers=tuple(
            target.phone for target in targets if target.hours == TargetHours.BUSINESS
        ),
        emergency_number=emergency_number(handling, variables.values()),
        hours=read_hours(),
        voice=voice,
        scheduling=Scheduling(
            handling.window_minutes,
            handling.capacity,
            handling.lead_minutes,
            handling.days_ahead,
        ),
        silence_reprompts=handling.silence_reprompts,
        silence_then=handling.silence_then,
        voicemail=handling.voicemail_enabled,
        transcribe=handling.voicemail_transcribe,
        after_hours=handling.after_hours,
        forward_number=handling.forward_to,
        allowed_callers=callers[Verdict.ALLOW],
        blocked_callers=callers[Verdict.BLOCK],
        max_calls_per_hour=handling.max_calls_per_hour or 0,
        recording_notice=handling.spoken_recording_notice,
        template_key=provenance.template_key if provenance else "",
        template_version=provenance.template_version if provenance else 0,
    )


def _answers(spoken: dict[str, str]) -> dict[QuestionAnswer, str]:
    """Return the answers that can be spoken: what lacks a value leaves callers to the others."""
    active = QuestionAnswer.objects.filter(status=Status.ACTIVE)
    rendered = [(entry, render(entry.answer, spoken)) for entry in active]
    return {entry: answer for entry, answer in rendered if answer}


def _scenarios(language: str, channel: Channel) -> list[Scenario]:
    """Return what is live on the channel in the language of the line."""
    of_channel = Scenario.objects.filter(channel__in=(Channel.ANY, channel))
    rows = of_channel.filter(status=ScenarioStatus.LIVE).select_related("category")
    spoken = primary(language)
    return [row for row in rows.defer(*_UNSPOKEN) if primary(row.language) == spoken]


def _script(scenario: Scenario, spoken: dict[str, str]) -> Script:
    return Script(
        key=scenario.key,
        replies=spoken_replies(scenario, spoken),
        follow_up=scenario.follow_up,
        action_hooks=tuple(scenario.action_hooks),
        hook_parameters=_told(scenario.hook_parameters, spoken),
        is_emergency=scenario.is_emergency,
        manner=scenario.behaviour,
        cooldown_turns=scenario.cooldown_turns,
        requires=scenario.preconditions.get("requires", {}),
        excludes=scenario.preconditions.get("excludes", {}),
        sets=scenario.effects.get("set", {}),
        fields=tuple(Field.from_entity(entity) for entity in scenario.entities),
    )


def _told(parameters: dict[str, Any], spoken: dict[str, str]) -> dict[str, Any]:
    """Return what hooks are told, the company's values in a text of ours to the caller.

    A text that lacks a value is empty, and then nothing is sent.
    """
    texts = parameters.get(SEND_SMS, {})
    if not isinstance(texts.get("text"), str):
        return parameters
    return {**parameters, SEND_SMS: {**texts, "text": render(texts["text"], spoken) or ""}}


def _manner(row: Behaviour, spoken: dict[str, str]) -> Manner:
    rendered = [render(opener, spoken) for opener in row.openers]
    openers = tuple(opener for opener in rendered if opener)
    return Manner(row.key, row.tone, row.pace, row.emotion, openers)
