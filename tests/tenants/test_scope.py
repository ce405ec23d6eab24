"""Scopes: closed by default, never crossing, restored whatever happens."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from uuid import UUID, uuid4

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from templates_brain.models import Variable
from tenants.databases import APPLICATION, alias_in_force
from tenants.logs import field_in_force
from tenants.models import Company
from tenants.scope import (
    CompanyScope,
    PlatformScope,
    Scope,
    ScopeConflict,
    TenantNotBound,
    calling_out,
    company_scope,
    current_company_id,
    current_scope,
    platform_scope,
    scope_of_own,
)
from tests.factories import VariableFactory

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite's reads open no transaction."
)
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL differs.")


def test_without_a_scope_there_is_no_data_at_all() -> None:
    with pytest.raises(TenantNotBound):
        current_scope()
    with pytest.raises(TenantNotBound):
        current_company_id()


def test_a_company_scope_binds_that_company() -> None:
    company_id = uuid4()

    with company_scope(company_id) as bound:
        assert bound == current_company_id() == company_id
        assert current_scope() == CompanyScope(company_id)


def test_a_scope_takes_an_id_as_text() -> None:
    company_id = uuid4()

    with company_scope(str(company_id)):
        assert current_company_id() == company_id


def test_a_scope_without_a_company_is_refused() -> None:
    with pytest.raises(TenantNotBound), company_scope(None):
        pytest.fail("The scope opened.")


@pytest.mark.parametrize("nonsense", ["", "*", "1", "company:1", "' OR 1=1 --", "\0"])
def test_a_scope_of_no_uuid_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match="hexadecimal"), company_scope(nonsense):
        pytest.fail("The scope opened.")


def test_the_same_company_within_itself_changes_nothing() -> None:
    company_id = uuid4()

    with company_scope(company_id), company_scope(company_id):
        assert current_company_id() == company_id


def test_the_same_company_within_itself_takes_no_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    company_id = uuid4()

    with company_scope(company_id), django_assert_num_queries(0), company_scope(company_id):
        pass


def test_another_company_within_a_company_is_refused_and_the_first_stays_bound() -> None:
    company_id = uuid4()

    with company_scope(company_id):
        with pytest.raises(ScopeConflict), company_scope(uuid4()):
            pytest.fail("The scope opened.")
        assert current_company_id() == company_id


def test_the_platform_within_a_company_is_refused_and_the_company_stays_bound() -> None:
    company_id = uuid4()

    with company_scope(company_id):
        with pytest.raises(ScopeConflict), platform_scope("maintenance"):
            pytest.fail("The scope opened.")
        assert current_company_id() == company_id


def test_a_company_within_the_platform_narrows_and_the_platform_comes_back() -> None:
    company_id = uuid4()

    with platform_scope("maintenance"):
        with company_scope(company_id):
            assert current_company_id() == company_id
        assert current_scope() == PlatformScope("maintenance")


def test_narrowing_hides_the_other_companies_rows(company: Company, stranger: Company) -> None:
    VariableFactory(company=company, value="ours")
    VariableFactory(company=stranger, value="theirs")

    with platform_scope("maintenance"):
        everywhere = set(Variable.objects.values_list("value", flat=True))
        with company_scope(company.id):
            narrowed = set(Variable.objects.values_list("value", flat=True))

    assert everywhere == {"ours", "theirs"}
    assert narrowed == {"ours"}


def test_whoever_calls_out_of_the_platforms_scope_sees_nothing_until_it_is_back() -> None:
    with platform_scope("maintenance"):
        with calling_out():
            assert alias_in_force() == APPLICATION
            with pytest.raises(TenantNotBound):
                current_scope()
        assert current_scope() == PlatformScope("maintenance")


def test_nobody_calls_out_of_a_companys_scope() -> None:
    with company_scope(uuid4()), pytest.raises(ScopeConflict), calling_out():
        pytest.fail("It was called out.")


def test_the_platform_scope_is_no_company() -> None:
    with platform_scope("maintenance"), pytest.raises(TenantNotBound):
        current_company_id()


def test_the_platform_scope_needs_a_reason() -> None:
    with pytest.raises(TenantNotBound), platform_scope(""):
        pytest.fail("The scope opened.")


def test_the_platform_scope_says_who_opened_it_and_why(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"), platform_scope("backup", actor="cron"):
        pass

    (line,) = caplog.records
    assert (line.message, line.reason, line.actor) == ("platform_scope_opened", "backup", "cron")


def test_a_platform_scope_of_nobody_is_the_systems(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"), platform_scope("backup"):
        pass

    assert [line.actor for line in caplog.records] == ["system"]


def test_what_is_logged_in_a_companys_scope_names_the_company() -> None:
    company_id = uuid4()

    with company_scope(company_id):
        assert field_in_force("company") == str(company_id)

    assert field_in_force("company") == ""


@pytest.mark.parametrize("opened", [lambda: company_scope(uuid4()), lambda: platform_scope("why")])
def test_leaving_a_scope_by_an_exception_leaves_nothing_bound(opened: Callable) -> None:
    with pytest.raises(ZeroDivisionError), opened():
        _ = 1 / 0

    with pytest.raises(TenantNotBound):
        current_scope()


def test_an_exception_within_a_narrowed_scope_restores_the_platform() -> None:
    with platform_scope("maintenance"):
        with pytest.raises(ZeroDivisionError), company_scope(uuid4()):
            _ = 1 / 0
        assert current_scope() == PlatformScope("maintenance")


def test_a_scope_can_be_opened_again_after_a_refusal() -> None:
    company_id = uuid4()

    with pytest.raises(TenantNotBound), company_scope(None):
        pytest.fail("The scope opened.")

    with company_scope(company_id):
        assert current_company_id() == company_id


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_on_postgresql_a_company_scope_is_one_transaction() -> None:
    assert not connection.in_atomic_block

    with company_scope(uuid4()):
        assert connection.in_atomic_block

    assert not connection.in_atomic_block


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_on_sqlite_only_a_writing_scope_is_a_transaction() -> None:
    with company_scope(uuid4()):
        assert not connection.in_atomic_block

    with company_scope(uuid4(), writing=True):
        assert connection.in_atomic_block

    assert not connection.in_atomic_block


def test_an_exception_takes_back_what_a_writing_scope_wrote(company: Company) -> None:
    with pytest.raises(ZeroDivisionError), company_scope(company.id, writing=True):
        _write_and_fail(company)

    with company_scope(company.id):
        assert not Variable.objects.exists()


def test_a_caught_inner_failure_takes_back_its_own_writes_only(company: Company) -> None:
    with company_scope(company.id, writing=True):
        VariableFactory(company=company, name="kept")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            _write_and_fail(company)

    with company_scope(company.id):
        assert list(Variable.objects.values_list("name", flat=True)) == ["kept"]


def test_async_code_called_in_a_scope_keeps_it() -> None:
    company_id = uuid4()

    with company_scope(company_id):
        seen = async_to_sync(_company_seen_by_async_code)()

    assert seen == company_id


def test_sync_code_called_by_async_code_keeps_the_scope() -> None:
    company_id = uuid4()

    with company_scope(company_id):
        seen = async_to_sync(sync_to_async(current_company_id))()

    assert seen == company_id


def test_a_scope_opened_in_async_codes_thread_ends_there(company: Company) -> None:
    VariableFactory(company=company, value="ours")

    values = async_to_sync(sync_to_async(_values_of))(company.id)

    assert values == ["ours"]
    with pytest.raises(TenantNotBound):
        current_scope()


def test_a_users_row_is_written_in_the_scope_that_is_open_or_in_its_own(company: Company) -> None:
    with scope_of_own(company.id, "sign-in"):
        own = current_scope()
    with scope_of_own(None, "sign-in"):
        of_staff = current_scope()
    with platform_scope("desk"), scope_of_own(company.id, "sign-in"):
        open_already = current_scope()

    assert own == CompanyScope(company.id)
    assert of_staff == PlatformScope("sign-in")
    assert open_already == PlatformScope("desk")


def test_a_thread_starts_without_a_scope() -> None:
    with company_scope(uuid4()), ThreadPoolExecutor() as pool:
        started = pool.submit(current_scope)

    assert isinstance(started.exception(), TenantNotBound)


def test_a_thread_that_is_handed_the_context_has_the_scope() -> None:
    company_id = uuid4()

    with company_scope(company_id), ThreadPoolExecutor() as pool:
        started = pool.submit(copy_context().run, current_scope)

    assert started.result() == CompanyScope(company_id)


def test_two_threads_have_each_their_own_scope() -> None:
    ids = [uuid4() for _ in range(8)]

    with ThreadPoolExecutor(max_workers=4) as pool:
        scopes = list(pool.map(_scope_bound_to, ids))

    assert scopes == [CompanyScope(company_id) for company_id in ids]


def _write_and_fail(company: Company) -> None:
    VariableFactory(company=company, name="lost")
    _ = 1 / 0


async def _company_seen_by_async_code() -> UUID:
    return current_company_id()


def _values_of(company_id: UUID) -> list[str]:
    with company_scope(company_id):
        return list(Variable.objects.values_list("value", flat=True))


def _scope_bound_to(company_id: UUID) -> Scope:
    """Bind as `company_scope` does, without the transaction: threads share no test database."""
    from tenants.scope import _bound

    with _bound(CompanyScope(company_id)):
        return current_scope()
