"""What a run came to: what its callers have met, beside what the database holds."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

import psycopg

from telephony import phrases
from telephony.simulator.grammar import BadTwiML
from telephony.simulator.twiml_document import read_twiml
from tests.load.callers import Log, Turn
from tests.load.companies import MARKER, marks_of
from tests.load.planning import UTTERANCES

WRONG = (
    "unanswered", "lost", "changed", "doubled", "foreign", "nameless", "invalid", "statuses_lost",
)  # fmt: skip
"""The figures of which each must be 0."""

REPLAY_SECONDS = 30.0
Figures = dict[str, Any]
Kept = dict[tuple[str, str, int], str]

_TURNS = """
    SELECT call.company_id::text, call.call_sid, turn.index, turn.twiml
    FROM telephony_callturn AS turn JOIN telephony_call AS call ON call.id = turn.call_id
    WHERE call.call_sid = ANY(%s)
"""
_ENDED = "SELECT call_sid FROM telephony_call WHERE status = 'completed' AND call_sid = ANY(%s)"


@dataclass(frozen=True)
class Records:
    """What is on record of a run: each turn, how many stand twice, and which calls ended."""

    turns: Kept
    doubled: int
    ended: set[str]


def findings(log: Log, companies: list[str], database: str, seconds: float) -> Figures:
    """Return every figure of a run, once what could not be recorded at once is on record."""
    answered = [turn for turn in log.turns if turn.body is not None]
    recorded = [turn for turn in answered if not _is_put_off(turn)]
    records, waited = _records_in_the_end(log, recorded, companies, database)
    return {
        "turns": len(log.turns),
        "turns_per_second": round(len(answered) / seconds, 1),
        "answered_percent": round(100 * len(answered) / max(1, len(log.turns)), 3),
        **percentiles(log.turns),
        "late_p99_ms": round(_cut(log.late_seconds, 98) * 1000, 1),
        "failed_deliveries": len(log.failed_at),
        "from_memory": sum(_is_apology(turn) for turn in answered),
        "put_off": len(answered) - len(recorded),
        "recorded_after_s": waited,
        "unanswered": len(log.turns) - len(answered),
        "lost": sum(_key(turn, companies) not in records.turns for turn in recorded),
        "changed": sum(_is_changed(turn, companies, records.turns) for turn in recorded),
        "doubled": records.doubled,
        "foreign": sum(bool(_marks_in(turn) - marks_of(turn.company)) for turn in answered),
        "nameless": sum(_is_nameless(turn) for turn in recorded),
        "invalid": sum(not _is_valid(turn) for turn in answered),
        "statuses_lost": len({*log.ended} - records.ended) + len(log.statuses_failed),
    }


def percentiles(turns: Sequence[Turn]) -> Figures:
    """Return how long callers waited, in milliseconds."""
    times = [turn.milliseconds for turn in turns]
    return {
        "p50_ms": round(_cut(times, 49), 1),
        "p99_ms": round(_cut(times, 98), 1),
        "worst_ms": round(max(times, default=0.0), 1),
    }


def within(turns: Sequence[Turn], begins: float, ends: float) -> list[Turn]:
    """Return the turns that were asked for between two moments."""
    return [turn for turn in turns if begins <= turn.at < ends]


def _cut(values: Sequence[float], place: int) -> float:
    return (
        quantiles(values, n=100, method="inclusive")[place]
        if len(values) > 1
        else max(values, default=0.0)
    )


def _records_in_the_end(
    log: Log, recorded: list[Turn], companies: list[str], database: str
) -> tuple[Records, float]:
    """Return the records once all stands there, or whatever does after a while; and that while."""
    started = time.monotonic()
    while True:
        records, waited = _read(log, database), round(time.monotonic() - started, 1)
        is_whole = all(_key(turn, companies) in records.turns for turn in recorded)
        if (is_whole and {*log.ended} <= records.ended) or waited > REPLAY_SECONDS:
            return records, waited
        time.sleep(0.5)


def _read(log: Log, database: str) -> Records:
    sids = [[*{turn.call_sid for turn in log.turns}]]
    with psycopg.connect(database) as connection:
        rows = connection.execute(_TURNS, sids).fetchall()
        ended = {sid for (sid,) in connection.execute(_ENDED, sids)}
    times = Counter((sid, index) for _, sid, index, _ in rows)
    turns = {(company, sid, index): twiml for company, sid, index, twiml in rows}
    return Records(turns, sum(count - 1 for count in times.values()), ended)


def _key(turn: Turn, companies: list[str]) -> tuple[str, str, int]:
    return companies[turn.company], turn.call_sid, turn.index


def _is_changed(turn: Turn, companies: list[str], kept: Kept) -> bool:
    heard = _text(turn)
    return kept.get(_key(turn, companies), heard) != heard


def _marks_in(turn: Turn) -> set[str]:
    return {*MARKER.findall(_text(turn))}


def _is_nameless(turn: Turn) -> bool:
    """Return whether a question for the price was answered, and without the company's price."""
    is_asked = turn.speech == UTTERANCES[0] and not _is_apology(turn)
    return is_asked and not _marks_in(turn)


def _is_apology(turn: Turn) -> bool:
    return phrases.TROUBLE in _said(turn)


def _is_put_off(turn: Turn) -> bool:
    """Return whether the company had too many calls, which is said and not recorded."""
    return any(busy in _said(turn) for busy in (phrases.BUSY, phrases.BUSY_AGAIN))


def _said(turn: Turn) -> str:
    return _text(turn).replace("&#x27;", "'")


def _is_valid(turn: Turn) -> bool:
    try:
        read_twiml(turn.body or b"")
    except BadTwiML:
        return False
    return True


def _text(turn: Turn) -> str:
    return (turn.body or b"").decode(errors="replace")
