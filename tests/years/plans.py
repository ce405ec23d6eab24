"""The plan and the time of each query that is made on calls and turns."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

from tenants.databases import APPLICATION, STAFF

TABLES = ("telephony_call", "telephony_callturn")


@dataclass
class Seen:
    """The queries of one act: the milliseconds of each, those of its planning, and its way."""

    milliseconds: list[float] = field(default_factory=list)
    planning: list[float] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)


@contextmanager
def explaining() -> Iterator[Seen]:
    """Explain each SELECT on calls or turns before it is made, as the role that makes it."""
    seen = Seen()

    def explain(execute: Callable[..., Any], sql: str, params: Any, many: bool, held: Any) -> Any:
        if sql.startswith("SELECT") and any(f'"{table}"' in sql for table in TABLES):
            for _ in range(2):  # what the first has brought into memory is there for the second
                execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params, many, held)
                told = held["cursor"].fetchone()[0]
            (plan,) = json.loads(told) if isinstance(told, str) else told
            seen.milliseconds.append(plan["Planning Time"] + plan["Execution Time"])
            seen.ways.append(", ".join(sorted(_ways(plan["Plan"]))))
            seen.planning.append(plan["Planning Time"])
        return execute(sql, params, many, held)

    with ExitStack() as stack:
        for alias in (APPLICATION, STAFF):
            stack.enter_context(connections[alias].execute_wrapper(explain))
        yield seen


def _ways(plan: dict[str, Any]) -> set[str]:
    """Return by what rows were found in months that were read at all, each once."""
    found = set().union(*(_ways(part) for part in plan.get("Plans", [])))
    table = _without_month(plan.get("Relation Name", ""))
    if table.startswith(TABLES) and plan.get("Actual Loops"):
        index = plan.get("Index Name")
        found.add(f"{table}: {_without_month(index) if index else plan['Node Type']}")
    if plan["Node Type"] == "Bitmap Index Scan" and plan.get("Actual Loops"):
        found.add(f"bitmap of {_without_month(plan['Index Name'])}")
    return found


def _without_month(name: str) -> str:
    """Return the name of a partition, or of its index, without its month."""
    return "_".join(part for part in name.split("_") if not part.isdigit() and part != "rest")
