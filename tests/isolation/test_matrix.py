"""Every route, for everybody, with own, foreign, absent and malformed ids; see `cases_of`."""

import json
import logging
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.test import Client, RequestFactory
from pytest_django import DjangoDbBlocker

from clientsvia import metrics
from tenants.models import Role, User
from tests.api.rules import RULES
from tests.api.world import rolled_back
from tests.callers import connection_kept
from tests.isolation.principals import (
    ABSENT,
    FOREIGN,
    MALFORMED,
    NOBODY,
    NOT_SIGNED_IN,
    OURS,
    OWN,
    PRINCIPALS,
    STAFF,
    THEIR_OWNER,
    TwoCompanies,
    make_two_companies,
)
from tests.isolation.routes import Route, all_routes, company_routes
from tests.roles import standing

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")
THEIRS = b'{"error": "Unauthorized", "message": "You do not have access to this company"}'
UNSIGNED, FORBIDDEN, NO_ROLE, NOT_FOUND, NO_METHOD, LET_IN, BROKE = (
    "not signed in", "foreign", "role", "not found", "method", "let in", "broke",
)  # fmt: skip

FACTORY = RequestFactory(REMOTE_ADDR="203.0.113.9")
DESK, LOGIN = "/admin/", "/admin/login/"
DOORS = {LOGIN, "/admin/logout/"}
BACKEND = "tenants.authentication.PasswordAuthentication"
OPEN = (
    "/", "/api/docs", "/api/schema", "/health/live", "/health/ready", "/invitation",
    "/phone/{companyId}", "/phone/{companyId}/pass",
)  # fmt: skip
METRICS = metrics.PATH  # answered by a middleware, so that no route leads there
FALLBACK, NOWHERE = "/api/twilio/fallback", "/api/{rest}"
TWILIO = [
    one.path for one in all_routes() if one.path.startswith("/api/twilio/") and one.path != FALLBACK
]

EVERY_METHOD = (NOBODY, Role.OWNER.value, THEIR_OWNER)
BODIES = {
    "/api/company/{companyId}/test-calls/{callSid}/turns": {"speech": "goodbye"},
    "/api/company/{companyId}/unanswered/{id}/to-knowledge": {"answer": "We do."},
}
"""Where a body is read before the row is looked for."""

Case = tuple[str, ...]


