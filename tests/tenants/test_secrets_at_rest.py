"""Who holds a dump of the database holds no secret: each was put in where people put it in."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import connections, router
from django.test import Client
from rest_framework.test import APIClient

from tenants import second_factor
from tenants.inviting import invite
from tenants.models import AuthenticatorApp, Company, Role
from tenants.rotating import sealed_models
from tenants.scope import company_scope, platform_scope
from tests.desk import Desk
from tests.factories import PASSWORD, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

TOKEN, API_KEY, NEW_PASSWORD = "5ec4e7" * 5 + "ab", "planted-api-key", "planted password"


def dump() -> str:
    """Return every row of every table as text, as whoever sees all companies reads it."""
    with platform_scope("tests"):
        return "\n".join(rows_of_every_table(connections[router.db_for_read(Company)]))


def rows_of_every_table(connection: Any) -> Iterator[str]:
    """Yield each row."""
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

    assert len(planted) == 31
    assert "ann@example.com" in dumped
    assert [secret for secret in planted if secret in dumped] == []


def sealed_rows() -> list[Any]:
    """Return every row that holds secrets and has a page."""
    with platform_scope("tests"):
        return [
            row
            for model in sealed_models()
            if model in admin.site._registry
            for row in model._default_manager.all()
        ]


def test_no_page_of_the_desk_shows_a_secret_or_its_seal(planted: list[str]) -> None:
    desk, rows = Desk(StaffFactory()), sealed_rows()
    seals = [getattr(row, column) for row in rows for column in row.seals()]

    lists = [desk.open(row, "changelist").content.decode() for row in rows]
    pages = [desk.open(row, "change", row.pk).content.decode() for row in rows]

    assert len(rows) == 3
    shown = "".join(lists + pages)
    assert [text for text in planted + seals if text and text in shown] == []


def test_what_staff_did_stays_on_record_whoever_wants_them_gone() -> None:
    gone, desk = StaffFactory(), Desk(StaffFactory())
    Desk(gone).change(UserFactory(), is_active="")

    desk.act("delete_selected", gone, post="yes")
    desk.client.post(desk.url(gone, "delete", gone.pk), {"post": "yes"})

    assert LogEntry.objects.filter(user=gone).count() == 1


def test_every_table_of_ours_is_in_the_dump() -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}

    assert tables <= set(connections["default"].introspection.table_names())


def test_what_stands_of_a_session_opens_none() -> None:
    desk, thief = Desk(StaffFactory()), Client()

    thief.cookies["sessionid"] = Session.objects.values_list("session_key", flat=True).get()

    assert desk.client.get("/admin/").status_code == 200
    assert thief.get("/admin/").status_code == 302
