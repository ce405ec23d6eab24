"""Twilio's requests: signature, number, company, turn, TwiML; once signed, always answered."""

import re
import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from logging import getLogger
from zoneinfo import ZoneInfo

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from telephony import phrases, standby
from telephony.calls import (
    CALLER_MAX_CHARS,
    AnsweredTurn,
    Line,
    Standing,
    note_status,
    read_standing,
    save_turn,
)
from telephony.journal.entries import StatusEntry, TurnEntry
from telephony.journal.unsaved import standing_with
from telephony.journal.writing import keep
from telephony.profiles import agent_for, held_index
from telephony.signatures import Delivery, accept
from telephony.turns import Heard, Reply, answer_turn, greet
from telephony.twiml import EMPTY, FALLBACK, USUAL_VOICE, farewell, twiml_of, xml
from tenants.logs import log_fields
from tenants.routing import NumberRoute

logger = getLogger(__name__)

DURATION = re.compile("[0-9]{1,8}")

Answer = Callable[[Delivery, NumberRoute, int], str]


def webhook(*, otherwise: Answer) -> Callable[[Answer], Callable[..., HttpResponse]]:
    """Make views of answers: only signed deliveries reach one, and nothing it raises is silence.

    `otherwise` answers without the database, where that is away or the answer broke.
    """

    def view_of(answer: Answer) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @require_POST
        @wraps(answer)
        def view(request: HttpRequest, index: int = 0) -> HttpResponse:
            delivery = accept(request)
            if delivery is None:
                logger.warning("webhook_refused", extra={"route": request.resolver_match.view_name})
                return HttpResponseForbidden()
            if delivery.route is None:
                return xml(farewell(phrases.UNKNOWN_NUMBER))
            fields = {"call": delivery.params.get("CallSid", ""), "turn": str(index)}
            with log_fields(company=str(delivery.route.company_id), **fields):
                return xml(_never_silent(answer, otherwise, delivery, delivery.route, index))

        return view

    return view_of


def _never_silent(
    answer: Answer, otherwise: Answer, delivery: Delivery, route: NumberRoute, index: int
) -> str:
    try:
        if not delivery.is_degraded:
            return answer(delivery, route, index)
    except Exception:
        logger.exception("turn_failed")
    try:
        return otherwise(delivery, route, index)
    except Exception:
        logger.exception("memory_failed")
    return FALLBACK


def _from_memory(delivery: Delivery, route: NumberRoute, index: int) -> str:
    started = time.perf_counter()
    refusal = _refusal(route)
    if refusal:
        return farewell(refusal)
    line, heard = _line(delivery, route), _heard(delivery)
    standing = standing_with(Standing(), line, index)
    if standing.twiml is not None:
        return standing.twiml
    record = standby.record_of(route.number)
    engine = held_index(route.company_id)
    reply = standby.answer_from_memory(record, index, heard, standing.state, engine)
    twiml = twiml_of(reply, index + 1, (), record.voice if record else USUAL_VOICE)
    turn = _answered(index, heard, reply, twiml, started)
    keep(TurnEntry(line, turn, timezone.now(), from_memory=True))
    return twiml


def _kept_status(delivery: Delivery, route: NumberRoute, index: int) -> str:
    status, seconds = _status(delivery)
    if status:
        line, is_answered = _line(delivery, route), not _refusal(route)
        keep(StatusEntry(line, status, seconds, is_answered, timezone.now()))
    return EMPTY


@webhook(otherwise=_from_memory)
def answer_call(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Answer a call or its next turn, and record the turn once."""
    started = time.perf_counter()
    refusal = _refusal(route)
    if refusal:
        return farewell(refusal)
    line, heard = _line(delivery, route), _heard(delivery)
    standing = standing_with(read_standing(line, index), line, index)
    if standing.twiml is not None:
        return standing.twiml
    agent = agent_for(route).at(datetime.now(ZoneInfo(route.timezone)))
    reply = answer_turn(agent, heard, standing.state) if index else greet(agent.profile)
    twiml = twiml_of(reply, index + 1, agent.profile.hints, agent.profile.voice)
    return _saved(line, standing, _answered(index, heard, reply, twiml, started))


@webhook(otherwise=_kept_status)
def answer_status(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Record how the call stands."""
    status, seconds = _status(delivery)
    if status:
        note_status(_line(delivery, route), status, seconds, is_answered=not _refusal(route))
    return EMPTY


@csrf_exempt
def answer_fallback(request: HttpRequest) -> HttpResponse:
    """Answer what Twilio asks when our other URLs fail: a constant that reads nothing."""
    return xml(FALLBACK)


def _refusal(route: NumberRoute) -> str:
    """Return what is said instead of an answer, or nothing where the company takes calls."""
    if route.is_suspended:
        return phrases.SUSPENDED
    return "" if route.is_live else phrases.not_live(route.company_name)


def _saved(line: Line, standing: Standing, turn: AnsweredTurn) -> str:
    """Record the turn and return what is sent; a caller is answered even where it can't be."""
    try:
        return save_turn(line, standing, turn)
    except DatabaseError:
        logger.exception("turn_not_saved")
    keep(TurnEntry(line, turn, timezone.now()))
    return turn.twiml


def _answered(index: int, heard: Heard, reply: Reply, twiml: str, started: float) -> AnsweredTurn:
    """Return the turn as it is recorded; `started` is what the performance counter told then."""
    elapsed_ms = round((time.perf_counter() - started) * 1000, 3)
    _log_turn(reply, elapsed_ms)
    return AnsweredTurn(index, heard.speech or heard.digits, reply, twiml, elapsed_ms)


def _line(delivery: Delivery, route: NumberRoute) -> Line:
    return Line(
        company_id=route.company_id,
        call_sid=delivery.params["CallSid"],
        from_number=delivery.params.get("From", "")[:CALLER_MAX_CHARS],
        to_number=route.number,
    )


def _status(delivery: Delivery) -> tuple[str, int | None]:
    """Return Twilio's word on the call, and its seconds where they are a number of seconds."""
    duration = delivery.params.get("CallDuration", "")
    seconds = int(duration) if DURATION.fullmatch(duration) else None
    return delivery.params.get("CallStatus", ""), seconds


def _heard(delivery: Delivery) -> Heard:
    return Heard(
        speech=delivery.params.get("SpeechResult", ""),
        digits=delivery.params.get("Digits", ""),
        dial_status=delivery.params.get("DialCallStatus", ""),
    )


def _log_turn(reply: Reply, elapsed_ms: float) -> None:
    facts = {"kind": reply.kind, "scenario": reply.scenario_key, "score": reply.score}
    logger.info("turn_answered", extra={**facts, "elapsed_ms": elapsed_ms})
