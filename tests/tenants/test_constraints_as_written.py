"""Locks 2 and 3 as the migrations write them, word by word, for PostgreSQL and for SQLite."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import UniqueConstraint

from telephony.models import CallTurn
from tenants.constraints import (
    OwnRowsOnly,
    SameCompany,
    company_row_is_unique,
    own_rows_only,
)

KEY, OWN = SameCompany(field="call", name="of_ours"), OwnRowsOnly(name="ours")
BY_ANOTHER_COLUMN = OwnRowsOnly(name="ours", column="employer")
CLAUSE = (
    'CONSTRAINT "of_ours" FOREIGN KEY ("company_id", "call_id")'
    ' REFERENCES "telephony_call" ("company_id", "id") DEFERRABLE INITIALLY'
)
CONFINED = """
ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
CREATE POLICY "ours" ON "{table}" USING ({condition}) WITH CHECK ({condition});
CREATE POLICY owner_sees_all ON "{table}" TO CURRENT_USER USING (true) WITH CHECK (true)
"""
RELEASED = """
DROP POLICY owner_sees_all ON "telephony_callturn";
DROP POLICY "ours" ON "telephony_callturn";
ALTER TABLE "telephony_callturn" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "telephony_callturn" DISABLE ROW LEVEL SECURITY
"""
OURS = "\"company_id\" = current_setting('app.company_id')::uuid"


def editor(vendor: str = "postgresql") -> Any:
    """Return as much of a schema editor as a constraint asks for."""
    return SimpleNamespace(
        connection=SimpleNamespace(vendor=vendor), quote_name='"{}"'.format, deferred_sql=[]
    )


@pytest.mark.parametrize(
    ("vendor", "checked"), [("postgresql", "IMMEDIATE"), ("sqlite", "DEFERRED")]
)
def test_a_composite_key_as_a_new_table_has_it(vendor: str, checked: str) -> None:
    assert KEY.constraint_sql(CallTurn, editor(vendor)) == f"{CLAUSE} {checked}"


def test_a_composite_key_as_a_table_gets_and_loses_it() -> None:
    table = 'ALTER TABLE "telephony_callturn"'

    assert str(KEY.create_sql(CallTurn, editor())) == f"{table} ADD {CLAUSE} IMMEDIATE"
    assert str(KEY.remove_sql(CallTurn, editor())) == f'{table} DROP CONSTRAINT "of_ours"'


def test_a_tables_policies() -> None:
    wanted = CONFINED.format(table="telephony_callturn", condition=OURS)

    assert str(OWN.create_sql(CallTurn, editor())) == wanted
    assert str(OWN.remove_sql(CallTurn, editor())) == RELEASED


def test_a_global_tables_policies() -> None:
    condition = OURS.replace("company_id", "employer", 1)
    wanted = CONFINED.format(table="telephony_callturn", condition=condition)

    assert str(BY_ANOTHER_COLUMN.create_sql(CallTurn, editor())) == wanted


def test_a_new_tables_policies_follow_it() -> None:
    postgresql, sqlite = editor(), editor("sqlite")

    clauses = [OWN.constraint_sql(CallTurn, one) for one in (postgresql, sqlite)]

    assert clauses == [None, None]
    assert [str(one) for one in postgresql.deferred_sql] == [
        str(OWN.create_sql(CallTurn, editor()))
    ]
    assert sqlite.deferred_sql == []


def test_sqlite_has_no_policies() -> None:
    sqlite = editor("sqlite")

    assert (OWN.create_sql(CallTurn, sqlite), OWN.remove_sql(CallTurn, sqlite)) == (None, None)


@pytest.mark.parametrize("one", [KEY, OWN, BY_ANOTHER_COLUMN])
def test_a_migration_makes_the_same_constraint(one: Any) -> None:
    path, args, kwargs = one.deconstruct()

    made = type(one)(*args, **kwargs)

    assert path == f"tenants.constraints.{type(one).__name__}"
    assert made == one


def test_constraints_that_differ_are_not_equal() -> None:
    different = [
        KEY, SameCompany(field="call", name="another"), SameCompany(field="other", name="of_ours"),
        OWN, OwnRowsOnly(name="another"), OwnRowsOnly(name="ours", column="another"),
        type("Another", (OwnRowsOnly,), {})(name="ours"),
        UniqueConstraint(fields=["id"], name="ours"), "ours",
    ]  # fmt: skip

    equal = [(one, other) for one in different for other in different if one == other]

    assert equal == [(one, one) for one in different]


def test_what_every_companys_table_has() -> None:
    unique, own = company_row_is_unique(), own_rows_only()

    assert (unique.fields, unique.name) == (
        ("company", "id"),
        "%(app_label)s_%(class)s_company_row",
    )
    assert (own.name, own.column) == ("%(app_label)s_%(class)s_own_rows", "company_id")


@pytest.mark.parametrize("one", [KEY, OWN])
def test_the_database_alone_validates(one: Any) -> None:
    assert one.validate(CallTurn, CallTurn()) is None


@pytest.mark.parametrize("constraint", [KEY, OWN], ids=["lock 2", "lock 3"])
def test_a_constraint_is_equal_to_nothing_else(constraint: Any) -> None:
    assert (constraint == "ours") is False