@pytest.fixture(scope="module")
def two(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[TwoCompanies]:
    """Make both companies once for the module; what a test writes is rolled back."""
    with django_db_blocker.unblock(), connection_kept(), standing(make_two_companies) as two:
        yield two


@pytest.fixture(autouse=True)
def _no_log() -> Iterator[None]:
    """Write no line about each of thousands of refusals."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def application() -> BaseHandler:
    """Return the application with its middleware, without what a server adds."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def verdict(answer: Any) -> str:
    """Return what an answer comes to."""
    if answer.status_code == 403:
        return FORBIDDEN if answer.content in (THEIRS, b"") else NO_ROLE
    known = {401: UNSIGNED, 404: NOT_FOUND, 405: NO_METHOD}
    return known.get(answer.status_code, LET_IN if answer.status_code < 500 else BROKE)


def asked(application: BaseHandler, two: TwoCompanies, path: str, case: Case) -> str:
    """Return how a principal is answered; what was written is taken back."""
    who, method, company, row = case
    body, url = json.dumps(BODIES.get(path, {})), two.url(path, company, row)
    request = FACTORY.generic(method, url, body, "application/json", headers=two.headers[who])
    may_write = method.lower() in RULES[path].keys() - {"get"} and is_let_near(who, company)
    with rolled_back() if may_write else nullcontext():
        return verdict(application.get_response(request))


def cases_of(route: Route) -> Iterator[Case]:
    """Yield each principal with each company and the route's verbs, and the rows one may come to.

    Methods that the route does not have are tried by nobody, by the owner and by the other owner.
    Whoever has not signed in is told so whatever the company, and an id of nobody's is refused
    whatever the method: there one of them stands for all.
    """
    verbs = [verb.upper() for verb in RULES[route.path]]
    for who in PRINCIPALS:
        methods = METHODS if who in EVERY_METHOD else verbs
        elsewhere = methods[:1] if who in NOT_SIGNED_IN else methods
        yield from ((who, method, OWN, OWN) for method in methods)
        yield from ((who, method, FOREIGN, FOREIGN) for method in elsewhere)
    for who in (NOBODY, Role.OWNER.value, STAFF):
        yield from ((who, "GET", company, OWN) for company in (ABSENT, MALFORMED))
    for verb in verbs if route.parameters != ["companyId"] else ():
        yield from ((who, verb, OWN, FOREIGN) for who in (*OURS, STAFF))
        yield from ((Role.OWNER.value, verb, OWN, row) for row in (ABSENT, MALFORMED))


def is_let_near(who: str, company: str) -> bool:
    """Return whether the company's paths are open to a principal at all."""
    own = FOREIGN if who == THEIR_OWNER else OWN
    return who not in NOT_SIGNED_IN and (company == own or (who, company) == (STAFF, FOREIGN))


def expected(route: Route, case: Case) -> set[str]:
    """Return how the table of rules has a case answered."""
    who, method, company, row = case
    if who in NOT_SIGNED_IN:
        return {UNSIGNED}
    if not is_let_near(who, company):
        return {NOT_FOUND} if who == STAFF else {FORBIDDEN}
    verbs = RULES[route.path]
    needed = verbs.get(method.lower())
    if needed is None:
        return {LET_IN} if method == "OPTIONS" else {NO_ROLE, NO_METHOD, NOT_FOUND}
    role = {THEIR_OWNER: Role.OWNER, STAFF: Role.ADMIN}.get(who, who)
    if not Role(role).covers(Role(needed)):
        return {NO_ROLE}
    return {LET_IN} if row == (FOREIGN if company == FOREIGN else OWN) else {NOT_FOUND}


def is_as_expected(route: Route, case: Case, told: str) -> bool:
    """Return whether the rules have it answered so; an id of no shape may lead to no route."""
    leads_nowhere = told == NOT_FOUND and case[3] in (ABSENT, MALFORMED)
    return leads_nowhere or told in expected(route, case)


@pytest.mark.parametrize("route", company_routes(), ids=lambda route: route.path)
def test_a_companys_route_answers_each_as_the_rules_say(
    application: BaseHandler, two: TwoCompanies, route: Route
) -> None:
    told = {case: asked(application, two, route.path, case) for case in cases_of(route)}

    assert {case: one for case, one in told.items() if not is_as_expected(route, case, one)} == {}


def desk_client(user: User | None) -> Client:
    """Return a browser in which somebody has signed in at the desk, or nobody."""
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user, BACKEND)
    return client


def test_every_route_is_somebodys() -> None:
    known = {*RULES, *OPEN, *TWILIO, FALLBACK, NOWHERE}
    unknown = {one.path for one in all_routes() if not one.path.startswith(DESK)} - known

    assert unknown == set(), "Say here or in tests/api/rules.py who may call it."


@pytest.mark.parametrize("who", [NOBODY, Role.OWNER.value, THEIR_OWNER])
def test_the_desk_is_closed_to_all_but_staff(two: TwoCompanies, who: str) -> None:
    client = desk_client(two.users[who])
    urls = [two.url(one.path) for one in all_routes() if one.path.startswith(DESK)]

    led_to = {url: client.get(url).get("Location", "") for url in urls if url not in DOORS}

    assert len(led_to) > 200
    assert [url for url, where in led_to.items() if not where.startswith(LOGIN)] == []


@pytest.mark.parametrize("who", PRINCIPALS)
def test_twilios_routes_are_open_to_nobody_who_does_not_sign(
    application: BaseHandler, two: TwoCompanies, who: str
) -> None:
    asked = [
        FACTORY.generic(method, two.url(path), b"", headers=two.headers[who])
        for path in TWILIO
        for method in METHODS
    ]

    told = {application.get_response(request).status_code for request in asked}

    assert told == {403, 405}


@pytest.mark.parametrize("who", PRINCIPALS)
def test_an_open_page_is_the_same_for_everybody(
    application: BaseHandler, two: TwoCompanies, who: str
) -> None:
    for_nobody, for_them = (
        [
            application.get_response(FACTORY.get(two.url(path), headers=two.headers[one]))
            for path in (*OPEN, FALLBACK, NOWHERE, METRICS)
        ]
        for one in (NOBODY, who)
    )

    assert [one.status_code for one in for_them] == [one.status_code for one in for_nobody]
    assert {one.status_code for one in for_them} <= {200, 302, 404, 405}
    assert for_them[-1].status_code == 404
