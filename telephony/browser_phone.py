"""Test calls from a browser: the real webhooks, in process, one step at a time, nobody is rung."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from telephony.call_marks import new_test_sid, signing_token_of
from telephony.calls import FINAL_STATUSES
from telephony.in_process import InProcess
from telephony.models import Call, CallTurn
from telephony.simulator.caller import DialEnds, Step
from telephony.simulator.grammar import BadTwiML
from telephony.simulator.line import BadResponse
from telephony.simulator.player import PLATFORM_ACCOUNT, Player
from telephony.simulator.stepping import Passage, begin, go_on
from telephony.simulator.transcript import Exchange
from telephony.twiml import turn_url
from tenants.audit import record
from tenants.errors import Conflict, RefusedByRule
from tenants.models import Company, PhoneNumber

CALLER = "client:browser-phone"


@dataclass(frozen=True, slots=True)
class Played:
    """What was heard in a test call between two steps, and the turns that were decided in it."""

    call_sid: str
    passage: Passage
    turns: list[CallTurn]


def describe_phone() -> dict[str, Any]:
    """Return what a test call of the bound company would ring, and whether one was made."""
    company, number = Company.in_company.get(), _first_number()
    return {
        "companyName": company.name,
        "number": number.number if number else None,
        "isLive": company.is_live,
        "isTested": Call.objects.filter(is_test=True).exists(),
    }


def begin_test_call(*, actor: str) -> Played:
    """Ring the bound company's first number; raises `RefusedByRule` where it has none."""
    number = _first_number()
    if number is None:
        raise RefusedByRule("Add the company's phone number first: a test call has to ring one.")
    call_sid = new_test_sid()
    player = _player(number, call_sid)
    passage = _played(lambda: begin(player, player.line(call_sid)))
    record(actor, "test_call", callSid=call_sid)
    return Played(call_sid, passage, _turns_after(call_sid, -1))


def go_on_with_test_call(call_sid: str, step: Step | DialEnds) -> Played:
    """Let the caller, or whoever is rung, do a step of a test call of the bound company.

    Raises `Call.DoesNotExist`, and `Conflict` where the call is over or waits for somebody else.
    """
    call = Call.objects.select_for_update().get(call_sid=call_sid, is_test=True)
    number = PhoneNumber.in_company.filter(number=call.to_number).first()
    last = CallTurn.objects.filter(call=call).order_by("-index").first()
    if call.status in FINAL_STATUSES or number is None or last is None:
        raise Conflict("This call is over.")
    player, seconds = _player(number, call_sid), (timezone.now() - call.started_at).seconds
    line, heard = player.line(call_sid), Exchange(_url_of(last, player), 200, 0.0, last.twiml)
    passage = _played(lambda: go_on(player, line, heard, step, seconds=seconds))
    if not passage.exchanges and not passage.ended:
        raise Conflict(f"The call waits for the {passage.waits_for}.")
    return Played(call_sid, passage, _turns_after(call_sid, last.index))


def _first_number() -> PhoneNumber | None:
    return PhoneNumber.in_company.order_by("number").first()


def _player(number: PhoneNumber, call_sid: str) -> Player:
    return Player(
        transport=InProcess(),
        base_url=settings.PUBLIC_BASE_URL,
        auth_token=signing_token_of(number.company_id, call_sid),
        account_sid=number.account_sid or PLATFORM_ACCOUNT,
        from_number=CALLER,
        to_number=number.number,
    )


def _url_of(turn: CallTurn, player: Player) -> str:
    return turn_url(turn.index) if turn.index else player.url("voice")


def _played(play: Callable[[], Passage]) -> Passage:
    try:
        return play()
    except (BadTwiML, BadResponse) as error:
        raise Conflict(f"The call broke: {error}") from error


def _turns_after(call_sid: str, index: int) -> list[CallTurn]:
    turns = CallTurn.objects.filter(call__call_sid=call_sid, index__gt=index)
    return list(turns.order_by("index"))
