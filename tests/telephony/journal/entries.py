"""Entries of the journal that tests write."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from telephony.calls import AnsweredTurn, Line
from telephony.journal.entries import StatusEntry, TurnEntry
from telephony.turns import CallState, Reply
from tests.callers import CALL, CALLER

AT = datetime(2026, 3, 5, 14, 30, 15, 123456, tzinfo=UTC)


def line_of(company_id: UUID, call_sid: str = CALL) -> Line:
    """Return a call to the company."""
    return Line(company_id, call_sid, CALLER, "+12395550100")


def turn_entry(company_id: UUID, index: int = 0, call_sid: str = CALL, **facts: Any) -> TurnEntry:
    """Return a turn in which the caller told a secret."""
    reply = Reply("noted", f"reply {index}", CallState(heard=index, last_said=f"reply {index}"))
    turn = AnsweredTurn(index, "my name is Wilhelmina", reply, f"<Response>{index}</Response>", 1.5)
    return TurnEntry(line_of(company_id, call_sid), turn, AT, **facts)


def status_entry(company_id: UUID, status: str = "completed") -> StatusEntry:
    """Return Twilio's word on the call."""
    return StatusEntry(line_of(company_id), status, 42, is_answered=True, at=AT)
