"""Lock 3, with lock 1 off: PostgreSQL itself shows and takes the bound company's rows only."""

from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    connection,
    models,
    transaction,
)
from django.db.utils import DataError
from django.utils import timezone

from templates_brain.models import Variable
from tenants.constraints import OwnRowsOnly
from tenants.databases import (
    OWNER,
    STAFF,
    atomic,
    connection_in_force,
    roll_back,
    working_as,
)
from tenants.models import Company, PhoneNumber, Role, User
from tenants.row_security import rows_confined_to
from tenants.scope import company_scope, platform_scope
from tenants.tenant_model import TenantModel
from tests.factories import CompanyFactory, PhoneNumberFactory, UserFactory, VariableFactory
from tests.roles import has_roles
from tests.tenants.tenant_rows import TENANT_MODELS, label, make_row

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not has_roles(), reason="This database has no roles."),
]
every_table = pytest.mark.parametrize("model", TENANT_MODELS, ids=label)
every_global_table = pytest.mark.parametrize(
    ("model", "column"),
    [(Company, "id"), (User, "company_id"), (PhoneNumber, "company_id")],
    ids=label,
)
_UNSET = (DataError, ProgrammingError)
"""What PostgreSQL says where no company is set: it was set before, or never."""


def seen(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    """Return what SQL past every model finds, as the role in force."""
    with connection_in_force().cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall() if cursor.description else []


def companies_in(model: type[models.Model], column: str = "company_id") -> set[Any]:
    """Return whose rows a bare SELECT finds."""
    return {row[0] for row in seen(f"SELECT {column} FROM {model._meta.db_table}")}  # noqa: S608


def who() -> tuple[str, bool, bool]:
    """Return the role in force, whether it is a superuser, and whether it goes past policies."""
    ((name, *powers),) = seen(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    return name, *powers


def test_the_tests_run_as_the_roles_that_serve() -> None:
    outside = who()
    with company_scope(CompanyFactory().id):
        in_company = who()
    with platform_scope("tests"):
        in_platform = who()

    assert outside == in_company == ("clientsvia_app", False, False)
    assert in_platform == ("clientsvia_staff", False, False)


@pytest.mark.django_db(transaction=True)
def test_tests_with_real_transactions_sign_in_as_these_roles() -> None:
    ask = "SELECT session_user::text, current_user::text"
    outside = seen(ask)
    with platform_scope("tests"):
        in_platform = seen(ask)

    assert outside == [("clientsvia_app", "clientsvia_app")]
    assert in_platform == [("clientsvia_staff", "clientsvia_staff")]


@every_table
def test_a_bare_select_finds_the_bound_companys_rows(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    make_row(model, company=company)
    make_row(model, company=stranger)

    with company_scope(company.id):
        ours = companies_in(model)
    with platform_scope("control"):
        everyones = companies_in(model)

    assert ours == {company.id}
    assert everyones == {company.id, stranger.id}


@every_table
def test_without_a_scope_a_bare_select_is_an_error(model: type[TenantModel]) -> None:
    with pytest.raises(_UNSET), transaction.atomic():
        companies_in(model)


@every_table
def test_a_row_of_another_company_is_neither_changed_nor_removed_nor_made(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    ours, theirs = make_row(model, company=company), make_row(model, company=stranger)
    table = model._meta.db_table

    with company_scope(company.id):
        touched = seen(f"UPDATE {table} SET id = id WHERE id <> %s RETURNING id", ours.pk)  # noqa: S608
        removed = seen(f"DELETE FROM {table} WHERE id = %s RETURNING id", theirs.pk)  # noqa: S608
        with pytest.raises(DatabaseError, match=r"row-level security|never changed"), atomic():
            seen(f"UPDATE {table} SET company_id = %s WHERE id = %s", stranger.id, ours.pk)  # noqa: S608

    assert touched == removed == []


@pytest.fixture
def _people_and_numbers(company: Company, stranger: Company) -> None:
    """Give each company a user and a number."""
    for one in (company, stranger):
        UserFactory(company=one)
        PhoneNumberFactory(company=one)


@every_global_table
@pytest.mark.usefixtures("_people_and_numbers")
def test_of_a_global_table_a_scope_shows_the_own_rows(
    model: type[models.Model],
    column: str,
    company: Company,
    stranger: Company,
) -> None:
    with company_scope(company.id):
        ours = companies_in(model, column)
    with platform_scope("control"):
        everyones = companies_in(model, column)

    assert ours == {company.id}
    assert everyones == {company.id, stranger.id}


@every_global_table
@pytest.mark.usefixtures("_people_and_numbers")
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM {table}",
        "INSERT INTO {table} DEFAULT VALUES",
        "UPDATE {table} SET created_at = now()",
        "DELETE FROM {table}",
    ],
)
def test_without_a_scope_a_global_table_is_neither_read_nor_written(
    model: type[models.Model], column: str, statement: str
) -> None:
    with pytest.raises(_UNSET), transaction.atomic():
        seen(statement.format(table=model._meta.db_table))


def test_without_a_scope_no_company_is_made() -> None:
    with pytest.raises(_UNSET), transaction.atomic():
        Company(name="Nobody's").save(force_insert=True)


@pytest.mark.parametrize(
    "around", [nullcontext, transaction.atomic], ids=["outermost", "in a transaction"]
)
@pytest.mark.django_db(transaction=True)
def test_the_company_is_forgotten_with_its_scope(around: Callable[[], Any]) -> None:
    company = CompanyFactory()

    with around():
        with company_scope(company.id), company_scope(company.id, writing=True):
            bound = seen("SELECT current_setting('app.company_id')")
        left = seen("SELECT current_setting('app.company_id', true)")

    assert bound == [(str(company.id),)]
    assert left in ([("",)], [(None,)])


def test_a_scope_whose_transaction_is_broken_ends_by_taking_it_back(company: Company) -> None:
    there = VariableFactory(company=company)

    with company_scope(company.id), suppress(IntegrityError):
        Variable.objects.create(company=company, name=there.name)

    with company_scope(company.id):
        assert Variable.objects.get() == there


def test_a_scope_that_cannot_be_confined_does_not_open(company: Company) -> None:
    with atomic():
        with suppress(DataError):
            seen("SELECT 1 / 0")
        with pytest.raises(OperationalError), rows_confined_to(company.id):
            pytest.fail("The scope opened.")
        roll_back()


def test_a_failure_within_a_scope_forgets_the_company(company: Company) -> None:
    with pytest.raises(DatabaseError), company_scope(company.id):
        seen("SELECT 1 / 0")

    assert seen("SELECT current_setting('app.company_id', true)") == [("",)]


def test_a_scope_that_is_rolled_back_by_hand_forgets_the_company(company: Company) -> None:
    with company_scope(company.id):
        transaction.set_rollback(True)

    assert seen("SELECT current_setting('app.company_id', true)") == [("",)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("alias", ["default", STAFF])
def test_nobody_who_serves_truncates_or_alters(alias: str) -> None:
    with working_as(alias):
        for forbidden in ("TRUNCATE tenants_auditentry", "DROP TABLE tenants_auditentry"):
            with pytest.raises(ProgrammingError):
                seen(forbidden)


def test_every_table_has_the_policies_of_its_model() -> None:
    declared = {
        (model._meta.db_table, constraint.name)
        for model in (*TENANT_MODELS, Company, PhoneNumber, User)
        for constraint in model._meta.constraints
        if isinstance(constraint, OwnRowsOnly)
    }

    with working_as(OWNER):
        forced = seen(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
            " AND relnamespace = current_schema()::regnamespace"
        )
        policies = seen("SELECT tablename, policyname, roles::text FROM pg_policies")

    tables = {table for table, _ in declared}
    assert {name for (name,) in forced} == tables
    assert {tuple(row) for row in policies} == {
        *((table, name, "{public}") for table, name in declared),
        *((table, "owner_sees_all", "{clientsvia_owner}") for table in tables),
        *((table, "staff_sees_all", "{clientsvia_staff}") for table in tables),
    }


def test_a_policy_is_rebuilt_from_what_the_migration_says() -> None:
    constraint = OwnRowsOnly(name="one", column="id")
    path, args, kwargs = constraint.deconstruct()

    assert path == "tenants.constraints.OwnRowsOnly"
    assert OwnRowsOnly(*args, **kwargs) == constraint
    assert constraint != OwnRowsOnly(name="one")


def test_the_policies_are_dropped_and_made_again() -> None:
    (constraint,) = (one for one in Company._meta.constraints if isinstance(one, OwnRowsOnly))

    with working_as(OWNER):
        editor = connection.schema_editor()
        editor.remove_constraint(Company, constraint)
        without = seen("SELECT policyname FROM pg_policies WHERE tablename = 'tenants_company'")
        editor.add_constraint(Company, constraint)
        made = seen("SELECT policyname FROM pg_policies WHERE tablename = 'tenants_company'")

    assert without == [("staff_sees_all",)]
    assert {name for (name,) in made} >= {"owner_sees_all", constraint.name}


KEYS: dict[str, Callable[[User, PhoneNumber], object]] = {
    "route_of_number": lambda user, number: number.number,
    "user_of_id": lambda user, number: user.pk,
    "user_of_email": lambda user, number: user.email.upper(),
    "company_invited_by": lambda user, number: user.invitation_hash,
    "company_of_id": lambda user, number: user.company_id,
}
every_function = pytest.mark.parametrize(("function", "key"), KEYS.items(), ids=KEYS)


def invited_user(company: Company) -> User:
    """Return a user of the company with a link that would set another password."""
    user = UserFactory(company=company)
    user.invitation_hash = f"hash of {company}"
    user.invitation_expires_at = timezone.now() + timedelta(days=1)
    user.save()
    return user


@every_function
def test_without_a_scope_a_function_tells_the_one_row_of_a_key(
    function: str, key: Callable[..., object], company: Company, stranger: Company
) -> None:
    ours, theirs = invited_user(company), invited_user(stranger)
    our_number, _ = (PhoneNumberFactory(company=one) for one in (company, stranger))

    found = seen(f"SELECT * FROM {function}(%s)", key(ours, our_number))  # noqa: S608

    assert len(found) == 1
    assert company.id in found[0]
    assert not {theirs.pk, stranger.id} & set(found[0])


@pytest.mark.usefixtures("_people_and_numbers")
@pytest.mark.parametrize("key", ["", "%", "*", "_", None])
@pytest.mark.parametrize("function", ["route_of_number", "user_of_email", "company_invited_by"])
def test_a_key_that_nobody_has_is_told_nothing(function: str, key: str | None) -> None:
    assert seen(f"SELECT * FROM {function}(%s)", key) == []  # noqa: S608


@pytest.mark.usefixtures("_people_and_numbers")
@pytest.mark.parametrize("key", [uuid4(), None], ids=["unknown", "none"])
@pytest.mark.parametrize("function", ["user_of_id", "company_of_id"])
def test_an_id_that_nothing_has_is_told_nothing(function: str, key: UUID | None) -> None:
    assert seen(f"SELECT * FROM {function}(%s)", key) == []  # noqa: S608


@every_function
def test_a_scope_is_told_its_own_row_and_no_other_companys(
    function: str, key: Callable[..., object], company: Company, stranger: Company
) -> None:
    keys = [key(invited_user(one), PhoneNumberFactory(company=one)) for one in (company, stranger)]

    with company_scope(company.id):
        ours, theirs = (seen(f"SELECT * FROM {function}(%s)", one) for one in keys)  # noqa: S608

    assert len(ours) == 1
    assert company.id in ours[0]
    assert theirs == []


def test_a_scope_is_told_nothing_of_the_platforms_staff(company: Company) -> None:
    staff = UserFactory(company=None, role=Role.ADMIN)
    by_id, by_email = "SELECT id FROM user_of_id(%s)", "SELECT id FROM user_of_email(%s)"

    outside = seen(by_id, staff.pk), seen(by_email, staff.email)
    with company_scope(company.id):
        inside = seen(by_id, staff.pk), seen(by_email, staff.email)

    assert outside == ([(staff.pk,)], [(staff.pk,)])
    assert inside == ([], [])


def test_a_temporary_table_is_not_what_a_function_reads(number: PhoneNumber) -> None:
    seen("CREATE TEMPORARY TABLE tenants_phonenumber (number varchar) ON COMMIT DROP")

    (found,) = seen("SELECT company_id FROM route_of_number(%s)", number.number)

    assert found == (number.company_id,)


def test_the_functions_are_the_owners_read_only_and_look_nowhere_else() -> None:
    with working_as(OWNER):
        made = seen(
            "SELECT proname, proowner::regrole::text, provolatile, proconfig FROM pg_proc"
            " WHERE prosecdef AND pronamespace = current_schema()::regnamespace"
        )

    path = ["search_path=pg_catalog, public, pg_temp"]
    assert sorted(made) == [(name, "clientsvia_owner", "s", path) for name in sorted(KEYS)]


def test_nobody_but_who_serves_may_run_the_functions() -> None:
    with working_as(OWNER):
        granted = seen(
            "SELECT proname, grantee::regrole::text FROM pg_proc, aclexplode(proacl)"
            " WHERE prosecdef AND pronamespace = current_schema()::regnamespace"
        )

    roles = ("clientsvia_owner", "clientsvia_app", "clientsvia_staff")
    assert set(granted) == {(name, role) for name in KEYS for role in roles}
