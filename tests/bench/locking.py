"""What row-level security costs: the same role with and without it, by turns in one run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from statistics import median
from unittest.mock import patch

from rest_framework.test import APIClient

from tenants import routing
from tenants.authentication import refresh_token_for
from tenants.databases import OWNER, connection_in_force, working_as
from tenants.models import Role, User
from tests.bench.line import BenchLine
from tests.bench.timing import ROUNDS, microseconds
from tests.roles import has_roles

_CONFINED = "SELECT relname FROM pg_class WHERE relrowsecurity"
_ALTER = "ALTER TABLE {table} {word} ROW LEVEL SECURITY"


def lock3_figures(line: BenchLine) -> dict[str, float]:
    """Return how many times longer a whole warm turn and a list of 20 take with lock 3."""
    if not has_roles():
        return {}
    return {
        "lock3_turn_ratio": _ratio(line.say, line.begin_call),
        "lock3_list_ratio": _ratio(_list_of_20(line), lambda: None),
    }


def _ratio(act: Callable[[], object], begin_round: Callable[[], object]) -> float:
    locked, unlocked = [], []
    for _ in range(ROUNDS):
        begin_round()
        locked.append(microseconds(act))
        with _without_the_lock():
            begin_round()
            unlocked.append(microseconds(act))
    return median(locked) / median(unlocked)


@contextmanager
def _without_the_lock() -> Iterator[None]:
    """Take the policies off, and let no scope set its company."""
    with working_as(OWNER), connection_in_force().cursor() as cursor:
        cursor.execute(_CONFINED)
        tables = [table for (table,) in cursor.fetchall()]
    _alter(tables, "DISABLE")
    try:
        with patch("tenants.scope.rows_confined_to", lambda company_id: nullcontext()):
            yield
    finally:
        _alter(tables, "ENABLE")


def _alter(tables: list[str], word: str) -> None:
    with working_as(OWNER), connection_in_force().cursor() as cursor:
        cursor.execute("; ".join(_ALTER.format(table=table, word=word) for table in tables))


def _list_of_20(line: BenchLine) -> Callable[[], object]:
    route = routing.route_number(line.phone)
    assert route is not None
    user = User.objects.create_user(
        email="list@example.com", password=None, company_id=route.company_id, role=Role.VIEWER
    )
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {refresh_token_for(user).access_token}")
    path = f"/api/company/{route.company_id}/scenarios?pageSize=20"
    assert len(client.get(path).json()["results"]) == 20
    return lambda: client.get(path)
