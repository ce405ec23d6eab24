"""Twilio's requests: signature, number, company, turn, TwiML; once signed, always answered."""

import time
from collections.abc import Callable
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
from telephony.deliveries import heard_in, line_of, links_of, status_in
from telephony.diary import CompanyDiary
from telephony.journal.entries import StatusEntry, TurnEntry
from telephony.journal.unsaved import standing_with
from telephony.journal.writing import keep
from telephony.keeping import Overtaken
from telephony.measuring import count_turn, stage
from telephony.messaging.hooks import text_beside
from telephony.profiles import agent_for, held_index
from telephony.seats import most_at_once, seats
from telephony.signatures import Delivery, accept
from telephony.standby import StandbyRecord
from telephony.synthesis.playing import audio_of
from telephony.taking.desk import Occasion
from telephony.tracing import span, tell_span
from telephony.turns import Heard, Reply
from telephony.twiml import EMPTY, FALLBACK, USUAL_VOICE, farewell, twiml_of, xml
from telephony.whispering import told_to_who_picks_up
from tenants.gauges import REFUSALS
from tenants.limits import may_call
from tenants.logs import log_fields
from tenants.patience import waiting_at_most
from tenants.routing import NumberRoute

logger = getLogger(__name__)

NOBODY = farewell(phrases.UNKNOWN_NUMBER)
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
    line, heard = line_of(delivery, route), heard_in(delivery)
    standing = standing_with(Standing(), line, index)
    if standing.twiml is not None:
        return standing.twiml
    record = standby.record_of(route.number)
    engine = held_index(route.company_id)
    reply = standby.answer_from_memory(record, index, heard, standing.state, engine)
    twiml = _written_from_memory(record, reply, line, index + 1)
    turn = _answered(index, heard, reply, twiml, started)
    keep(TurnEntry(line, turn, timezone.now(), from_memory=True))
    return twiml


def _written_from_memory(
    record: StandbyRecord | None, reply: Reply, line: Line, next_index: int
) -> str:
    voice = record.voice if record else USUAL_VOICE
    links = links_of(line).telling({"company": record.company_name if record else ""})
    return twiml_of(reply, next_index, (), voice, links)


def _kept_status(delivery: Delivery, route: NumberRoute, index: int) -> str:
    status, seconds = status_in(delivery)
    if status:
        line, is_answered = line_of(delivery, route), not _refusal(delivery, route)
        keep(StatusEntry(line, status, seconds, is_answered, timezone.now()))
    return EMPTY


@webhook(otherwise=_from_memory)
def answer_call(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Answer a call or its next turn, unless its company has its share of this process already."""
    refusal = _refusal(delivery, route)
    if refusal:
        return farewell(refusal)
    with seats.taken(route.company_id, most_at_once(index)) as has_seat:
        if has_seat or not _can_be_put_off(delivery, route, index):
            return _answer_turn(delivery, route, index)
    return _put_off(delivery, route, index, limit="turns")


def _answer_turn(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Answer a turn, and record it once."""
    started = time.perf_counter()
    line, heard = line_of(delivery, route), heard_in(delivery)
    standing = standing_with(read_standing(line, index), line, index)
    if standing.twiml is not None:
        return standing.twiml
    if index == 0 and not line.is_test and not may_call(line.company_id):
        return _put_off(delivery, route, index, limit="calls")
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
    status, seconds = status_in(delivery)
    if status:
        note_status(
            line_of(delivery, route), status, seconds, is_answered=not _refusal(delivery, route)
        )
    return EMPTY


@csrf_exempt
def answer_fallback(request: HttpRequest) -> HttpResponse:
    """Answer what Twilio asks when our other URLs fail: a constant that reads nothing."""
    return xml(FALLBACK)


def _can_be_put_off(delivery: Delivery, route: NumberRoute, index: int) -> bool:
    """Whether a new call can be turned away, or this can be said again: an emergency can not.

    Nor can what the caller does not say: how a dial or a recording ended. Telling it costs far less
    than answering.
    """
    if delivery.is_test or {"DialCallStatus", "RecordingSid"} & {*delivery.params}:
        return False
    speech, record = delivery.params.get("SpeechResult", ""), standby.record_of(route.number)
    return index == 0 or not standby.sounds_urgent(speech, record, held_index(route.company_id))


def _put_off(delivery: Delivery, route: NumberRoute, index: int, limit: str) -> str:
    """Put a new call through to the company's people, or ask for a turn again; records nothing."""
    REFUSALS.labels(f"company_{limit}").inc()
    logger.warning("turn_put_off", extra={"reason": limit})
    record = standby.record_of(route.number)
    again = Reply("fallback", phrases.BUSY_AGAIN, standby.UNKNOWN)
    reply = again if index else standby.apologise(record, sorry=phrases.BUSY)
    return _written_from_memory(record, reply, line_of(delivery, route), index or 1)


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


@stage("deciding")
def _decided(
    agent: Agent, delivery: Delivery, line: Line, standing: Standing, index: int, occasion: Occasion
) -> Reply:
    if index:
        return take_turn(agent, heard_in(delivery), standing.state, occasion)
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
