"""The audit log: append-only, chained without gap or fork, and every forgery of it noticed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import F
from hypothesis import given as for_any
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from tenants.append_only import ChangeRefused
from tenants.audit import ChainState, acting_from, record, verify_chain
from tenants.audit_chain import is_sealed, seal
from tenants.databases import OWNER, STAFF, connection_in_force, working_as
from tenants.managers import WrongCompany
from tenants.masking import recordable
from tenants.models import AuditEntry, Company
from tenants.offboarding.deleting import mark_deleted
from tenants.scope import company_scope, platform_scope
from tests.audit_log import entries_of
from tests.factories import AuditEntryFactory, CallFactory, CompanyFactory, VariableFactory

pytestmark = pytest.mark.django_db

CHAINING = import_module("tenants.migrations.0005_audit_chain")
WRITERS = 20
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer, and no such trigger."
)


def chain_of(company: Company) -> ChainState:
    """Return how far a company's chain holds."""
    with company_scope(company.id):
        return verify_chain()


def execute(sql: str, *values: Any) -> None:
    """Run SQL past every model."""
    with working_as(STAFF), connection_in_force().cursor() as cursor:
        cursor.execute(sql, values)


def test_entries_are_numbered_and_chained_by_company(company: Company, stranger: Company) -> None:
    AuditEntryFactory.create_batch(2, company=company)
    AuditEntryFactory(company=stranger)

    first, second = entries_of(company)
    (theirs,) = entries_of(stranger)

    assert (first.sequence, second.sequence, theirs.sequence) == (1, 2, 1)
    assert (first.previous_hash, second.previous_hash) == ("", first.hash)
    assert len({first.hash, second.hash, theirs.hash}) == 3
    assert chain_of(company) == ChainState(2, second.hash)


def test_what_is_recorded_is_who_what_before_after_and_from_where(company: Company) -> None:
    with company_scope(company.id, writing=True), acting_from("192.0.2.7"):
        record("joe@example.com", "changed", before={"a": 1}, after={"a": 2}, name="x")
    with company_scope(company.id, writing=True):
        record("a_command", "changed")

    by_joe, by_command = entries_of(company)

    assert (by_joe.actor, by_joe.action, by_joe.details) == (
        "joe@example.com",
        "changed",
        {"name": "x"},
    )
    assert (by_joe.before, by_joe.after, by_joe.address) == ({"a": 1}, {"a": 2}, "192.0.2.7")
    assert (by_command.before, by_command.after, by_command.address) == (None, None, "")


def test_no_secret_is_recorded(company: Company) -> None:
    with company_scope(company.id, writing=True):
        record("joe", "changed", before={"authToken": "s3cret"}, password="s3cret")

    with company_scope(company.id):
        stored = str(AuditEntry.objects.values())
    assert "joe" in stored
    assert "s3cret" not in stored


REFUSED: dict[str, Callable[[AuditEntry], Any]] = {
    "save": lambda entry: entry.save(),
    "save of a field": lambda entry: entry.save(update_fields=["actor"]),
    "delete": lambda entry: entry.delete(),
    "update": lambda entry: AuditEntry.objects.update(actor="x"),
    "delete of all": lambda entry: AuditEntry.objects.all().delete(),
    "bulk_create": lambda entry: AuditEntry.objects.bulk_create([AuditEntry()]),
    "bulk_update": lambda entry: AuditEntry.objects.bulk_update([entry], ["actor"]),
    "update_or_create": lambda entry: AuditEntry.objects.update_or_create(
        pk=entry.pk, defaults={"actor": "x"}
    ),
}


@pytest.mark.parametrize("write", REFUSED.values(), ids=REFUSED)
def test_an_entry_is_neither_changed_nor_removed(
    company: Company, write: Callable[[AuditEntry], Any]
) -> None:
    entry = AuditEntryFactory(company=company)

    with company_scope(company.id), pytest.raises(ChangeRefused):
        write(entry)

    assert [one.actor for one in entries_of(company)] == [entry.actor]
    assert chain_of(company).broken is None


@on_postgresql
def test_postgresql_itself_refuses_to_change_an_entry(company: Company) -> None:
    entry = AuditEntryFactory(company=company)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        execute("UPDATE tenants_auditentry SET actor = 'x' WHERE id = %s", entry.pk)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_postgresql_itself_refuses_to_remove_an_entry() -> None:
    company = CompanyFactory()
    entry = AuditEntryFactory(company=company)

    with pytest.raises(IntegrityError, match="stays as long as its company"):
        execute("DELETE FROM tenants_auditentry WHERE id = %s", entry.pk)

    assert entries_of(company) == [entry]


@pytest.mark.django_db(transaction=True)
def test_the_log_goes_with_its_whole_company() -> None:
    gone, stays = CompanyFactory(), CompanyFactory()
    AuditEntryFactory.create_batch(2, company=gone)
    AuditEntryFactory(company=stays)

    mark_deleted(gone.id, actor="tests")
    with platform_scope("a company leaves"):
        Company.objects.get(pk=gone.pk).delete()

    assert entries_of(gone) == []
    assert len(entries_of(stays)) == 1


@pytest.fixture
def unprotected(db: None) -> None:
    """Let SQL change the entries, as somebody who owns the database can."""
    with working_as(OWNER):
        CHAINING.unprotect(None, connection_in_force().schema_editor())


