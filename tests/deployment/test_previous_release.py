"""The release before works on the new schema, while servers are exchanged one after another."""

from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from telephony.models import CallTurn
from tenants.databases import OWNER, connection_in_force, working_as
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import CompanyFactory
from tests.roles import has_roles

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not has_roles(), reason="SQLite has one server, which is stopped for it."),
]
PREVIOUS = {
    "knowledge": "0002_row_security",
    "telephony": "0010_row_security",
    "templates_brain": "0005_row_security",
    "tenants": "0006_row_security",
}
"""The last migration of each app in the release before."""


@pytest.fixture(scope="module")
def before() -> Apps:
    """Return the models of the release before."""
    loader = MigrationLoader(None)
    return loader.project_state(list(PREVIOUS.items())).apps


def columns() -> dict[str, dict[str, bool]]:
    """Return the columns of each table, and whether a row may leave the column out."""
    with working_as(OWNER), connection_in_force().cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, is_nullable = 'YES' OR column_default IS NOT NULL"
            " OR is_identity = 'YES' FROM information_schema.columns"
            " WHERE table_schema = current_schema()"
        )
        found: dict[str, dict[str, bool]] = {}
        for table, column, is_optional in cursor.fetchall():
            found.setdefault(table, {})[column] = is_optional
    return found


def test_no_column_went_that_the_release_before_names_and_none_came_that_it_must(
    before: Apps,
) -> None:
    there = columns()
    named = {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields}
        for model in before.get_models(include_auto_created=True)
        if model._meta.app_label in PREVIOUS
    }

    gone = {table: names - there.get(table, {}).keys() for table, names in named.items()}
    required = {
        table: {name for name, is_optional in there[table].items() if not is_optional} - names
        for table, names in named.items()
    }

    assert "telephony_callturn" in named
    assert {table: names for table, names in gone.items() if names} == {}
    assert {table: names for table, names in required.items() if names} == {}


def test_a_call_that_the_release_before_records_is_there_for_this_one(before: Apps) -> None:
    company = CompanyFactory()

    record_as_before(before, company)

    with company_scope(company.id):
        turn = CallTurn.objects.select_related("call").get()
    assert (turn.utterance, turn.call.call_sid) == ("hello", "CAold")


def record_as_before(before: Apps, company: Company) -> None:
    """Insert as the release before does, with keys that it makes."""
    call: Any = before.get_model("telephony", "Call")
    turn: Any = before.get_model("telephony", "CallTurn")
    with company_scope(company.id):
        made = call.objects.create(company_id=company.id, call_sid="CAold", to_number="+1239")
        turn.objects.create(
            company_id=company.id, call=made, index=0, kind="scenario", utterance="hello",
            latency_ms=1.0, twiml="<Response/>",
        )  # fmt: skip
    connections[OWNER].check_constraints()
