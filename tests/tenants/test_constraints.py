"""Lock 2, with lock 1 off: the database itself refuses a key to another company's row."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tenants.constraints import SameCompany
from tenants.databases import STAFF, connection_in_force, working_as
from tenants.models import Company
from tenants.scope import company_scope, platform_scope
from tenants.tenant_model import TenantModel
from tests.tenants.tenant_rows import SAME_COMPANY_KEYS, TENANT_MODELS, label, make_row

pytestmark = pytest.mark.django_db
every_key = pytest.mark.parametrize(("model", "key"), SAME_COMPANY_KEYS, ids=label)


def test_there_are_keys_to_test() -> None:
    assert len(SAME_COMPANY_KEYS) >= 2


@every_key
def test_a_key_within_the_company_is_accepted(
    model: type[TenantModel], key: str, company: Company
) -> None:
    ours, another = make_row(model, company=company), make_row(model, company=company)
    parent = _parent_id(another, key)
    _remove(another)

    _set_key(ours, key, parent)

    assert _parent_id(_reloaded(ours), key) == parent


@every_key
def test_a_new_row_with_a_foreign_key_is_refused(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    row = _row_with_foreign_parent(model, key, company, stranger)

    with refused(), transaction.atomic():
        _insert(row)


@every_key
def test_new_rows_in_bulk_with_a_foreign_key_are_refused(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    row = _row_with_foreign_parent(model, key, company, stranger)

    with refused(), transaction.atomic():
        _insert_in_bulk(row)


@every_key
def test_a_saved_row_does_not_take_a_foreign_key(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    ours, theirs = make_row(model, company=company), make_row(model, company=stranger)
    setattr(ours, f"{key}_id", _parent_id(theirs, key))

    with refused(), transaction.atomic():
        _save(ours)


@every_key
def test_an_update_does_not_take_a_foreign_key(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    ours, theirs = make_row(model, company=company), make_row(model, company=stranger)

    with refused(), transaction.atomic():
        _set_key(ours, key, _parent_id(theirs, key))


@every_key
def test_raw_sql_does_not_take_a_foreign_key(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    ours, theirs = make_row(model, company=company), make_row(model, company=stranger)
    column = model._meta.get_field(key).column

    with refused(), transaction.atomic():
        _set_column(ours, column, _parent_id(theirs, key))


@every_key
def test_a_row_with_a_parent_is_not_moved_to_another_company(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    ours = make_row(model, company=company)

    with refused(), transaction.atomic():
        _set_column(ours, "company_id", stranger.id)


@every_key
def test_a_parent_is_not_moved_away_from_its_rows(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    parent = getattr(make_row(model, company=company), key)

    with refused(), transaction.atomic():
        _set_column(parent, "company_id", stranger.id)


@every_key
def test_a_bound_company_cannot_use_a_foreign_parent_it_was_handed(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    ours, theirs = make_row(model, company=company), make_row(model, company=stranger)

    setattr(ours, key, getattr(theirs, key))

    with refused(), transaction.atomic(), company_scope(company.id):
        _checked(ours.save)


@every_key
@pytest.mark.django_db(transaction=True)
def test_a_real_commit_is_refused(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    ours, theirs = make_row(model, company=company), make_row(model, company=stranger)
    foreign = _parent_id(theirs, key)

    with refused(), platform_scope("maintenance"):
        model.objects.filter(pk=ours.pk).update(**{key: foreign})

    assert _parent_id(_reloaded(ours), key) != foreign


@pytest.mark.parametrize("model", TENANT_MODELS, ids=label)
def test_every_table_holds_the_locks_that_its_model_declares(model: type[TenantModel]) -> None:
    declared = {
        constraint.name: model._meta.get_field(constraint.field)
        for constraint in model._meta.constraints
        if isinstance(constraint, SameCompany)
    }

    assert _composite_keys(model) == {
        ("company_id", key.column, key.related_model._meta.db_table) for key in declared.values()
    }


def test_the_migrations_hold_every_constraint() -> None:
    loader = MigrationLoader(connection)
    written, standing = loader.project_state(), ProjectState.from_apps(apps)

    changes = MigrationAutodetector(written, standing).changes(graph=loader.graph)

    assert changes == {}


def test_a_constraint_is_rebuilt_from_what_the_migration_says() -> None:
    constraint = SameCompany(field="category", name="same")
    path, args, kwargs = constraint.deconstruct()

    rebuilt = SameCompany(*args, **kwargs)

    assert path == "tenants.constraints.SameCompany"
    assert rebuilt == constraint
    assert rebuilt != SameCompany(field="call", name="same")
    assert rebuilt != models.UniqueConstraint(fields=["category"], name="same")


def test_the_lock_is_added_and_removed_by_a_migration() -> None:
    ((model, key), *_) = SAME_COMPANY_KEYS
    constraint = SameCompany(field=key, name="added_by_a_test")

    editor = connection.schema_editor(collect_sql=True)
    added = str(constraint.create_sql(model, editor))
    removed = str(constraint.remove_sql(model, editor))

    table = connection.ops.quote_name(model._meta.db_table)
    assert added.startswith(f'ALTER TABLE {table} ADD CONSTRAINT "added_by_a_test" FOREIGN KEY')
    assert removed == f'ALTER TABLE {table} DROP CONSTRAINT "added_by_a_test"'


def refused() -> Any:
    """Expect the foreign key to refuse, and no other constraint."""
    return pytest.raises(IntegrityError, match=r"(?i)foreign key")


def _row_with_foreign_parent(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> Any:
    row, theirs = make_row(model, company=company), make_row(model, company=stranger)
    _remove(row)
    setattr(row, f"{key}_id", _parent_id(theirs, key))
    return row


def _remove(row: Any) -> None:
    with platform_scope("making room"):
        type(row).objects.filter(pk=row.pk).delete()


def _insert(row: Any) -> None:
    with platform_scope("lock 1 is off"):
        _checked(lambda: row.save(force_insert=True))


def _insert_in_bulk(row: Any) -> None:
    with platform_scope("lock 1 is off"):
        _checked(lambda: type(row).objects.bulk_create([row]))


def _save(row: Any) -> None:
    with platform_scope("lock 1 is off"):
        _checked(row.save)


def _set_key(row: Any, key: str, parent_id: Any) -> None:
    with platform_scope("lock 1 is off"):
        _checked(lambda: type(row).objects.filter(pk=row.pk).update(**{f"{key}_id": parent_id}))


def _set_column(row: Any, column: str, value: Any) -> None:
    quote, field = connection.ops.quote_name, row._meta.pk
    statement = (
        f"UPDATE {quote(row._meta.db_table)} SET {quote(column)} = %s"  # noqa: S608  no input
        f" WHERE {quote(field.column)} = %s"
    )
    given = [field.get_db_prep_value(one, connection) for one in (value, row.pk)]
    with working_as(STAFF), connection_in_force().cursor() as cursor:  # lock 3 is off
        _checked(lambda: cursor.execute(statement, given))


def _checked(write: Any) -> None:
    """Write, then let SQLite check what it would check at the commit."""
    write()
    connection.check_constraints()


def _parent_id(row: Any, key: str) -> Any:
    return getattr(row, f"{key}_id")


def _reloaded(row: Any) -> Any:
    with platform_scope("reading back"):
        return type(row).objects.get(pk=row.pk)


def _composite_keys(model: type[TenantModel]) -> set[tuple[str, str, str]]:
    """Return (company column, key column, parent's table), as the database tells them."""
    queries = {"postgresql": _POSTGRESQL_KEYS, "sqlite": _SQLITE_KEYS}
    with connection.cursor() as cursor:
        query = queries[connection.vendor]
        cursor.execute(query, [model._meta.db_table] * query.count("%s"))
        return {(first, second, table) for first, second, table in cursor.fetchall()}


_POSTGRESQL_KEYS = """
    SELECT first.attname, second.attname, held.confrelid::regclass::text
    FROM pg_constraint held
    JOIN pg_attribute first ON first.attrelid = held.conrelid AND first.attnum = held.conkey[1]
    JOIN pg_attribute second ON second.attrelid = held.conrelid AND second.attnum = held.conkey[2]
    WHERE held.contype = 'f' AND held.convalidated AND held.conparentid = 0
    AND held.conrelid = %s::regclass
"""
_SQLITE_KEYS = """
    SELECT first."from", second."from", first."table"
    FROM pragma_foreign_key_list(%s) first
    JOIN pragma_foreign_key_list(%s) second ON first.id = second.id AND second.seq = 1
    WHERE first.seq = 0
"""
