"""A company's figures of a range of days: so many queries, however many calls."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Window
from django.db.models.functions import CumeDist, ExtractHour, TruncDate

from matching.engine.decide import CALM
from telephony.calls import FINAL_STATUSES
from telephony.models import Call, CallTurn, Outcome
from telephony.periods import Days
from telephony.turn_keys import near_calls

MOST_SCENARIOS = 10
PERCENTILES = {"p50": 0.50, "p90": 0.90, "p99": 0.99}
MISSED_STATUSES = FINAL_STATUSES - {"completed"}
FALLBACK = "fallback"
ANSWERING_KINDS = frozenset({"qna", "scenario", "confirm", "noted", "taking", FALLBACK})
"""The kinds of turn that answer something said."""

Fact = tuple[str, str]
"""What is counted and its value, such as ("kind", "qna")."""

Answers = Mapping[str, Any]
"""How many turns of a day were answered in which way, and by which scenario."""

CALLS, MISSED, URGENT = ("calls", ""), ("missed", ""), ("urgent", "")


def describe_analytics(days: Days, *, with_tests: bool) -> dict[str, Any]:
    """Return the figures of each day and of all of them."""
    turns = _turns(days, with_tests)
    answers = list(
        _by_day(turns, days).values("day", "kind", "scenario_key").annotate(count=Count("pk"))
    )
    counts = _counts(days, with_tests, turns, answers)
    return {
        "totals": _figures(sum(counts.values(), Counter())),
        "latencyMs": _latency_percentiles(turns),
        "topScenarios": _top_scenarios(answers),
        "hours": _hours(days, with_tests),
        "days": [{"date": day, **_figures(counts[day])} for day in days],
    }


def _calls(days: Days, with_tests: bool) -> QuerySet[Call]:
    calls = Call.objects.filter(started_at__gte=days.starts_at, started_at__lt=days.ends_at)
    return (calls if with_tests else calls.filter(is_test=False)).order_by()


def _turns(days: Days, with_tests: bool) -> QuerySet[CallTurn]:
    """Return the turns of the calls; that both are one company's lets the calls' index be used."""
    turns = CallTurn.objects.filter(
        near_calls(_calls(days, with_tests)),
        call__company=F("company"),
        call__started_at__gte=days.starts_at,
        call__started_at__lt=days.ends_at,
    )
    return (turns if with_tests else turns.filter(call__is_test=False)).order_by()


def _by_day(turns: QuerySet[CallTurn], days: Days) -> QuerySet[CallTurn, dict[str, Any]]:
    return turns.values(day=TruncDate("call__started_at", tzinfo=days.zone))


def _counts(
    days: Days, with_tests: bool, turns: QuerySet[CallTurn], answers: Iterable[Answers]
) -> Mapping[date, Counter[Fact]]:
    """Return how often each fact was so on each day."""
    counts: defaultdict[date, Counter[Fact]] = defaultdict(Counter)
    calls = _calls(days, with_tests).values(day=TruncDate("started_at", tzinfo=days.zone))
    for row in calls.values("day", "status", "outcome").annotate(count=Count("pk")):
        counts[row["day"]].update(dict.fromkeys(_facts_of_calls(row), row["count"]))
    for row in answers:
        counts[row["day"]]["kind", row["kind"]] += row["count"]
    urgent = _by_day(turns.filter(urgency__gt=CALM), days)
    for row in urgent.annotate(count=Count("call", distinct=True)):
        counts[row["day"]][URGENT] += row["count"]
    return counts


def _facts_of_calls(row: Mapping[str, Any]) -> list[Fact]:
    missed = [MISSED] if row["status"] in MISSED_STATUSES else []
    return [CALLS, ("outcome", row["outcome"]), *missed]


def _figures(counts: Counter[Fact]) -> dict[str, Any]:
    answers = {kind: count for (fact, kind), count in sorted(counts.items()) if fact == "kind"}
    answering = sum(answers.get(kind, 0) for kind in ANSWERING_KINDS)
    turns = sum(answers.values())
    return {
        "calls": counts[CALLS],
        "missedCalls": counts[MISSED],
        "urgentCalls": counts[URGENT],
        "outcomes": {outcome: counts["outcome", outcome] for outcome in Outcome.values},
        "turns": turns,
        "turnsPerCall": _share(turns, counts[CALLS]),
        "answers": answers,
        "fallbackRate": _share(answers.get(FALLBACK, 0), answering),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _hours(days: Days, with_tests: bool) -> list[dict[str, int]]:
    """Return the calls of each hour of the day, by the company's clock."""
    hours = _calls(days, with_tests).values(hour=ExtractHour("started_at", tzinfo=days.zone))
    counted = dict(hours.annotate(count=Count("pk")).values_list("hour", "count"))
    return [{"hour": hour, "calls": counted.get(hour, 0)} for hour in range(24)]


def _top_scenarios(answers: Iterable[Answers]) -> list[dict[str, Any]]:
    counts: Counter[str] = Counter()
    for row in answers:
        if row["kind"] == "scenario" and row["scenario_key"]:
            counts[row["scenario_key"]] += row["count"]
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [{"scenarioKey": key, "turns": turns} for key, turns in ranked[:MOST_SCENARIOS]]


def _latency_percentiles(turns: QuerySet[CallTurn]) -> dict[str, float | None]:
    """Return for each percentile the least latency that so many turns did not exceed."""
    ranked = turns.annotate(rank=Window(CumeDist(), order_by="latency_ms"))
    return ranked.aggregate(
        **{
            name: Min("latency_ms", filter=Q(rank__gte=share))
            for name, share in PERCENTILES.items()
        }
    )
