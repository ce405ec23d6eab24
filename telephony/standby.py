"""What a worker holds in memory, so that signatures are checked and emergencies answered even
while the database is away."""

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from logging import getLogger
from sys import intern
from threading import Thread
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections

from matching.engine import Index, decide, detect_emergency
from telephony import phrases
from telephony.agent import AgentProfile, Voice
from telephony.handling import emergency_number
from telephony.models import CallHandling, TransferTarget, VoiceSettings
from telephony.replies import spoken_replies
from telephony.turns import PICKED_UP, CallState, Heard, Next, Reply
from telephony.voice import spoken_voice
from telephony.voice_catalog import primary
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


UNKNOWN = CallState()
"""What a worker takes a call's state for that it has not seen."""

LATELY_SECONDS = 60.0

FIRST_SECONDS = 5.0
"""How long a worker that begins waits for its records; gunicorn gives it up after fourteen."""

RETRY_SECONDS = 5.0

PAGE = 200

_records: dict[str, StandbyRecord] = {}
_used_at: list[float] = []


def begin_standby() -> None:
    """Load the records on a thread of its own, and wait for it a little: very many take long."""
    thread = Thread(target=_load_and_leave, name="standby", daemon=True)
    thread.start()
    thread.join(FIRST_SECONDS)


def load_standby() -> bool:
    """Read every number's record, and return whether that was possible.

    What a call has told meanwhile stays, where it is newer.
    """
    try:
        for routes in _pages():
            with platform_scope("standby"):
                for record in _read_records(routes):
                    _hold(record)
    except DatabaseError:
        logger.exception("standby_not_loaded")
        return False
    logger.info("standby_loaded", extra={"count": len(_records)})
    return True


def _hold(record: StandbyRecord) -> None:
    held = _records.get(record.route.number)
    version = record.route.configuration_version
    if held is None or held.route.configuration_version <= version:
        _records[record.route.number] = record


def _load_and_leave() -> None:
    """Load once; a worker that begins while the database is away does so when it is back."""
    while not load_standby():
        connections.close_all()  # this thread's own
        time.sleep(RETRY_SECONDS)
    connections.close_all()


def _pages() -> Iterator[list[NumberRoute]]:
    """Return the routes of all numbers, so many at a time as are read at once."""
    with platform_scope("standby"):
        routes = routing.all_routes()
    for first in range(0, len(routes), PAGE):
        yield routes[first : first + PAGE]


def forget_standby() -> None:
    """Drop every record that this process holds, and when one was last needed."""
    _records.clear()
    _used_at.clear()


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


def was_used_lately() -> bool:
    """Return whether this process has answered from memory within the last minute."""
    return any(time.monotonic() - at < LATELY_SECONDS for at in _used_at)


def answer_from_memory(
    record: StandbyRecord | None,
    index: int,
    heard: Heard,
    state: CallState = UNKNOWN,
    engine: Index | None = None,
) -> Reply:
    """Answer a turn without any database: the greeting, an emergency, or an apology.

    Emergencies are told by rule; those of the company's own by its `engine`, where the worker
    holds it.
    """
    _used_at[:] = [time.monotonic()]
    if heard.dial_status:
        return _after_dial(heard.dial_status, state)
    emergency = emergency_in(heard.speech, record, engine)
    if emergency:
        return _answer_emergency(record, emergency, state)
    if index == 0 and record:
        return Reply("greeting", phrases.opening(record.company_name), state)
    return apologise(record, state)


def apologise(
    record: StandbyRecord | None, state: CallState = UNKNOWN, sorry: str = phrases.TROUBLE
) -> Reply:
    """Say what is wrong, and put the caller through where there is anyone."""
    if record and any(record.transfer_numbers):
        text = f"{sorry} {phrases.TRANSFER}"
        return _ring_or(Next.HANG_UP, text, record.transfer_numbers, state)
    return Reply("fallback", f"{sorry} {phrases.TROUBLE_END}", state, Next.HANG_UP)


def emergency_in(speech: str, record: StandbyRecord | None, engine: Index | None) -> str:
    """Return the key of the emergency that the caller reports, or nothing."""
    told_by_rule = detect_emergency(speech)
    if told_by_rule:
        return told_by_rule.kind
    if record is None or engine is None or not speech.strip():
        return ""
    decision = decide(engine, speech)
    is_sure = decision.kind == "scenario" and not decision.confirm
    return decision.id if is_sure and decision.id in record.emergency_replies else ""


def sounds_urgent(speech: str, record: StandbyRecord | None, engine: Index | None) -> bool:
    """Whether the caller reports an emergency, as far as that is told in no time.

    One of the company's own only where he says it as one of its triggers does.
    """
    if detect_emergency(speech) is not None:
        return True
    if record is None or engine is None:
        return False
    return not record.emergency_replies.keys().isdisjoint(
        engine.said_exactly(engine.reader.read(speech))
    )


def _answer_emergency(record: StandbyRecord | None, kind: str, state: CallState) -> Reply:
    """Say what keeps people safe, then ring the emergency number, and the others after it."""
    text = (record and record.emergency_replies.get(kind)) or phrases.EMERGENCY
    numbers = (record.emergency_number, *record.transfer_numbers) if record else ()
    reply = _ring_or(Next.LISTEN, text, numbers, state)
    return replace(reply, scenario_key=kind, match_id=kind, urgency=1.0)


def _ring_or(otherwise: Next, text: str, numbers: tuple[str, ...], state: CallState) -> Reply:
    """Ring the first number; the others wait in the state for their turn."""
    first, *others = [*filter(None, numbers)] or [""]
    waiting = replace(state, to_ring=tuple(others))
    return Reply("scenario", text, waiting, Next.DIAL if first else otherwise, dial=first)


def _after_dial(status: str, state: CallState) -> Reply:
    """End the call after a talk; after none, ring whoever waits, as far as it is known."""
    if status in PICKED_UP:
        return Reply("transfer", "", replace(state, to_ring=()), Next.HANG_UP)
    text = f"{phrases.NOBODY_PICKED_UP_END} {phrases.TROUBLE_END}"
    if state.to_ring:
        text = phrases.TRYING_NEXT
    reply = _ring_or(Next.HANG_UP, text, state.to_ring, state)
    return replace(reply, kind="transfer")


def _read_records(routes: list[NumberRoute]) -> list[StandbyRecord]:
    of_these = {"company__in": {route.company_id for route in routes}}
    live = Scenario.objects.filter(is_emergency=True, status=ScenarioStatus.LIVE, **of_these)
    kinds = [
        _by_company(rows)
        for rows in (
            Variable.objects.filter(**of_these),
            live.exclude(channel=Channel.SMS),
            TransferTarget.objects.filter(**of_these),
            CallHandling.objects.filter(**of_these),
            VoiceSettings.objects.filter(**of_these),
        )
    ]
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
    voice = spoken_voice(next(iter(voices), VoiceSettings()))
    heard = [row for row in emergencies if primary(row.language) == primary(voice.language)]
    replies = {row.key: spoken_replies(row, spoken) for row in heard}
    return StandbyRecord(
        route=route,
        company_name=spoken.get("companyName", route.company_name),
        emergency_replies={intern(key): intern(said[0]) for key, said in replies.items() if said},
        emergency_number=emergency_number(next(iter(handling), CallHandling()), variables),
        transfer_numbers=tuple(target.phone for target in targets),
        voice=voice,
    )
