"""Who holds a dump of the database holds no secret: each was put in where people put it in."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client
from rest_framework.test import APIClient

from tenants import second_factor
from tenants.inviting import invite
from tenants.models import AuthenticatorApp, Company, Role
from tenants.scope import company_scope
from tests.desk import Desk
from tests.factories import PASSWORD, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

TOKEN, API_KEY, NEW_PASSWORD = "planted-twilio-token", "planted-api-key", "planted password"


def dump() -> str:
    """Return every row of every table as text, sessions and tokens included."""
    return "\n".join(row for alias in connections for row in rows_of(alias))


def rows_of(alias: str) -> Iterator[str]:
    """Yield each row of a database."""
    connection = connections[alias]
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            yield from map(repr, cursor.fetchall())


@pytest.fixture
def planted(company: Company) -> list[str]:
    """Return every kind of secret that there is, each told to the product as people tell it."""
    owner = UserFactory(company=company)
    api = APIClient()
    signed_in = api.post(
        "/api/auth/token", {"email": owner.email, "password": PASSWORD}, format="json"
    ).json()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {signed_in['access']}")
    here = f"/api/company/{company.id}"
    number = {"number": "+12395550142", "accountSid": f"AC{'0' * 32}", "authToken": TOKEN}
    made = api.post(f"{here}/phone-numbers", number, format="json", HTTP_IDEMPOTENCY_KEY="once")
    assert made.status_code == 201
    voice = api.patch(f"{here}/voice-settings", {"apiKey": API_KEY}, format="json")
    assert voice.status_code == 200
    refresh = {"refresh": signed_in["refresh"]}
    renewed = api.post("/api/auth/refresh", refresh, format="json").json()["refresh"]
    with company_scope(company.id, writing=True):
        _, invitation = invite("ann@example.com", Role.VIEWER, actor="tests")
    secrets = [signed_in["access"], signed_in["refresh"], renewed, invitation.url.partition("#")[2]]
    return [TOKEN, API_KEY, PASSWORD, *secrets, *staff_secrets()]


def staff_secrets() -> list[str]:
    """Return what a member of staff at the desk knows."""
    staff = StaffFactory()
    desk = Desk(staff)
    desk.change(UserFactory(), new_password=NEW_PASSWORD)
    app = AuthenticatorApp.objects.get(user=staff)
    codes = second_factor.renew_recovery_codes(staff)
    plain = [code.replace("-", "") for code in codes]
    session: str = desk.client.session.session_key or ""
    return [NEW_PASSWORD, app.key(), app.totp().key.hex(), session, *codes, *plain]


def test_a_dump_holds_no_secret_in_clear(planted: list[str]) -> None:
    dumped = dump()

    assert len(planted) == 32
    assert "ann@example.com" in dumped
    assert [secret for secret in planted if secret in dumped] == []


def test_every_table_of_ours_is_in_the_dump() -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}

    assert tables <= set(connections["default"].introspection.table_names())


def test_what_stands_of_a_session_opens_none() -> None:
    desk, thief = Desk(StaffFactory()), Client()

    thief.cookies["sessionid"] = Session.objects.values_list("session_key", flat=True).get()

    assert desk.client.get("/admin/").status_code == 200
    assert thief.get("/admin/").status_code == 302