FORGERIES = {
    "who": "UPDATE tenants_auditentry SET actor = 'x' WHERE sequence = 2",
    "what": "UPDATE tenants_auditentry SET action = 'x' WHERE sequence = 2",
    "details": """UPDATE tenants_auditentry SET details = '{"a": 1}' WHERE sequence = 2""",
    "before": """UPDATE tenants_auditentry SET before = '{"a": 1}' WHERE sequence = 2""",
    "after": """UPDATE tenants_auditentry SET after = '{"a": 1}' WHERE sequence = 2""",
    "where from": "UPDATE tenants_auditentry SET address = '192.0.2.9' WHERE sequence = 2",
    "when": "UPDATE tenants_auditentry SET at = '2020-01-01 00:00:00+00:00' WHERE sequence = 2",
    "seal": "UPDATE tenants_auditentry SET hash = '' WHERE sequence = 2",
    "link": "UPDATE tenants_auditentry SET previous_hash = '' WHERE sequence = 2",
    "number": "UPDATE tenants_auditentry SET sequence = 9 WHERE sequence = 2",
    "removed": "DELETE FROM tenants_auditentry WHERE sequence = 2",
    "first removed": "DELETE FROM tenants_auditentry WHERE sequence = 1",
}


@pytest.mark.usefixtures("unprotected")
@pytest.mark.parametrize("sql", FORGERIES.values(), ids=FORGERIES)
def test_every_forgery_breaks_the_chain(company: Company, sql: str) -> None:
    AuditEntryFactory.create_batch(4, company=company)
    before = chain_of(company)

    execute(sql)

    broken = chain_of(company).broken
    assert before.broken is None
    assert broken is not None
    assert broken.sequence in (2, 3)


@pytest.mark.usefixtures("unprotected")
def test_the_chain_cannot_be_sealed_again_without_the_keys(
    company: Company, settings: Settings
) -> None:
    entry = AuditEntryFactory(company=company)
    ours, settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS, [b"x" * 32]
    entry.actor = "somebody else"
    seal(entry, "")
    execute("UPDATE tenants_auditentry SET actor = %s, hash = %s", entry.actor, entry.hash)

    under_their_key = chain_of(company)
    settings.ENCRYPTION_KEYS = ours

    assert under_their_key.broken is None
    assert chain_of(company).broken == entry


def test_a_new_first_key_leaves_what_an_older_one_sealed_whole(
    company: Company, settings: Settings
) -> None:
    AuditEntryFactory(company=company)
    settings.ENCRYPTION_KEYS = [b"n" * 32, *settings.ENCRYPTION_KEYS]
    AuditEntryFactory(company=company)

    assert chain_of(company).broken is None
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
    assert chain_of(company).broken == entries_of(company)[0]


def test_entries_from_before_the_chain_are_chained_in_their_order(
    unprotected: None, company: Company, stranger: Company
) -> None:
    for owner in (company, stranger, company):
        AuditEntryFactory(company=owner)
    written = [entry.pk for entry in entries_of(company)]
    state = MigrationLoader(connection).project_state(("tenants", "0005_audit_chain"))
    plain_rows = state.apps.get_model("tenants", "AuditEntry").objects

    with working_as(OWNER):
        plain_rows.update(sequence=F("sequence") + 100, hash="", previous_hash="")
        CHAINING.chain_entries(state.apps, connection_in_force().schema_editor())

    assert [entry.pk for entry in entries_of(company)] == written
    assert chain_of(company).length == 2
    assert chain_of(stranger).length == 1


@for_any(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    )
)
def test_a_seal_holds_whatever_the_database_makes_of_the_details(given: Any) -> None:
    company = CompanyFactory()

    with transaction.atomic():
        entry = AuditEntryFactory(company=company, details={"given": recordable(given)})

    (read,) = entries_of(company)
    assert read.pk == entry.pk
    assert is_sealed(read)


ACTS: dict[str, Callable[[Company, int], Any]] = {
    "of the configuration": lambda company, place: VariableFactory(
        company=company, name=f"variable{place}"
    ),
    "of a call": lambda company, place: CallFactory(company=company),
    "of nothing": lambda company, place: None,
}


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_writers_at_the_same_time_neither_fork_the_chain_nor_lock_each_other_out(
    act: Callable[[Company, int], Any],
) -> None:
    company = CompanyFactory()

    def write(place: int) -> None:
        try:
            with company_scope(company.id, writing=True):
                act(company, place)
                record("writer", "changed", place=place)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(write, range(WRITERS)))

    entries = entries_of(company)
    assert [entry.sequence for entry in entries] == list(range(1, WRITERS + 1))
    assert {entry.details["place"] for entry in entries} == set(range(WRITERS))
    assert chain_of(company) == ChainState(WRITERS, entries[-1].hash)


def test_a_company_that_is_not_there_has_no_log() -> None:
    with company_scope(uuid4()), pytest.raises(Company.DoesNotExist):
        record("joe", "changed")


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: AuditEntry.objects.bulk_update([entry], ["action"]),
        lambda entry: entry.delete(),
        lambda entry: entry.save(),
    ],
    ids=["in bulk", "deleted", "saved"],
)
def test_another_companys_entry_is_no_concern_of_ours(
    company: Company, stranger: Company, change: Callable[[AuditEntry], object]
) -> None:
    theirs = AuditEntryFactory(company=stranger)

    with company_scope(company.id), pytest.raises(WrongCompany):
        change(theirs)
