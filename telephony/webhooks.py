"""Twilio's requests: signature, number, company, turn, TwiML; once signed, always answered."""

import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import wraps
from logging import getLogger
from zoneinfo import ZoneInfo

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from telephony import gauges, phrases, standby
from telephony.agent import Agent, AgentProfile
from telephony.calls import (
    CALLER_MAX_CHARS,
    AnsweredTurn,
    Line,
    Standing,
    count_calls,
    note_status,
    read_standing,
    save_turn,
)
from telephony.conversation import Caller, open_call, take_turn
from telephony.conversation.suspicion import counts_calls_of
from telephony.diary import CompanyDiary
from telephony.journal.entries import StatusEntry, TurnEntry
from telephony.journal.unsaved import standing_with
from telephony.journal.writing import keep
from telephony.keeping import Overtaken
from telephony.links import CallLinks
from telephony.measuring import count_turn, stage
from telephony.messaging.hooks import text_beside
from telephony.profiles import agent_for, held_index
from telephony.signatures import Delivery, accept
from telephony.synthesis.playing import audio_of
from telephony.taking.desk import Occasion
from telephony.tracing import span, tell_span
from telephony.turns import PICKED_UP, Heard, Reply
from telephony.twiml import EMPTY, FALLBACK, USUAL_VOICE, farewell, twiml_of, xml
from telephony.whispering import told_to_who_picks_up
from tenants.logs import log_fields
from tenants.patience import waiting_at_most
from tenants.routing import NumberRoute

logger = getLogger(__name__)

NOT_TAKEN = "no-answer"
NOBODY = farewell(phrases.UNKNOWN_NUMBER)
DURATION = re.compile("[0-9]{1,8}")
MOST_DECISIONS = 4
"""How often a turn is decided anew, because what it agreed on was taken meanwhile."""

DATABASE_SECONDS = 1.5
"""How long a request waits for a silent database before it is answered from memory."""

Answer = Callable[[Delivery, NumberRoute, int], str]
Accept = Callable[[HttpRequest], Delivery | None]


def webhook(
    *,
    otherwise: Answer,
    accepts: Accept = accept,
    nobody: str = NOBODY,
) -> Callable[[Answer], Callable[..., HttpResponse]]:
    """Make views of answers: only signed deliveries reach one, and nothing it raises is silence.

    `otherwise` answers without the database, where that is away or the answer broke; `nobody` is
    the answer for a number that is not ours.
    """

    def view_of(answer: Answer) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @require_POST
        @wraps(answer)
        @waiting_at_most(DATABASE_SECONDS)
        def view(request: HttpRequest, index: int = 0) -> HttpResponse:
            name, started = request.resolver_match.view_name, time.perf_counter()
            with span(name, webhook=name):
                delivery = accepts(request)
                if delivery is None:
                    return _refused(name)
                if delivery.route is None:
                    return xml(nobody)
                fields = {"call": delivery.params.get("CallSid", ""), "turn": str(index)}
                with log_fields(company=str(delivery.route.company_id), **fields):
                    tell_span(company=str(delivery.route.company_id), **fields)
                    answered = _never_silent(answer, otherwise, delivery, delivery.route, index)
            gauges.WEBHOOK_SECONDS.labels(name).observe(time.perf_counter() - started)
            return xml(answered)

        return view

    return view_of


def _refused(webhook: str) -> HttpResponse:
    logger.warning("webhook_refused", extra={"route": webhook})
    gauges.REFUSED.labels(webhook).inc()
    return HttpResponseForbidden()


def _never_silent(
    answer: Answer, otherwise: Answer, delivery: Delivery, route: NumberRoute, index: int
) -> str:
    try:
        if not delivery.is_degraded:
            return answer(delivery, route, index)
    except Exception:
        logger.exception("turn_failed")
    try:
        answered = otherwise(delivery, route, index)
    except Exception:
        logger.exception("memory_failed")
        gauges.STOPGAPS.labels("constant").inc()
        return FALLBACK
    gauges.STOPGAPS.labels("memory").inc()
    return answered


def _from_memory(delivery: Delivery, route: NumberRoute, index: int) -> str:
    started = time.perf_counter()
    refusal = _refusal(delivery, route)
    if refusal:
        return farewell(refusal)
    line, heard = line_of(delivery, route), _heard(delivery)
    standing = standing_with(Standing(), line, index)
    if standing.twiml is not None:
        return standing.twiml
    record = standby.record_of(route.number)
    engine = held_index(route.company_id)
    reply = standby.answer_from_memory(record, index, heard, standing.state, engine)
    voice = record.voice if record else USUAL_VOICE
    links = links_of(line).telling({"company": record.company_name if record else ""})
    twiml = twiml_of(reply, index + 1, (), voice, links)
    turn = _answered(index, heard, reply, twiml, started)
    keep(TurnEntry(line, turn, timezone.now(), from_memory=True))
    return twiml


def _kept_status(delivery: Delivery, route: NumberRoute, index: int) -> str:
    status, seconds = _status(delivery)
    if status:
        line, is_answered = line_of(delivery, route), not _refusal(delivery, route)
        keep(StatusEntry(line, status, seconds, is_answered, timezone.now()))
    return EMPTY


