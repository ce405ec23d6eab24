"""Lock 1, writing: a row is stamped with the bound company and never leaves it."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from knowledge.models import QuestionAnswer
from templates_brain.models import FillerWord, Scenario, ScenarioCategory, Variable
from tenants import tenant_model
from tenants.configuration import configuration_version
from tenants.databases import APPLICATION
from tenants.managers import OwnRowsManager, WrongCompany
from tenants.models import Company
from tenants.scope import TenantNotBound, company_scope, platform_scope
from tenants.tenant_model import TenantModel
from tests.factories import (
    FillerWordFactory,
    QuestionAnswerFactory,
    ScenarioCategoryFactory,
    ScenarioFactory,
    VariableFactory,
)
from tests.roles import is_distributed
from tests.tenants.reading import awaited, error_of
from tests.tenants.tenant_rows import (
    CHANGEABLE_MODELS,
    TENANT_MODELS,
    factory_of,
    label,
    make_row,
)

pytestmark = pytest.mark.django_db
every_model = pytest.mark.parametrize("model", TENANT_MODELS, ids=label)
every_changeable_model = pytest.mark.parametrize("model", CHANGEABLE_MODELS, ids=label)

WRITES: dict[str, Callable[[Any], Any]] = {
    "create": lambda model: model.objects.create(),
    "save": lambda model: model().save(),
    "save of a stamped row": lambda model: model(company_id=uuid4()).save(),
    "bulk_create": lambda model: model.objects.bulk_create([model()]),
    "bulk_update": lambda model: model.objects.bulk_update([model()], ["id"]),
    "get_or_create": lambda model: model.objects.get_or_create(pk=uuid4()),
    "update_or_create": lambda model: model.objects.update_or_create(pk=uuid4()),
    "update": lambda model: model.objects.update(id=uuid4()),
    "update of some": lambda model: model.objects.filter(pk=uuid4()).update(id=uuid4()),
    "delete": lambda model: model.objects.all().delete(),
    "async create": lambda model: awaited(model.objects.acreate),
    "async update": lambda model: awaited(partial(model.objects.aupdate, id=uuid4())),
    "async delete": lambda model: awaited(model.objects.all().adelete),
}


@every_model
def test_without_a_scope_every_write_raises(model: type[TenantModel]) -> None:
    raised = {name: error_of(write, model) for name, write in WRITES.items()}

    assert raised == dict.fromkeys(WRITES, TenantNotBound)


@every_model
def test_without_a_scope_a_loaded_row_is_neither_saved_nor_deleted(
    model: type[TenantModel], company: Company
) -> None:
    row = make_row(model, company=company)

    with pytest.raises(TenantNotBound):
        row.save()
    with pytest.raises(TenantNotBound):
        row.delete()


@every_model
def test_a_new_row_is_stamped_with_the_bound_company(
    model: type[TenantModel], company: Company
) -> None:
    row = make_row(model, company=company)

    with company_scope(company.id):
        assert model.objects.get(pk=row.pk).company_id == company.id


@every_model
def test_a_new_row_of_another_company_is_refused(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    row = factory_of(model).build(company=stranger)

    with company_scope(company.id), pytest.raises(WrongCompany):
        row.save()
    with company_scope(company.id), pytest.raises(WrongCompany):
        model.objects.bulk_create([row])
    with platform_scope("maintenance"):
        assert not model.objects.filter(pk=row.pk).exists()


@every_changeable_model
def test_another_companys_row_is_neither_saved_nor_deleted(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    theirs = make_row(model, company=stranger)

    with company_scope(company.id), pytest.raises(WrongCompany):
        theirs.save()
    with company_scope(company.id), pytest.raises(WrongCompany):
        theirs.delete()
    with company_scope(company.id), pytest.raises(WrongCompany):
        model.objects.bulk_update([theirs], ["id"])

    with company_scope(stranger.id):
        theirs.save()
        theirs.delete()
        assert not model.objects.exists()


@every_model
def test_a_saved_row_never_changes_its_company(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    row = make_row(model, company=company)
    row.company_id = stranger.id

    with company_scope(company.id), pytest.raises(WrongCompany):
        row.save()
    with company_scope(stranger.id), pytest.raises(WrongCompany):
        row.save()
    with platform_scope("maintenance"), pytest.raises(WrongCompany):
        row.save()


@every_model
def test_a_loaded_row_never_changes_its_company(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    pk = make_row(model, company=company).pk

    with platform_scope("maintenance"):
        row = model.objects.get(pk=pk)
        row.company = stranger
        with pytest.raises(WrongCompany):
            row.save()


def test_a_row_made_in_bulk_never_changes_its_company(company: Company, stranger: Company) -> None:
    with platform_scope("maintenance"):
        (row,) = FillerWord.objects.bulk_create([FillerWord(company=company, word="um")])
        row.company = stranger
        with pytest.raises(WrongCompany):
            row.save()


@every_changeable_model
@pytest.mark.parametrize("name", ["company", "company_id"])
def test_an_update_never_moves_rows(
    model: type[TenantModel], name: str, company: Company, stranger: Company
) -> None:
    row = make_row(model, company=company)

    with company_scope(company.id), pytest.raises(WrongCompany):
        model.objects.update(**{name: stranger.id})
    with company_scope(company.id), pytest.raises(WrongCompany):
        model.objects.bulk_update([row], [name])
    with platform_scope("maintenance"), pytest.raises(WrongCompany):
        model.objects.update(**{name: stranger.id})

    with company_scope(company.id):
        assert model.objects.get().pk == row.pk


@pytest.mark.parametrize("name", ["company", "company_id"])
def test_an_update_in_bulk_does_not_even_name_the_company(name: str, company: Company) -> None:
    row = VariableFactory(company=company)

    with company_scope(company.id), pytest.raises(WrongCompany, match="bulk_update"):
        Variable.objects.bulk_update([row], [name])


def test_an_update_in_bulk_tells_how_many_and_makes_the_version_newer(company: Company) -> None:
    row = VariableFactory(company=company)
    row.value = "150"

    with company_scope(company.id):
        before = configuration_version()
        updated = Variable.objects.bulk_update([row], ["value"])

        assert (updated, configuration_version()) == (1, before + 1)


def test_a_row_is_written_in_the_database_that_is_named(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, asked = VariableFactory(company=company), list[str]()
    monkeypatch.setattr(
        tenant_model, "atomic", lambda using, savepoint: asked.append(using) or nullcontext()
    )

    with company_scope(company.id):
        row.save(using=APPLICATION)
        deleted = row.delete(using=APPLICATION)

    assert asked == [APPLICATION] * 2
    assert deleted == (1, {"templates_brain.Variable": 1})


def test_a_global_models_rows_of_ones_own_are_told_by_the_column_that_is_named(
    company: Company, stranger: Company
) -> None:
    own = OwnRowsManager("id")
    own.model = Company

    with company_scope(company.id):
        assert [*own.get_queryset()] == [company]


def test_a_model_is_edited_without_its_id_and_archived_unless_it_says_why_not() -> None:
    assert not Variable._meta.get_field("id").editable
    assert TenantModel.left_out_of_archives == ""


@every_changeable_model
def test_deleting_all_rows_deletes_the_bound_companys(
    model: type[TenantModel], company: Company, stranger: Company
) -> None:
    make_row(model, company=company)
    theirs = make_row(model, company=stranger)

    with company_scope(company.id):
        deleted, _ = model.objects.all().delete()

    assert deleted >= 1
    with platform_scope("maintenance"):
        assert list(model.objects.all()) == [theirs]


@every_model
def test_the_platform_must_say_whose_a_new_row_is(model: type[TenantModel]) -> None:
    with platform_scope("maintenance"), pytest.raises(WrongCompany):
        model().save()


def test_the_platform_adds_a_row_to_the_company_that_it_names(company: Company) -> None:
    with platform_scope("maintenance"):
        Variable.objects.create(company=company, name="hours", label="Hours")

    with company_scope(company.id):
        assert Variable.objects.get().name == "hours"


def test_rows_made_in_bulk_are_stamped(company: Company) -> None:
    with company_scope(company.id):
        FillerWord.objects.bulk_create([FillerWord(word="um"), FillerWord(word="uh")])

    with platform_scope("maintenance"):
        owners = FillerWord.objects.values_list("company_id", flat=True)
        assert list(owners) == [company.id, company.id]


def test_one_foreign_row_in_bulk_refuses_them_all(company: Company, stranger: Company) -> None:
    rows = [FillerWord(word="um"), FillerWord(word="uh", company=stranger)]

    with company_scope(company.id), pytest.raises(WrongCompany):
        FillerWord.objects.bulk_create(rows)

    with platform_scope("maintenance"):
        assert not FillerWord.objects.exists()


def test_an_update_changes_the_bound_companys_rows(company: Company, stranger: Company) -> None:
    ours = VariableFactory(company=company, name="price", value="100")
    theirs = VariableFactory(company=stranger, name="price", value="200")

    with company_scope(company.id):
        changed = Variable.objects.filter(name="price").update(value="150")

    assert changed == 1
    with platform_scope("maintenance"):
        values = dict(Variable.objects.values_list("pk", "value"))
    assert values == {ours.pk: "150", theirs.pk: "200"}


def test_get_or_create_does_not_get_another_companys_row(
    company: Company, stranger: Company
) -> None:
    theirs = FillerWordFactory(company=stranger, word="um")

    with company_scope(company.id):
        made, is_new = FillerWord.objects.get_or_create(word="um")
        again, is_newer = FillerWord.objects.get_or_create(word="um")

    assert (is_new, is_newer) == (True, False)
    assert made == again != theirs


def test_update_or_create_does_not_update_another_companys_row(
    company: Company, stranger: Company
) -> None:
    VariableFactory(company=stranger, name="price", value="200")

    with company_scope(company.id):
        Variable.objects.update_or_create(name="price", defaults={"value": "150"})

    with company_scope(stranger.id):
        assert Variable.objects.get().value == "200"


def test_an_upsert_that_leaves_the_company_out_is_refused(
    company: Company, stranger: Company
) -> None:
    theirs = FillerWordFactory(company=stranger, word="theirs")

    with company_scope(company.id), pytest.raises(WrongCompany):
        FillerWord.objects.bulk_create(
            [FillerWord(pk=theirs.pk, word="stolen")],
            update_conflicts=True,
            update_fields=["word"],
            unique_fields=["id"],
        )


@pytest.mark.parametrize("by", ["company", "company_id"])
def test_an_upsert_by_company_updates_its_own_row_only(
    company: Company, stranger: Company, by: str
) -> None:
    theirs = FillerWordFactory(company=stranger, word="um", origin="template")
    ours = FillerWordFactory(company=company, word="um", origin="template")

    with company_scope(company.id):
        FillerWord.objects.bulk_create(
            [FillerWord(word="um", origin="template")],
            update_conflicts=True,
            update_fields=["word"],
            unique_fields=[by, "origin", "word"],
        )

    with platform_scope("maintenance"):
        assert set(FillerWord.objects.all()) == {ours, theirs}


def test_adding_a_foreign_row_to_a_related_manager_moves_nothing(
    company: Company, stranger: Company
) -> None:
    ours = ScenarioCategoryFactory(company=company)
    theirs = ScenarioFactory(company=stranger)

    with company_scope(company.id):
        ours.scenarios.add(theirs)

    with platform_scope("maintenance"):
        assert Scenario.objects.get().category_id != ours.pk


def test_deleting_a_companys_parent_spares_the_other_companys_rows(
    company: Company, stranger: Company
) -> None:
    ScenarioCategoryFactory(company=company)
    theirs = ScenarioFactory(company=stranger)

    with company_scope(company.id):
        ScenarioCategory.objects.all().delete()

    with company_scope(stranger.id):
        assert Scenario.objects.get() == theirs


@pytest.mark.skipif(is_distributed(), reason="There an id is one within its company.")
def test_a_new_row_with_a_known_id_changes_no_row(company: Company, stranger: Company) -> None:
    entry = QuestionAnswerFactory(company=company, question="ours")

    with platform_scope("test"), pytest.raises(IntegrityError), transaction.atomic():
        QuestionAnswer(pk=entry.pk, company=stranger, question="theirs", answer="x").save()

    with company_scope(company.pk):
        assert QuestionAnswer.objects.get().question == "ours"
