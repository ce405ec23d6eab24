"""Plays a scripted call to Joe's Plumbing, and tells what did not come as it has to."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from telephony.call_marks import new_test_sid, signing_token_of
from telephony.models import Call, CallTurn
from telephony.simulator.player import Player
from telephony.simulator.script import Expected, ScriptedCall, read_script
from telephony.simulator.script_player import PlayedScript, faults_of, play_script
from telephony.simulator.stepping import Passage
from telephony.simulator.transport import Transport
from tenants.routing import route_number
from tenants.scope import company_scope
from tests.callers import InTest
from tests.scripted.carrying import carry_texts
from tests.scripted.clock import clock_at
from tests.scripted.companies import NUMBER, SET_UPS
from tests.scripted.kept import not_kept

FOLDER = Path(settings.BASE_DIR) / "tests" / "calls"
SCRIPTS = {path.stem: read_script(path) for path in sorted(FOLDER.glob("*.yaml"))}
PLATFORM_TOKEN = "the-platforms-token"
_TURN = re.compile(r"/turns/(\d+)$")


def read_brain(path: Path) -> dict[str, Any]:
    """Return a bundled template's document."""
    document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def faults_in(
    script: ScriptedCall, joe: UUID, before_request: Callable[[int], None] | None = None
) -> list[str]:
    """Play the call to the company as the script wants it, and return what is otherwise."""
    played = play(script, joe, before_request=before_request)
    with company_scope(joe):
        call = Call.objects.filter(call_sid=played.transcript.call_sid).first()
        turns = {turn.index: turn for turn in CallTurn.objects.filter(call=call)}
    decided = list(_decision_faults(script, played, turns))
    outcome = call.outcome if call else None
    ended = [] if outcome == script.outcome else [f"the outcome is {outcome}"]
    return [*faults_of(script, played), *decided, *ended, *not_kept(script, joe)]


def play(
    script: ScriptedCall,
    joe: UUID,
    transport: Transport | None = None,
    before_request: Callable[[int], None] | None = None,
) -> PlayedScript:
    """Make the company what the script says of it, and play."""
    for name in script.company:
        SET_UPS[name](joe)
    player = _player(script, joe, transport or InTest(WSGIHandler()))
    player.before_request = before_request
    with clock_at(script.at):
        played = play_script(player, script)
    carry_texts(joe, player)
    return played


def _player(script: ScriptedCall, joe: UUID, transport: Transport) -> Player:
    route, test_sid = route_number(NUMBER), new_test_sid() if script.test else None
    token = route.auth_token if route else PLATFORM_TOKEN
    return Player(
        transport=transport,
        base_url=settings.PUBLIC_BASE_URL,
        auth_token=signing_token_of(joe, test_sid) if test_sid else token,
        account_sid=route.account_sid if route else "AC" + "0" * 32,
        from_number=script.caller,
        to_number=NUMBER,
        call_sid=test_sid,
    )


def _decision_faults(
    script: ScriptedCall, played: PlayedScript, turns: dict[int, CallTurn]
) -> Iterator[str]:
    wanted = [script.greeting, *(turn.expected for turn in script.turns)]
    for place, (expected, passage) in enumerate(zip(wanted, played.passages, strict=False)):
        turn = turns.get(_index_of(passage))
        yield from (f"turn {place}: {fault}" for fault in _otherwise(expected, turn))


def _index_of(passage: Passage) -> int:
    url = passage.exchanges[-1].url if passage.exchanges else ""
    found = _TURN.search(url)
    return int(found[1]) if found else 0


def _otherwise(expected: Expected, turn: CallTurn | None) -> Iterator[str]:
    kind, scenario = (turn.kind, turn.scenario_key) if turn else (None, None)
    if expected.kind is not None and expected.kind != kind:
        yield f"it is a {kind}"
    if expected.scenario is not None and expected.scenario != scenario:
        yield f"it is {scenario}"