@webhook(otherwise=_from_memory)
def answer_call(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Answer a call or its next turn, and record the turn once."""
    started = time.perf_counter()
    refusal = _refusal(delivery, route)
    if refusal:
        return farewell(refusal)
    line, heard = line_of(delivery, route), _heard(delivery)
    standing = standing_with(read_standing(line, index), line, index)
    if standing.twiml is not None:
        return standing.twiml
    at = datetime.now(ZoneInfo(route.timezone))
    agent = agent_for(route).at(at)
    agent = agent.unrecorded() if line.is_test else agent
    occasion = Occasion(at, line.from_number, line.to_number, CompanyDiary(line.company_id))
    for _ in range(MOST_DECISIONS):
        reply = _decided(agent, delivery, line, standing, index, occasion)
        twiml = _written(agent.profile, reply, line, index)
        turn = _answered(index, heard, reply, twiml, started, text_beside(agent.profile, reply))
        with suppress(Overtaken):
            return _saved(line, standing, turn)
    raise Overtaken


@webhook(otherwise=_kept_status)
def answer_status(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Record how the call stands."""
    status, seconds = _status(delivery)
    if status:
        note_status(
            line_of(delivery, route), status, seconds, is_answered=not _refusal(delivery, route)
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
    """Record the turn and return what is sent; a caller is answered even where it can't be.

    What is agreed on with him is only said once it is kept.
    """
    try:
        return save_turn(line, standing, turn)
    except DatabaseError:
        if turn.reply.act:
            raise
        logger.exception("turn_not_saved")
    keep(TurnEntry(line, turn, timezone.now()))
    return turn.twiml


def _answered(
    index: int, heard: Heard, reply: Reply, twiml: str, started: float, text: str = ""
) -> AnsweredTurn:
    """Return the turn as it is recorded; `started` is what the performance counter told then."""
    elapsed_ms = round((time.perf_counter() - started) * 1000, 3)
    _log_turn(reply, elapsed_ms)
    return AnsweredTurn(index, heard.speech or heard.digits, reply, twiml, elapsed_ms, text)


def line_of(delivery: Delivery, route: NumberRoute) -> Line:
    """Return which call of which company a delivery is about."""
    return Line(
        company_id=route.company_id,
        call_sid=delivery.params["CallSid"],
        from_number=delivery.params.get("From", "")[:CALLER_MAX_CHARS],
        to_number=route.number,
        is_test=delivery.is_test,
    )


def links_of(line: Line) -> CallLinks:
    """Return the URLs of the call that carry a reference."""
    return CallLinks(line.to_number, line.company_id, line.call_sid, line.from_number)


def _status(delivery: Delivery) -> tuple[str, int | None]:
    """Return Twilio's word on the call, and its seconds where they are a number of seconds."""
    duration = delivery.params.get("CallDuration", "")
    seconds = int(duration) if DURATION.fullmatch(duration) else None
    return delivery.params.get("CallStatus", ""), seconds


def _heard(delivery: Delivery) -> Heard:
    return Heard(
        speech=delivery.params.get("SpeechResult", ""),
        digits=delivery.params.get("Digits", ""),
        dial_status=_dial_status(delivery.params),
        recorded_seconds=recorded_seconds(delivery.params),
        confidence=_confidence(delivery.params.get("Confidence", "")),
    )


def _dial_status(params: Mapping[str, str]) -> str:
    """Return how the dial ended: one who took the phone and not the call did not pick up."""
    is_declined = params.get("DialBridged") == "false"
    status = params.get("DialCallStatus", "")
    return NOT_TAKEN if is_declined and status in PICKED_UP else status


def recorded_seconds(params: Mapping[str, str]) -> int:
    """Return how long the recording is; 0 where there is none, or nothing on it."""
    seconds = params.get("RecordingDuration", "")
    is_number = seconds.isascii() and seconds.isdecimal()
    return int(seconds[:6]) if is_number and "RecordingSid" in params else 0


def _confidence(text: str) -> float | None:
    """Return Twilio's confidence, or None where it tells none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


@stage("deciding")
def _decided(
    agent: Agent, delivery: Delivery, line: Line, standing: Standing, index: int, occasion: Occasion
) -> Reply:
    if index:
        return take_turn(agent, _heard(delivery), standing.state, occasion)
    caller = _caller(delivery, line, agent.profile, occasion.at)
    return open_call(agent, caller, occasion.at)


@stage("writing")
def _written(profile: AgentProfile, reply: Reply, line: Line, index: int) -> str:
    """Return the reply as TwiML, in the company's voice."""
    voice = profile.voice.paced(reply.state.pace)
    audio_url = audio_of(line.company_id, reply, voice)
    notice = Reply(reply.kind, reply.notice, reply.state)
    notice_url = audio_of(line.company_id, notice, voice)
    links = links_of(line).telling(told_to_who_picks_up(profile, reply.state))
    return twiml_of(reply, index + 1, profile.hints, voice, links, audio_url, notice_url)


def _caller(delivery: Delivery, line: Line, profile: AgentProfile, now: datetime) -> Caller:
    """Return who calls; earlier calls are counted only where the company limits them."""
    is_counted = counts_calls_of(profile, line.from_number)
    recent_calls = count_calls(line, now - timedelta(hours=1)) if is_counted else 0
    return Caller(line.from_number, delivery.params.get("StirVerstat", ""), recent_calls)


def _log_turn(reply: Reply, elapsed_ms: float) -> None:
    facts = {"kind": reply.kind, "scenario": reply.scenario_key, "score": reply.score}
    logger.info("turn_answered", extra={**facts, "elapsed_ms": elapsed_ms})
    count_turn(reply.kind)
