"""The record of a call: each turn once, whatever is delivered how often."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from telephony.gauges import CALL_SECONDS
from telephony.keeping import keep, leave_unfinished
from telephony.measuring import stage
from telephony.messaging.announcing import announce
from telephony.messaging.outbox import queue_text
from telephony.models import Call, CallTurn, Message, Outcome
from telephony.turns import CallState, Next, Reply
from tenants.cache import CompanyCache
from tenants.databases import atomic, on_commit
from tenants.scope import company_scope
from tenants.time_ordered import first_id_at

FINAL_STATUSES = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
CALLER_MAX_CHARS = 64
CALL_GOES_ON = timedelta(days=2)
ENDING_KINDS = frozenset({"transfer", "voicemail"})
"""Turns that may come after the final status, where the caller has hung up meanwhile."""
PICKED_UP_TURN = {"kind": "transfer", "action": Next.HANG_UP}

_newest_first = CallTurn.objects.order_by("-index").values("call_id", "index", "state", "twiml")


@dataclass(frozen=True, slots=True)
class Line:
    """Which call, of which company, between whom; a test call is one of its own people."""

    company_id: UUID
    call_sid: str
    from_number: str
    to_number: str
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is on record when a turn comes in, the last turn's `index` with it.

    `twiml` is there where this turn was answered before.
    """

    call_id: UUID | None = None
    state: CallState = field(default_factory=CallState)
    twiml: str | None = None
    index: int = -1


@dataclass(frozen=True, slots=True)
class AnsweredTurn:
    """A turn as it is about to be answered; `latency_ms` is the time until now.

    `text` is what the caller gets as a text message beside it.
    """

    index: int
    utterance: str
    reply: Reply
    twiml: str
    latency_ms: float
    text: str = ""


@stage("reading")
def read_standing(line: Line, index: int) -> Standing:
    """Return what stands before the turn `index`. One query, two where a call is new.

    The first looks into the days of a call that goes on: PostgreSQL plans that for a month or two,
    and the second, which finds what is replayed later, for all that there are.
    """
    now = timezone.now()
    days = (first_id_at(now - CALL_GOES_ON), first_id_at(now + CALL_GOES_ON))
    calls = Call.objects.filter(call_sid=line.call_sid)
    turns = _newest_first.filter(index__lte=index)
    with company_scope(line.company_id):
        row = (
            turns.filter(id__range=days, call__in=calls.filter(id__range=days)).first()
            or turns.filter(call__in=calls).first()
        )
    if row is None:
        return Standing()
    twiml = row["twiml"] if row["index"] == index else None
    state = CallState.from_document(row["state"])
    return Standing(row["call_id"], state, twiml, row["index"])


@stage("saving")
def save_turn(line: Line, standing: Standing, turn: AnsweredTurn) -> str:
    """Record the turn and return its TwiML; where another worker was first, return that one's.

    What the caller answered to a question of ours is left to the team as a message with it, and
    what was agreed on is kept; `Overtaken` is raised where somebody else was first, and then
    nothing is written.
    """
    try:
        with company_scope(line.company_id, writing=True):
            call_id = standing.call_id or call_of(line).id
            _insert(call_id, turn)
            _follow(line, standing, turn, call_id)
    except IntegrityError:
        recorded = read_standing(line, turn.index).twiml
        if recorded is None:
            raise
        return recorded
    return turn.twiml


def _follow(line: Line, standing: Standing, turn: AnsweredTurn, call_id: UUID) -> None:
    """Do what a turn brings with it; a test call leaves nothing to the team."""
    reply = turn.reply
    if reply.kind in ENDING_KINDS:
        settle_outcome(call_id)
    if turn.text:
        key = f"turn:{line.call_sid}:{turn.index}"
        queue_text(line.to_number, line.from_number, turn.text, key=key, call_id=call_id)
    if reply.state.heard == 1 or line.is_test:
        _forget_readiness(line)
    if reply.state.suspicion != standing.state.suspicion:
        _note_suspicion(call_id, reply.state)
    if not line.is_test:
        _leave(line, turn, call_id)


def _leave(line: Line, turn: AnsweredTurn, call_id: UUID) -> None:
    """Leave what was noted to the team, and keep what was agreed on."""
    if turn.reply.kind == "noted":
        _leave_message(line, call_id, turn.utterance)
    if turn.reply.act:
        keep(turn.reply.act, call_id, line.from_number, line.to_number)


