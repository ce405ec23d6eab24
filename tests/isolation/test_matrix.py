"""Every route with every method, for everybody, with own, foreign, absent and malformed ids."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tenants.models import Role
from tests.api.rules import RULES
from tests.api.world import rolled_back
from tests.callers import connection_kept
from tests.isolation.principals import (
    ABSENT,
    FOREIGN,
    MALFORMED,
    NOT_SIGNED_IN,
    OWN,
    PRINCIPALS,
    STAFF,
    THEIR_OWNER,
    WHOSE,
    TwoCompanies,
    make_two_companies,
)
from tests.isolation.routes import Route, all_routes, company_routes

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")
THEIRS = b'{"error": "Unauthorized", "message": "You do not have access to this company"}'
UNSIGNED, FORBIDDEN, NO_ROLE, NOT_FOUND, NO_METHOD, LET_IN, BROKE = (
    "not signed in", "foreign", "role", "not found", "method", "let in", "broke",
)  # fmt: skip

Case = tuple[str, ...]


@pytest.fixture(scope="module")
def two(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[TwoCompanies]:
    """Make both companies once for the module; what a test writes is rolled back."""
    with django_db_blocker.unblock(), connection_kept(), transaction.atomic():
        yield make_two_companies()
        transaction.set_rollback(True)


def verdict(answer: Any) -> str:
    """Return what an answer comes to."""
    if answer.status_code == 403:
        return FORBIDDEN if answer.content in (THEIRS, b"") else NO_ROLE
    known = {401: UNSIGNED, 404: NOT_FOUND, 405: NO_METHOD}
    return known.get(answer.status_code, LET_IN if answer.status_code < 500 else BROKE)


def asked(two: TwoCompanies, who: str, method: str, url: str) -> str:
    """Return how a principal is answered; what was written is taken back."""
    client = Client(raise_request_exception=False, headers=two.headers[who])
    with rolled_back():
        return verdict(client.generic(method, url, b"{}", content_type="application/json"))


def ids_of(route: Route) -> list[tuple[str, str]]:
    """Return whose company and whose row the route is called with."""
    has_row = route.parameters != ["companyId"]
    rows = [(OWN, row) for row in WHOSE] if has_row else [(OWN, OWN)]
    return [*rows, (FOREIGN, FOREIGN), (ABSENT, OWN), (MALFORMED, OWN)]


def cases_of(route: Route) -> list[Case]:
    """Return each principal with each method and all ids of a route below a company."""
    return [
        (who, method, company, row)
        for who in PRINCIPALS
        for method in METHODS
        for company, row in ids_of(route)
    ]


def is_let_near(who: str, company: str) -> bool:
    """Return whether the company's paths are open to a principal at all."""
    own = FOREIGN if who == THEIR_OWNER else OWN
    return company == own or (who == STAFF and company in (OWN, FOREIGN))


def expected(route: Route, case: Case) -> set[str]:
    """Return how the table of rules has a case answered."""
    who, method, company, row = case
    if who in NOT_SIGNED_IN:
        return {UNSIGNED}
    if not is_let_near(who, company):
        return {NOT_FOUND} if who == STAFF else {FORBIDDEN}
    verbs = RULES[route.path]
    needed = verbs.get({"HEAD": "get"}.get(method, method.lower()))
    if needed is None:
        return {LET_IN} if method == "OPTIONS" else {NO_ROLE, NO_METHOD, NOT_FOUND}
    role = {THEIR_OWNER: Role.OWNER, STAFF: Role.ADMIN}.get(who, who)
    if not Role(role).covers(Role(needed)):
        return {NO_ROLE}
    return {LET_IN} if row == (FOREIGN if company == FOREIGN else OWN) else {NOT_FOUND}


@pytest.mark.parametrize("route", company_routes(), ids=lambda route: route.path)
def test_a_companys_route_answers_each_as_the_rules_say(two: TwoCompanies, route: Route) -> None:
    told = {
        case: asked(two, case[0], case[1], two.url(route.path, *case[2:]))
        for case in cases_of(route)
    }

    assert {case: one for case, one in told.items() if one not in expected(route, case)} == {}
