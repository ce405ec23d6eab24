"""Lock 1, reading: nothing without a scope, one company's rows with one."""

import pickle
from typing import Any

import pytest
from django.core.exceptions import FieldError

from knowledge.models import QuestionAnswer
from templates_brain.models import Scenario, Variable
from tenants.managers import UnscopedQuery
from tenants.models import Company, PhoneNumber, User
from tenants.scope import TenantNotBound, company_scope, platform_scope
from tenants.tenant_model import TenantModel
from tests.factories import (
    PhoneNumberFactory,
    QuestionAnswerFactory,
    ScenarioCategoryFactory,
    ScenarioFactory,
    UserFactory,
    VariableFactory,
)
from tests.tenants.reading import COUNTS, ROWS, error_of
from tests.tenants.tenant_rows import (
    RELATED_MANAGERS,
    SAME_COMPANY_KEYS,
    TENANT_MODELS,
    label,
    make_row,
)

pytestmark = pytest.mark.django_db
every_model = pytest.mark.parametrize("model", TENANT_MODELS, ids=label)
every_related_manager = pytest.mark.parametrize(("model", "key"), RELATED_MANAGERS, ids=label)
every_key = pytest.mark.parametrize(("model", "key"), SAME_COMPANY_KEYS, ids=label)

MADE_AT_IMPORT = QuestionAnswer.objects.order_by("question")


@every_model
def test_without_a_scope_every_query_raises(model: type[TenantModel]) -> None:
    reads = ROWS | COUNTS

    raised = {name: error_of(read, model) for name, read in reads.items()}

    assert raised == dict.fromkeys(reads, TenantNotBound)


