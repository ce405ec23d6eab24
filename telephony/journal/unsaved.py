"""The newest turns that this worker answered and could not record, by call."""

from collections import OrderedDict
from uuid import UUID

from telephony.calls import AnsweredTurn, Line, Standing

CALLS_MAX = 1_000
TURNS_MAX = 100

_calls: OrderedDict[tuple[UUID, str], dict[int, Standing]] = OrderedDict()


def remember(line: Line, turn: AnsweredTurn) -> None:
    """Hold what the turn left, for the call's next one; the oldest calls are forgotten."""
    key = line.company_id, line.call_sid
    turns = _calls.setdefault(key, {})
    turns[turn.index] = Standing(None, turn.reply.state, turn.twiml, turn.index)
    _calls.move_to_end(key)
    if len(turns) > TURNS_MAX:
        del turns[min(turns)]
    if len(_calls) > CALLS_MAX:
        _calls.popitem(last=False)


def forget(line: Line, index: int) -> None:
    """Drop a turn that is recorded by now."""
    key = line.company_id, line.call_sid
    turns = _calls.get(key, {})
    turns.pop(index, None)
    if not turns:
        _calls.pop(key, None)


def forget_all() -> None:
    """Drop everything that this process holds."""
    _calls.clear()


def standing_with(recorded: Standing, line: Line, index: int) -> Standing:
    """Return what stands before the turn `index`: what is recorded, or what is newer than that."""
    turns = _calls.get((line.company_id, line.call_sid), {}).copy()
    newest = turns.get(max((one for one in turns if one <= index), default=-1))
    if newest is None or recorded.index >= newest.index:
        return recorded
    twiml = newest.twiml if newest.index == index else None
    return Standing(recorded.call_id, newest.state, twiml, newest.index)
