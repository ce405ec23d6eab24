"""Lists and figures from a replica, for which a copy that is never brought up to date stands in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connections
from prometheus_client import REGISTRY
from rest_framework.test import APIClient

from clientsvia.settings import _read_only
from tenants.configuration import touch_configuration
from tenants.databases import APPLICATION, OWNER, REPLICA, STAFF, working_as
from tenants.models import Company, Role
from tenants.scope import company_scope
from tests.callers import PRICE_QUESTION, SignedLine
from tests.conftest import ClientOf
from tests.copies import copy_of_the_database
from tests.factories import CallFactory, UserFactory
from tests.roles import has_roles

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=[APPLICATION, STAFF, OWNER, REPLICA]),
    pytest.mark.skipif(not has_roles(), reason="Only PostgreSQL has replicas."),
]


@pytest.fixture(scope="module", autouse=True)
def _has_a_replica(django_db_setup: None) -> Iterator[None]:
    """Let there be a replica, of which nobody says yet where it is."""
    primary = connections.settings[APPLICATION]
    connections.settings[REPLICA] = {**_read_only(primary, primary), "NAME": "nowhere"}
    yield
    del connections[REPLICA], connections.settings[REPLICA]


@contextmanager
def replicated() -> Iterator[None]:
    """Let a copy of what is there now be the replica."""
    with copy_of_the_database("replica") as name:
        connections[REPLICA].settings_dict["NAME"] = name
        yield


@pytest.fixture
def behind(company: Company, stranger: Company, viewer: APIClient) -> Iterator[str]:
    """Return the company's path; of its two calls, the replica does not know `CAnew` yet."""
    CallFactory(company=company, call_sid="CAold")
    CallFactory(company=stranger, call_sid="CAtheirs")
    with replicated():
        CallFactory(company=company, call_sid="CAnew")
        yield f"/api/company/{company.id}"


def sids(client: APIClient, here: str) -> set[str]:
    """Return the calls that the list tells of."""
    answer = client.get(f"{here}/calls")
    assert answer.status_code == 200, answer.content
    return {call["callSid"] for call in answer.json()["results"]}


def outcomes(outcome: str) -> float:
    """Return how often the replica was asked with this outcome."""
    name, labels = "clientsvia_replica_answers_total", {"outcome": outcome}
    return REGISTRY.get_sample_value(name, labels) or 0


def test_lists_and_figures_come_from_the_replica_and_nothing_else_does(
    behind: str, viewer: APIClient, outsider: APIClient
) -> None:
    exported = viewer.get(f"{behind}/calls/export?format=json").json()
    figures = viewer.get(f"{behind}/analytics?includeTests=true").json()
    reports = [viewer.get(f"{behind}/{name}") for name in ("unanswered", "audit-log")]

    assert sids(viewer, behind) == {"CAold"}
    assert [call["callSid"] for call in exported] == ["CAold"]
    assert figures["totals"]["calls"] == 1
    assert [report.status_code for report in reports] == [200, 200]
    assert viewer.get(f"{behind}/calls/CAnew").status_code == 200
    assert outsider.get(f"{behind}/calls").status_code == 403


def test_who_has_done_something_sees_it(
    behind: str, company: Company, viewer: APIClient, owner: APIClient, client_of: ClientOf
) -> None:
    before = sids(owner, behind)
    staff = sids(client_of(UserFactory(company=None, role=Role.ADMIN)), behind)
    asked = outcomes("behind")
    done = owner.patch(f"{behind}/business-hours", {"timezone": "UTC"}, format="json")

    assert before == {"CAold"}
    assert staff == sids(owner, behind) == sids(viewer, behind) == {"CAold", "CAnew"}
    assert done.status_code == 200
    assert outcomes("behind") == asked + 2


def test_a_configuration_that_the_replica_does_not_know_is_read_from_the_primary(
    behind: str, company: Company, viewer: APIClient
) -> None:
    with company_scope(company.id):
        touch_configuration(company.id)

    assert sids(viewer, behind) == {"CAold", "CAnew"}


def test_the_replica_shows_the_bound_companys_rows_and_takes_none(
    behind: str, company: Company
) -> None:
    with working_as(REPLICA), company_scope(company.id):
        seen = found("SELECT call_sid FROM telephony_call")
    with pytest.raises(DatabaseError), working_as(REPLICA):
        found("SELECT call_sid FROM telephony_call")
    with pytest.raises(DatabaseError, match="read-only"), working_as(REPLICA):
        CallFactory(company=company)

    assert seen == [("CAold",)]


def test_without_its_replica_lists_come_from_the_primary_and_no_turn_asked_it(
    company: Company, viewer: APIClient, line: SignedLine
) -> None:
    here, away = f"/api/company/{company.id}", outcomes("away")

    line.begin()
    answer = line.say(1, PRICE_QUESTION)
    after_turns = outcomes("away")
    lists = [sids(viewer, here), sids(viewer, here)]

    assert "$125" in answer
    assert after_turns == away
    assert lists == [{line.call_sid}] * 2
    assert outcomes("away") == away + 1


def test_what_fails_on_the_replica_alone_is_answered_by_the_primary(
    behind: str, viewer: APIClient
) -> None:
    failed = outcomes("failed")
    with connections[REPLICA].execute_wrapper(broken_for("telephony_call")):
        seen = sids(viewer, behind)

    assert seen == {"CAold", "CAnew"}
    assert outcomes("failed") == failed + 1


def broken_for(table: str) -> Any:
    """Return what lets each statement about a table fail, as a replica's recovery can."""

    def run(execute: Any, sql: str, *rest: Any) -> Any:
        if table in sql:
            raise DatabaseError("canceling statement due to conflict with recovery")
        return execute(sql, *rest)

    return run


def found(sql: str) -> list[tuple[Any, ...]]:
    """Return what SQL past every model finds on the replica."""
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