@every_model
def test_in_a_scope_every_query_sees_that_companys_rows(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    ours = make_row(model, company=company)
    theirs = make_row(model, company=stranger)

    with company_scope(company.id):
        seen_by_us = {name: read(model) for name, read in ROWS.items()}
    with company_scope(stranger.id):
        seen_by_them = {name: read(model) for name, read in ROWS.items()}

    assert seen_by_us == {key: {ours.pk} for key in ROWS}
    assert seen_by_them == {key: {theirs.pk} for key in ROWS}


@every_model
def test_in_a_scope_every_figure_is_of_that_companys_rows(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    make_row(model, company=stranger)

    with company_scope(company.id):
        before = {name: count(model) for name, count in COUNTS.items()}
    make_row(model, company=company)
    with company_scope(company.id):
        after = {name: count(model) for name, count in COUNTS.items()}

    assert before == dict.fromkeys(COUNTS, 0)
    assert after == dict.fromkeys(COUNTS, 1)


@every_model
def test_the_platform_sees_every_companys_rows(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    ours = make_row(model, company=company)
    theirs = make_row(model, company=stranger)

    with platform_scope("maintenance"):
        assert set(model.objects.in_bulk()) == {ours.pk, theirs.pk}


@every_model
def test_a_foreign_row_is_not_found_by_its_id(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    theirs = make_row(model, company=stranger)

    with company_scope(company.id):
        assert model.objects.in_bulk([theirs.pk]) == {}
        with pytest.raises(model.DoesNotExist):
            model.objects.get(pk=theirs.pk)


@every_model
def test_a_foreign_row_is_not_refreshed(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    theirs = make_row(model, company=stranger)

    with company_scope(stranger.id):
        theirs.refresh_from_db()
    with company_scope(company.id), pytest.raises(model.DoesNotExist):
        theirs.refresh_from_db()


@every_model
def test_pickling_a_queryset_runs_it_and_needs_a_scope(model: type[TenantModel]) -> None:
    with pytest.raises(TenantNotBound):
        pickle.dumps(model.objects.all())


@every_model
def test_explaining_a_query_needs_a_scope(model: type[TenantModel]) -> None:
    with pytest.raises(TenantNotBound):
        model.objects.all().explain()


@every_model
def test_raw_sql_is_refused_in_a_scope_too(model: type[TenantModel], company: Company) -> None:
    with company_scope(company.id), pytest.raises(UnscopedQuery):
        model.objects.raw("SELECT 1")


@every_model
def test_a_global_model_cannot_be_joined_to_a_companys(model: type[TenantModel]) -> None:
    with pytest.raises(FieldError), platform_scope("test"):
        Company._base_manager.filter(**{f"{model._meta.model_name}__isnull": False})


@every_key
def test_a_key_that_is_not_loaded_yet_is_loaded_in_scope(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    with company_scope(stranger.id):
        theirs = model.objects.get(pk=make_row(model, company=stranger).pk)

    with (
        company_scope(company.id),
        pytest.raises(model._meta.get_field(key).related_model.DoesNotExist),
    ):
        getattr(theirs, key)
    with company_scope(stranger.id):
        assert getattr(theirs, key).company_id == stranger.id


@every_related_manager
def test_a_related_manager_sees_the_bound_companys_rows(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    theirs = make_row(model, company=stranger)
    related = _related_manager(theirs, key)

    with company_scope(company.id):
        seen_by_us = list(related.all())
    with company_scope(stranger.id):
        seen_by_them = list(related.all())

    assert (seen_by_us, seen_by_them) == ([], [theirs])


@every_related_manager
def test_a_related_manager_needs_a_scope(
    model: type[TenantModel], key: str, company: Company
) -> None:
    row = make_row(model, company=company)

    with pytest.raises(TenantNotBound):
        _related_manager(row, key).count()


@every_related_manager
def test_prefetched_rows_are_the_bound_companys(
    model: type[TenantModel], key: str, company: Company, stranger: Company
) -> None:
    ours = make_row(model, company=company)
    make_row(model, company=stranger)
    field = model._meta.get_field(key)
    backwards = field.remote_field.get_accessor_name()

    with company_scope(company.id):
        parents = list(field.related_model.objects.prefetch_related(backwards))

    assert [row for parent in parents for row in getattr(parent, backwards).all()] == [ours]


def test_a_queryset_made_at_import_time_follows_the_scope(
    company: Company, stranger: Company
) -> None:
    QuestionAnswerFactory(company=company, question="ours")
    QuestionAnswerFactory(company=stranger, question="theirs")

    with company_scope(company.id):
        ours = [row.question for row in MADE_AT_IMPORT.all()]
    with company_scope(stranger.id):
        theirs = [row.question for row in MADE_AT_IMPORT.all()]

    assert (ours, theirs) == (["ours"], ["theirs"])


def test_a_queryset_written_in_one_scope_runs_in_the_scope_that_reads_it(
    company: Company, stranger: Company
) -> None:
    VariableFactory(company=company, value="ours")
    VariableFactory(company=stranger, value="theirs")

    with company_scope(company.id):
        values = Variable.objects.values_list("value", flat=True)
    with company_scope(stranger.id):
        assert list(values) == ["theirs"]


def test_a_deferred_column_is_loaded_in_scope(company: Company, stranger: Company) -> None:
    VariableFactory(company=stranger, value="theirs")
    with company_scope(stranger.id):
        half_loaded = Variable.objects.only("id").get()

    with company_scope(company.id), pytest.raises(Variable.DoesNotExist):
        _ = half_loaded.value
    with company_scope(stranger.id):
        assert half_loaded.value == "theirs"


def test_a_filter_by_a_foreign_row_finds_nothing(company: Company, stranger: Company) -> None:
    theirs = ScenarioFactory(company=stranger)

    with company_scope(company.id):
        assert not Scenario.objects.filter(category=theirs.category).exists()
        assert not Scenario.objects.filter(category__key=theirs.category.key).exists()


def test_a_scope_of_a_company_that_is_not_there_sees_nothing(company: Company) -> None:
    ScenarioCategoryFactory(company=company)
    nobody = "00000000-0000-4000-8000-000000000000"

    with company_scope(nobody):
        assert not any(model.objects.exists() for model in TENANT_MODELS)


@pytest.mark.parametrize("model", [Company, PhoneNumber], ids=label)
def test_all_rows_of_a_global_model_need_the_platforms_scope(model: Any, company: Company) -> None:
    PhoneNumberFactory(company=company)

    with pytest.raises(TenantNotBound):
        model.objects.count()
    with company_scope(company.id), pytest.raises(TenantNotBound):
        model.objects.count()
    with platform_scope("maintenance"):
        assert model.objects.count() == 1


@pytest.mark.parametrize("model", [Company, PhoneNumber, User], ids=label)
def test_a_company_sees_its_own_rows_of_a_global_model(
    model: Any, company: Company, stranger: Company
) -> None:
    PhoneNumberFactory(company=company)
    PhoneNumberFactory(company=stranger)
    UserFactory(company=company)
    UserFactory(company=stranger)

    with pytest.raises(TenantNotBound):
        model.in_company.count()
    with company_scope(company.id):
        own = model.in_company.get()

    assert getattr(own, "company_id", own.pk) == company.id


def _related_manager(row: Any, key: str) -> Any:
    accessor = row._meta.get_field(key).remote_field.get_accessor_name()
    return getattr(getattr(row, key), accessor)


def test_a_data_migration_has_a_plain_manager() -> None:
    assert not Variable.objects.use_in_migrations
