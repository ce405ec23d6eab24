"""What a worker holds in memory, so that signatures are checked and emergencies answered even
while the database is away."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from logging import getLogger
from typing import Any
from uuid import UUID

from django.db import DatabaseError

from matching.engine import detect_emergency
from telephony import phrases
from telephony.agent import AgentProfile, Voice
from telephony.handling import emergency_number
from telephony.models import CallHandling, TransferTarget, VoiceSettings
from telephony.replies import spoken_replies
from telephony.turns import PICKED_UP, CallState, Heard, Next, Reply
from telephony.voice import spoken_voice
from templates_brain.models import Scenario, Variable
from templates_brain.models.fields import Channel, ScenarioStatus
from templates_brain.variables import spoken_values
from tenants import routing
from tenants.routing import NumberRoute
from tenants.scope import platform_scope

logger = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StandbyRecord:
    """One number's route, and what can be said and rung without its company's database."""

    route: NumberRoute
    company_name: str
    emergency_replies: dict[str, str] = field(default_factory=dict)
    emergency_number: str = ""
    transfer_numbers: tuple[str, ...] = ()
    voice: Voice = field(default_factory=Voice)


_records: dict[str, StandbyRecord] = {}


def load_standby() -> None:
    """Read every number's record, once at a worker's start; without a database, none."""
    try:
        with platform_scope("standby"):
            _records.update({record.route.number: record for record in _read_records()})
    except DatabaseError:
        logger.exception("standby_not_loaded")
    else:
        logger.info("standby_loaded", extra={"count": len(_records)})


def forget_standby() -> None:
    """Drop every record that this process holds."""
    _records.clear()


def record_of(number: str) -> StandbyRecord | None:
    """Return what is held of one of our numbers."""
    return _records.get(number)


def remember(route: NumberRoute, profile: AgentProfile) -> None:
    """Hold the newest of a company that was just read."""
    _records[route.number] = StandbyRecord(
        route=route,
        company_name=profile.company_name,
        emergency_replies={
            key: script.replies[0]
            for key, script in profile.scripts.items()
            if script.is_emergency and script.replies
        },
        emergency_number=profile.emergency_number,
        transfer_numbers=profile.transfer_numbers,
        voice=profile.voice,
    )


def remember_route(route: NumberRoute) -> None:
    """Hold the newest route of a number, with what is held of its company already."""
    held = _records.get(route.number)
    if held is None or held.route.company_id != route.company_id:
        _records[route.number] = StandbyRecord(route, route.company_name)
    elif held.route != route:
        _records[route.number] = replace(held, route=route)


def answer_from_memory(record: StandbyRecord, index: int, heard: Heard) -> Reply:
    """Answer a turn without any database: the greeting, an emergency, or an apology."""
    state = CallState()
    if heard.dial_status:
        return _after_dial(heard.dial_status, state)
    emergency = detect_emergency(heard.speech)
    if emergency:
        text = record.emergency_replies.get(emergency.kind, phrases.EMERGENCY)
        numbers = (record.emergency_number, *record.transfer_numbers)
        reply = _ring_or(Next.LISTEN, text, numbers, state)
        return replace(reply, scenario_key=emergency.kind)
    if index == 0:
        return Reply("greeting", phrases.opening(record.company_name), state)
    return apologise(record)


def apologise(record: StandbyRecord | None) -> Reply:
    """Say that something is wrong, and put the caller through where there is anyone."""
    state = CallState()
    if record and any(record.transfer_numbers):
        text = f"{phrases.TROUBLE} {phrases.TRANSFER}"
        return _ring_or(Next.HANG_UP, text, record.transfer_numbers, state)
    return Reply("fallback", f"{phrases.TROUBLE} {phrases.TROUBLE_END}", state, Next.HANG_UP)


def _ring_or(otherwise: Next, text: str, numbers: tuple[str, ...], state: CallState) -> Reply:
    first = next(filter(None, numbers), "")
    return Reply("scenario", text, state, Next.DIAL if first else otherwise, dial=first)


def _after_dial(status: str, state: CallState) -> Reply:
    text = "" if status in PICKED_UP else f"{phrases.NOBODY_PICKED_UP_END} {phrases.TROUBLE_END}"
    return Reply("transfer", text, state, Next.HANG_UP)


def _read_records() -> list[StandbyRecord]:
    routes = routing.all_routes()
    variables = _by_company(Variable.objects.all())
    live = Scenario.objects.filter(is_emergency=True, status=ScenarioStatus.LIVE)
    emergencies = _by_company(live.exclude(channel=Channel.SMS))
    targets = _by_company(TransferTarget.objects.all())
    handling = _by_company(CallHandling.objects.all())
    voices = _by_company(VoiceSettings.objects.all())
    kinds = (variables, emergencies, targets, handling, voices)
    return [_assembled(route, *(rows[route.company_id] for rows in kinds)) for route in routes]


def _by_company(rows: Any) -> defaultdict[UUID, list[Any]]:
    grouped: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows.iterator():
        grouped[row.company_id].append(row)
    return grouped


def _assembled(
    route: NumberRoute,
    variables: list[Variable],
    emergencies: list[Scenario],
    targets: list[TransferTarget],
    handling: list[CallHandling],
    voices: list[VoiceSettings],
) -> StandbyRecord:
    spoken = spoken_values(variables)
    replies = {row.key: spoken_replies(row, spoken) for row in emergencies}
    return StandbyRecord(
        route=route,
        company_name=spoken.get("companyName", route.company_name),
        emergency_replies={key: texts[0] for key, texts in replies.items() if texts},
        emergency_number=emergency_number(next(iter(handling), CallHandling()), variables),
        transfer_numbers=tuple(target.phone for target in targets),
        voice=spoken_voice(next(iter(voices), VoiceSettings())),
    )
