"""What a run came to: the callers' log beside what the database holds."""

from collections import Counter
from statistics import quantiles
from typing import Any

import psycopg

from tests.load.callers import Log
from tests.load.killing import Killer

WRONG = ("lost", "changed", "doubled", "foreign", "nameless", "invalid", "statuses_lost")
"""The figures of which each must be 0."""

_TURNS = """
    SELECT call.company_id::text, call.call_sid, turn.index, turn.twiml
    FROM telephony_callturn AS turn JOIN telephony_call AS call ON call.id = turn.call_id
"""


def findings(
    log: Log, killer: Killer, companies: list[str], database: str, seconds: float
) -> dict[str, Any]:
    """Return every figure of a run."""
    with psycopg.connect(database) as connection:
        rows = connection.execute(_TURNS).fetchall()
        ended = connection.execute(
            "SELECT call_sid FROM telephony_call WHERE status = 'completed'"
        ).fetchall()
    kept = {(company, sid, index): twiml for company, sid, index, twiml in rows}
    answered = [
        ((companies[one.company], one.call_sid, one.index), one.body) for one in log.acknowledged
    ]
    times = quantiles(log.milliseconds, n=100)
    return {
        "turns": len(log.acknowledged),
        "turns_per_second": round(len(log.acknowledged) / seconds, 1),
        "p50_ms": round(times[49], 1),
        "p99_ms": round(times[98], 1),
        "workers_killed": len(killer.at),
        "failed_deliveries": len(log.failed_at),
        "failing_ms_after_a_kill": round(_longest_failing(log, killer) * 1000),
        "unanswered": len(log.unanswered),
        "lost": sum(key not in kept for key, _ in answered),
        "changed": sum(kept.get(key, body) != body for key, body in answered),
        "doubled": _doubled(rows),
        "foreign": len(log.foreign),
        "nameless": len(log.nameless),
        "invalid": len(log.invalid),
        "statuses_lost": len(set(log.ended) - {sid for (sid,) in ended}),
    }


def _doubled(rows: list[Any]) -> int:
    """Return how many turns stand more than once, in whichever company."""
    times = Counter((sid, index) for _, sid, index, _ in rows)
    return sum(count - 1 for count in times.values())


def _longest_failing(log: Log, killer: Killer) -> float:
    """Return for how many seconds after a kill deliveries failed, at the most."""
    begun = [
        max((at for at in killer.at if at <= failed), default=failed) for failed in log.failed_at
    ]
    return max((failed - at for failed, at in zip(log.failed_at, begun, strict=True)), default=0.0)
