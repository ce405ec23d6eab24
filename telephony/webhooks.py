"""Twilio's requests: signature, number, company, turn, TwiML; once signed, always answered."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from logging import getLogger
from zoneinfo import ZoneInfo

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
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
from telephony.profiles import agent_for
from telephony.signatures import Delivery, accept
from telephony.turns import Heard, Reply, answer_turn, greet
from telephony.twiml import EMPTY, FALLBACK, farewell, twiml_of, xml
from tenants.logs import log_fields
from tenants.routing import NumberRoute

logger = getLogger(__name__)

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
    return otherwise(delivery, route, index)


def _from_memory(delivery: Delivery, route: NumberRoute, index: int) -> str:
    refusal = _refusal(delivery, route)
    if refusal:
        return farewell(refusal)
    record, heard = standby.record_of(route.number), _heard(delivery)
    if record is None:
        return twiml_of(standby.apologise(None), index + 1, ())
    reply = standby.answer_from_memory(record, index, heard)
    return twiml_of(reply, index + 1, (), record.voice)


def _nothing(delivery: Delivery, route: NumberRoute, index: int) -> str:
    return EMPTY


@webhook(otherwise=_from_memory)
def answer_call(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Answer a call or its next turn, and record the turn once."""
    started = time.perf_counter()
    refusal = _refusal(delivery, route)
    if refusal:
        return farewell(refusal)
    line, heard = _line(delivery, route), _heard(delivery)
    standing = read_standing(line, index)
    if standing.twiml is not None:
        return standing.twiml
    agent = agent_for(route).at(datetime.now(ZoneInfo(route.timezone)))
    reply = answer_turn(agent, heard, standing.state) if index else greet(agent.profile)
    twiml = twiml_of(reply, index + 1, agent.profile.hints, agent.profile.voice)
    elapsed_ms = round((time.perf_counter() - started) * 1000, 3)
    _log_turn(reply, elapsed_ms)
    heard_text = heard.speech or heard.digits
    return _saved(line, standing, AnsweredTurn(index, heard_text, reply, twiml, elapsed_ms))


@webhook(otherwise=_nothing)
def answer_status(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Record how the call stands."""
    duration = delivery.params.get("CallDuration", "")
    status = delivery.params.get("CallStatus", "")
    seconds = int(duration) if duration.isdecimal() else None
    if status:
        note_status(
            _line(delivery, route), status, seconds, is_answered=not _refusal(delivery, route)
        )
    return EMPTY


@csrf_exempt
def answer_fallback(request: HttpRequest) -> HttpResponse:
    """Answer what Twilio asks when our other URLs fail: a constant that reads nothing."""
    return xml(FALLBACK)


def _refusal(delivery: Delivery, route: NumberRoute) -> str:
    """Return what is said instead of an answer, or nothing where the company takes calls.

    A test call is taken before a company is live: it is how one gets there.
    """
    if route.is_suspended:
        return phrases.SUSPENDED
    return "" if route.is_live or delivery.is_test else phrases.not_live(route.company_name)


def _saved(line: Line, standing: Standing, turn: AnsweredTurn) -> str:
    """Record the turn and return what is sent; a caller is answered even where it can't be."""
    try:
        return save_turn(line, standing, turn)
    except DatabaseError:
        logger.exception("turn_not_saved")
        return turn.twiml


def _line(delivery: Delivery, route: NumberRoute) -> Line:
    return Line(
        company_id=route.company_id,
        call_sid=delivery.params["CallSid"],
        from_number=delivery.params.get("From", "")[:CALLER_MAX_CHARS],
        to_number=route.number,
        is_test=delivery.is_test,
    )


def _heard(delivery: Delivery) -> Heard:
    return Heard(
        speech=delivery.params.get("SpeechResult", ""),
        digits=delivery.params.get("Digits", ""),
        dial_status=delivery.params.get("DialCallStatus", ""),
    )


def _log_turn(reply: Reply, elapsed_ms: float) -> None:
    facts = {"kind": reply.kind, "scenario": reply.scenario_key, "score": reply.score}
    logger.info("turn_answered", extra={**facts, "elapsed_ms": elapsed_ms})