def count_calls(line: Line, since: datetime) -> int:
    """Return how often the caller has called since then, tests and this call left out."""
    caller = {"from_number": line.from_number, "is_test": False}
    with company_scope(line.company_id):
        calls = Call.objects.filter(started_at__gte=since, **caller)
        return calls.exclude(call_sid=line.call_sid).count()


def note_status(
    line: Line, status: str, duration_seconds: int | None, *, is_answered: bool = True
) -> None:
    """Record Twilio's word on the call; a final status never goes back.

    Where the company takes no calls (`is_answered` is false), none is put on record by it.
    """
    with company_scope(line.company_id, writing=True):
        call = Call.objects.select_for_update().filter(call_sid=line.call_sid).first()
        if call is None and is_answered:
            call = call_of(line)
        if call is None or call.status in FINAL_STATUSES:
            return
        call.status = status
        if status in FINAL_STATUSES:
            call.duration_seconds = duration_seconds
            if not line.is_test:
                leave_unfinished(call, _last_state(call).taking)
            call.outcome = outcome_of(call)
            _forget_readiness(line)
        call.save()
    if status in FINAL_STATUSES and not line.is_test:
        CALL_SECONDS.labels(call.outcome).observe(duration_seconds or 0)


def put_in_time(line: Line, index: int, at: datetime) -> None:
    """Date a turn that was recorded late, and with it what the call's record tells by now."""
    with company_scope(line.company_id, writing=True):
        call = Call.objects.select_for_update().get(call_sid=line.call_sid)
        CallTurn.objects.filter(call=call, index=index).update(created_at=at)
        call.started_at = min(call.started_at, at)
        if call.status in FINAL_STATUSES:
            call.outcome = outcome_of(call)
        call.save()


def _forget_readiness(line: Line) -> None:
    """Let readiness, which asks for a call with words in it or a test, be measured again."""
    on_commit(partial(CompanyCache(line.company_id).forget, "readiness"))


def settle_outcome(call_id: UUID) -> None:
    """Tell again how a call ended that is over, after something more became known of it."""
    call = Call.objects.select_for_update().get(pk=call_id)
    if call.status in FINAL_STATUSES:
        call.outcome = outcome_of(call)
        call.save(update_fields=["outcome"])


def call_of(line: Line) -> Call:
    """Return the call's record in the open scope, made where there is none yet."""
    facts = {
        "from_number": line.from_number,
        "to_number": line.to_number,
        "is_test": line.is_test,
    }
    with atomic():
        call, _ = Call.objects.get_or_create(call_sid=line.call_sid, defaults=facts)
    return call


def _insert(call_id: UUID, turn: AnsweredTurn) -> None:
    reply = turn.reply
    CallTurn.objects.create(
        call_id=call_id,
        index=turn.index,
        utterance=turn.utterance,
        kind=reply.kind,
        scenario_key=reply.scenario_key,
        match_id=reply.match_id,
        score=reply.score,
        urgency=reply.urgency,
        reply=reply.said,
        latency_ms=turn.latency_ms,
        trace=reply.trace,
        action=reply.next,
        state=reply.state.as_document(),
        twiml=turn.twiml,
    )


def _last_state(call: Call) -> CallState:
    last = CallTurn.objects.filter(call=call).order_by("-index").values("state").first()
    return CallState.from_document(last["state"]) if last else CallState()


def _leave_message(line: Line, call_id: UUID, text: str) -> None:
    message = Message(call_id=call_id, from_number=line.from_number, text=text)
    message.save()
    announce(message, line.to_number)


def _note_suspicion(call_id: UUID, state: CallState) -> None:
    signs = {"spam_score": state.spam_score, "spam_reasons": list(state.suspicion)}
    Call.objects.filter(pk=call_id).update(**signs)


def outcome_of(call: Call) -> str:
    """Return how the call ended: a dial that nobody picked up is followed by another turn."""
    turns = CallTurn.objects.filter(call=call)
    last = turns.order_by("-index").values("kind", "action").first()
    if last and last["kind"] == "spam" and call.spam_score:
        return Outcome.SPAM
    if last and (last["action"] == Next.DIAL or last == PICKED_UP_TURN):
        return Outcome.TRANSFERRED
    if call.appointments.exists():
        return Outcome.BOOKED
    if call.messages.exists():
        return Outcome.MESSAGE
    has_spoken = turns.filter(index__gt=0).exclude(utterance="").exists()
    return Outcome.ANSWERED if has_spoken else Outcome.ABANDONED
