"""What the product does with calls and turns, as it does it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from rest_framework.test import APIClient

from telephony.backlog import _calls_in_progress
from telephony.calls import Line, count_calls, outcome_of, read_standing
from telephony.models import Call
from telephony.partitions.dropping import drop_months
from telephony.privacy.applying import apply_retention
from telephony.privacy.erasing import _calls_of
from telephony.readiness_checks.line import find_test_call
from tenants.authentication import refresh_token_for
from tenants.models import User
from tenants.offboarding.kinds import kinds, pages_of
from tenants.scope import company_scope, platform_scope
from tests.factories import UserFactory

Act = Callable[[], object]


def acts_of(company_id: UUID) -> Iterator[tuple[str, Act]]:
    """Yield each act with its name."""
    call = _newest_call(company_id)
    line = Line(company_id, call.call_sid, call.from_number, call.to_number)
    yield "a turn: what stands before it", lambda: read_standing(line, 9)
    yield "a call: how often the caller has called", lambda: count_calls(line, _ago(1))
    yield "a call's end: its outcome", lambda: _in_scope(company_id, lambda: outcome_of(call))
    yield from _api_acts(company_id, call)
    yield "readiness: a test call", lambda: _in_scope(company_id, find_test_call)
    yield "retention, told only", lambda: apply_retention(company_id, timezone.now(), is_trial=True)
    yield "retention: months that go", lambda: drop_months(timezone.now(), is_trial=True)
    yield "archive: two pages of turns", lambda: _two_pages(company_id)
    yield (
        "erasing: a caller's calls",
        lambda: _in_scope(company_id, lambda: list(_calls_of(call.from_number))),
    )
    yield "metrics: calls in progress", _count_in_progress


def _api_acts(company_id: UUID, call: Call) -> Iterator[tuple[str, Act]]:
    get = _client(company_id)
    month = f"from={_ago(30).date()}&to={timezone.now().date()}"
    for name, path in (
        ("list: the newest calls", "calls"),
        ("list: of 30 days", f"calls?{month}"),
        ("list: page 10", "calls?page=10"),
        ("list: by outcome", "calls?outcome=transferred"),
        ("list: a caller's", f"calls?caller=%2B{call.from_number[1:]}"),
        ("list: of last digits", "calls?caller=5550123"),
        ("list: longest first", "calls?ordering=-durationSeconds"),
        ("list: a word that was said", "calls?search=leaking"),
        ("list: a word that was said, in a year", f"calls?search=leaking&from={_ago(364).date()}"),
        ("list: a word that was said, in 30 days", f"calls?search=leaking&{month}"),
        ("one call with its turns", f"calls/{call.call_sid}"),
        ("export: a week", f"calls/export?from={_ago(7).date()}"),
        ("analytics of 30 days", f"analytics?{month}"),
        ("analytics of a year", f"analytics?from={_ago(364).date()}&to={timezone.now().date()}"),
        ("unanswered", "unanswered"),
    ):
        yield name, lambda path=path: get(path)  # type: ignore[misc]


def _client(company_id: UUID) -> Callable[[str], object]:
    user: User = UserFactory(company_id=company_id, company=None)
    token = refresh_token_for(user).access_token
    client = APIClient(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {token}")

    def get(path: str) -> object:
        answer = client.get(f"/api/company/{company_id}/{path}")
        assert answer.status_code == 200, (path, answer.content[:300])
        return answer

    return get


def _newest_call(company_id: UUID) -> Call:
    with company_scope(company_id):
        call: Call = Call.objects.filter(is_test=False).order_by("-started_at")[0]
    return call


def _in_scope(company_id: UUID, act: Act) -> object:
    with company_scope(company_id):
        return act()


def _two_pages(company_id: UUID) -> None:
    (turns,) = (kind for kind in kinds() if kind.label == "telephony.CallTurn")
    pages = pages_of(turns, company_id)
    next(pages)
    next(pages)


def _count_in_progress() -> object:
    with platform_scope("years"):
        return _calls_in_progress()


def _ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
