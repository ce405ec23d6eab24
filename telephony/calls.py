"""The record of a call: each turn once, whatever is delivered how often."""

from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction

from telephony.models import Call, CallTurn, Message, Outcome
from telephony.turns import CallState, Next, Reply
from tenants.cache import CompanyCache
from tenants.scope import company_scope

FINAL_STATUSES = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
CALLER_MAX_CHARS = 64
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
    """What is on record when a turn comes in; `twiml` where this turn was answered before."""

    call_id: UUID | None = None
    state: CallState = field(default_factory=CallState)
    twiml: str | None = None


@dataclass(frozen=True, slots=True)
class AnsweredTurn:
    """A turn as it is about to be answered; `latency_ms` is the time until now."""

    index: int
    utterance: str
    reply: Reply
    twiml: str
    latency_ms: float


def read_standing(line: Line, index: int) -> Standing:
    """Return what stands before the turn `index`. One query."""
    with company_scope(line.company_id):
        row = _newest_first.filter(call__call_sid=line.call_sid, index__lte=index).first()
    if row is None:
        return Standing()
    twiml = row["twiml"] if row["index"] == index else None
    return Standing(row["call_id"], CallState.from_document(row["state"]), twiml)


def save_turn(line: Line, standing: Standing, turn: AnsweredTurn) -> str:
    """Record the turn and return its TwiML; where another worker was first, return that one's.

    What the caller answered to a question of ours is left to the team as a message with it.
    """
    try:
        with company_scope(line.company_id, writing=True):
            call_id = standing.call_id or _call_of(line).id
            _insert(call_id, turn)
            if turn.reply.state.heard == 1 or line.is_test:
                _forget_readiness(line)
            if turn.reply.kind == "noted":
                _leave_message(line, call_id, turn.utterance)
    except IntegrityError:
        recorded = read_standing(line, turn.index).twiml
        if recorded is None:
            raise
        return recorded
    return turn.twiml


def note_status(
    line: Line, status: str, duration_seconds: int | None, *, is_answered: bool = True
) -> None:
    """Record Twilio's word on the call; a final status never goes back.

    Where the company takes no calls (`is_answered` is false), none is put on record by it.
    """
    with company_scope(line.company_id, writing=True):
        call = Call.objects.select_for_update().filter(call_sid=line.call_sid).first()
        if call is None and is_answered:
            call = _call_of(line)
        if call is None or call.status in FINAL_STATUSES:
            return
        call.status = status
        if status in FINAL_STATUSES:
            call.duration_seconds = duration_seconds
            call.outcome = _outcome(call)
            _forget_readiness(line)
        call.save()


def _forget_readiness(line: Line) -> None:
    """Let readiness, which asks for a call with words in it or a test, be measured again."""
    transaction.on_commit(partial(CompanyCache(line.company_id).forget, "readiness"))


def _call_of(line: Line) -> Call:
    facts = {
        "from_number": line.from_number,
        "to_number": line.to_number,
        "is_test": line.is_test,
    }
    with transaction.atomic():
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
        reply=reply.text,
        latency_ms=turn.latency_ms,
        trace=reply.trace,
        action=reply.next,
        state=reply.state.as_document(),
        twiml=turn.twiml,
    )


def _leave_message(line: Line, call_id: UUID, text: str) -> None:
    Message.objects.create(call_id=call_id, from_number=line.from_number, text=text)


def _outcome(call: Call) -> str:
    """Return how the call ended: a dial that nobody picked up is followed by another turn."""
    turns = CallTurn.objects.filter(call=call)
    last = turns.order_by("-index").values("kind", "action").first()
    if last and (last["action"] == Next.DIAL or last == PICKED_UP_TURN):
        return Outcome.TRANSFERRED
    if call.messages.exists():
        return Outcome.MESSAGE
    has_spoken = turns.filter(index__gt=0).exclude(utterance="").exists()
    return Outcome.ANSWERED if has_spoken else Outcome.ABANDONED
