"""The configuration's version: raised by every write that callers could notice, and by no other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from templates_brain.models import FillerWord
from tenants.cache import CompanyCache
from tenants.configuration import lock_configuration, touch_configuration
from tenants.models import Company
from tenants.scope import company_scope, platform_scope
from tenants.tenant_model import TenantModel
from tests.factories import CallFactory, CompanyFactory, FillerWordFactory, VariableFactory
from tests.tenants.tenant_rows import CHANGEABLE_MODELS, TENANT_MODELS, label, make_row

pytestmark = pytest.mark.django_db

SHAPING = [model for model in TENANT_MODELS if model.shapes_the_agent]
OTHERS = [model for model in CHANGEABLE_MODELS if not model.shapes_the_agent]


def _column(row: Any) -> str:
    columns = (field for field in row._meta.concrete_fields if not field.primary_key)
    return next(field.name for field in columns if not field.is_relation)


def _again(row: Any) -> dict[str, Any]:
    return {_column(row): getattr(row, _column(row))}


WRITES: dict[str, Callable[[Any], Any]] = {
    "save": lambda row: row.save(),
    "save of some fields": lambda row: row.save(update_fields=[_column(row)]),
    "update": lambda row: type(row).objects.filter(pk=row.pk).update(**_again(row)),
    "bulk_update": lambda row: type(row).objects.bulk_update([row], [_column(row)]),
    "delete": lambda row: row.delete(),
    "delete of a queryset": lambda row: type(row).objects.filter(pk=row.pk).delete(),
}
every_write = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)


def version_of(company: Company) -> int:
    """Return the version that stands in the database."""
    with platform_scope("test"):
        return Company._base_manager.get(pk=company.pk).configuration_version


def test_there_are_models_of_both_kinds() -> None:
    assert SHAPING
    assert OTHERS


@pytest.mark.parametrize("model", SHAPING, ids=label)
@every_write
def test_a_write_raises_the_version(
    model: type[TenantModel], write: Callable[[Any], Any], company: Company, stranger: Company
) -> None:
    row = make_row(model, company=company)
    before, before_there = version_of(company), version_of(stranger)

    with company_scope(company.id):
        write(row)

    assert version_of(company) > before
    assert version_of(stranger) == before_there


@pytest.mark.parametrize("model", SHAPING, ids=label)
@every_write
def test_a_write_that_is_rolled_back_leaves_the_version(
    model: type[TenantModel], write: Callable[[Any], Any], company: Company
) -> None:
    row = make_row(model, company=company)
    before = version_of(company)

    with company_scope(company.id), transaction.atomic():
        write(row)
        transaction.set_rollback(True)

    assert version_of(company) == before


@pytest.mark.parametrize("model", SHAPING, ids=label)
def test_a_new_row_raises_the_version(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    before, before_there = version_of(company), version_of(stranger)

    make_row(model, company=company)

    assert version_of(company) > before
    assert version_of(stranger) == before_there


@pytest.mark.parametrize("model", SHAPING, ids=label)
def test_new_rows_in_bulk_raise_the_version(model: type[TenantModel], company: Company) -> None:
    row = make_row(model, company=company)
    with company_scope(company.id):
        model.objects.all().delete()
    before = version_of(company)

    with company_scope(company.id):
        model.objects.bulk_create([row])

    assert version_of(company) > before


@pytest.mark.parametrize("model", OTHERS, ids=label)
@every_write
def test_a_write_that_callers_cannot_notice_leaves_the_version(
    model: type[TenantModel], write: Callable[[Any], Any], company: Company
) -> None:
    row = make_row(model, company=company)
    before = version_of(company)

    with company_scope(company.id):
        write(row)

    assert version_of(company) == before


def test_reading_leaves_the_version(company: Company) -> None:
    VariableFactory(company=company)
    before = version_of(company)

    with company_scope(company.id):
        list(FillerWord.objects.all())
        lock_configuration(company.id)

    assert version_of(company) == before


def test_a_write_on_the_platform_raises_the_version_of_the_companies_it_touches(
    company: Company, stranger: Company
) -> None:
    FillerWordFactory(company=company, word="um")
    FillerWordFactory(company=stranger, word="uh")
    before, before_there = version_of(company), version_of(stranger)

    with platform_scope("maintenance"):
        FillerWord.objects.filter(word="um").update(word="erm")

    assert (version_of(company), version_of(stranger)) == (before + 1, before_there)


def test_rows_in_bulk_on_the_platform_raise_every_companys_version(
    company: Company, stranger: Company
) -> None:
    before, before_there = version_of(company), version_of(stranger)

    with platform_scope("maintenance"):
        FillerWord.objects.bulk_create(
            [FillerWord(company=company, word="um"), FillerWord(company=stranger, word="um")]
        )

    assert (version_of(company), version_of(stranger)) == (before + 1, before_there + 1)


def test_what_was_cached_is_forgotten_on_commit(
    company: Company,
    stranger: Company,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    _cache_something(company)
    _cache_something(stranger)

    with django_capture_on_commit_callbacks() as callbacks, company_scope(company.id):
        VariableFactory(company=company)
    before_the_commit = _cached(company)
    _run(callbacks)

    assert before_the_commit == ("kept", "kept")
    assert _cached(company) == (None, None)
    assert _cached(stranger) == ("kept", "kept")


@pytest.mark.django_db(transaction=True)
def test_what_was_cached_stays_after_a_rollback(company: Company) -> None:
    _cache_something(company)

    with pytest.raises(ZeroDivisionError), company_scope(company.id, writing=True):
        _write_and_fail(company)
    after_the_rollback = _cached(company)
    VariableFactory(company=company)

    assert after_the_rollback == ("kept", "kept")
    assert _cached(company) == (None, None)


def test_the_locked_version_is_the_one_that_stands(company: Company) -> None:
    with company_scope(company.id):
        touch_configuration(company.id)
        locked = lock_configuration(company.id)

    assert locked == version_of(company) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time.")
def test_a_call_is_saved_while_the_version_is_locked() -> None:
    company = CompanyFactory()

    def save_call() -> str:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
            return CallFactory(company=company, call_sid="CA1").call_sid
        finally:
            connection.close()

    with company_scope(company.id), ThreadPoolExecutor(1) as pool:
        lock_configuration(company.id)
        saved = pool.submit(save_call).result()

    assert saved == "CA1"


def test_there_is_no_version_of_a_company_that_is_not_there() -> None:
    nobody = "00000000-0000-4000-8000-000000000000"

    with company_scope(nobody, writing=True), pytest.raises(Company.DoesNotExist):
        lock_configuration(nobody)


def _cache_something(company: Company) -> None:
    CompanyCache(company.id).put("profile", 1, "kept")
    CompanyCache(company.id).put("readiness", 1, "kept")


def _cached(company: Company) -> tuple[Any, Any]:
    cache = CompanyCache(company.id)
    return cache.get("profile", 1), cache.get("readiness", 1)


def _run(callbacks: list[Callable[[], Any]]) -> None:
    for callback in callbacks:
        callback()


def _write_and_fail(company: Company) -> None:
    VariableFactory(company=company)
    _ = 1 / 0
