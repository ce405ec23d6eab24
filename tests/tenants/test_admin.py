"""The operators' desk: every page of it opens, to staff alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from factory.django import DjangoModelFactory

from telephony.models import (
    Appointment,
    BusinessHours,
    Call,
    CallHandling,
    CallTurn,
    DoomedRecording,
    MatchingThresholds,
    Message,
    Retention,
    TextMessage,
    VoiceSettings,
)
from templates_brain.models import ConfigurationChange, Provenance, TemplateVersion
from templates_brain.publishing import load_template
from tenants.models import AuditEntry, Company, IdempotencyRecord, PhoneNumber, Role, User
from tenants.tenant_model import TenantModel
from tests import factories
from tests.desk import Desk
from tests.tenants.tenant_rows import factory_of

PAGES = dict(admin.site._registry)
MADE_BY: dict[type[Model], type[DjangoModelFactory[Any]]] = {
    **{model: factory_of(model) for model in PAGES if issubclass(model, TenantModel)},
    PhoneNumber: factories.PhoneNumberFactory,
    User: factories.UserFactory,
}
TEMPLATE_ROWS = PAGES.keys() - MADE_BY.keys() - {Company}
SYNONYM = {"word": "a c", "means": "ac"}
ONE_EACH = (BusinessHours, CallHandling, MatchingThresholds, Provenance, Retention, VoiceSettings)
LOOKED_AT = (
    AuditEntry, Call, CallTurn, ConfigurationChange, DoomedRecording, IdempotencyRecord, Message,
    Provenance, TemplateVersion, TextMessage,
)  # fmt: skip
FROM_CALLS = (Appointment,)
ADDED = [model for model in PAGES if model not in LOOKED_AT + FROM_CALLS]


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a member of staff's desk."""
    return Desk(factories.StaffFactory())


def row_of(model: type[Any], company: Company) -> Any:
    """Return a row of any registered model."""
    if model is Company:
        return company
    if model in TEMPLATE_ROWS:
        words = {"behaviours": [{"key": "calm", "name": "Calm"}], "synonyms": [SYNONYM]}
        load_template(factories.TemplateDocumentFactory(**words), actor="tests")
        return model.objects.first()
    return MADE_BY[model](company=company)


@pytest.mark.parametrize("model", PAGES)
def test_every_list_opens_and_searches(model: type[Model], desk: Desk, company: Company) -> None:
    row_of(model, company)
    assert desk.open(model, "changelist").status_code == 200
    assert desk.open(model, "changelist", q="zzz").status_code == 200


@pytest.mark.parametrize("model", PAGES)
def test_every_row_opens(model: type[Model], desk: Desk, company: Company) -> None:
    row = row_of(model, company)
    assert desk.open(model, "change", row.pk).status_code == 200
    assert desk.open(model, "history", row.pk).status_code == 200


@pytest.mark.parametrize("model", ADDED)
def test_every_add_page_opens(model: type[Model], desk: Desk, company: Company) -> None:
    assert desk.open(model, "add").status_code == 200
    assert desk.open(model, "add", company=company.pk).status_code == 200


@pytest.mark.parametrize("model", LOOKED_AT)
def test_what_is_looked_at_is_never_added_changed_or_deleted(
    model: type[Model], desk: Desk, company: Company
) -> None:
    row = row_of(model, company)
    assert desk.open(model, "add").status_code == 403
    assert desk.client.post(desk.url(model, "change", row.pk), {}).status_code == 403
    assert desk.client.post(desk.url(model, "delete", row.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", PAGES)
@pytest.mark.parametrize("pk", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_row_that_is_not_there_leads_back_to_the_index(
    model: type[Model], pk: str, desk: Desk
) -> None:
    assert desk.open(model, "change", pk).status_code == 302


@pytest.mark.parametrize("model", MADE_BY)
def test_a_list_takes_as_many_queries_for_ten_rows_as_for_one(
    model: type[Model],
    desk: Desk,
    company: Company,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    rows = 1 if model in ONE_EACH else 10
    made = [MADE_BY[model](company=company) for _ in range(rows)]
    desk.open(model, "changelist")
    with django_assert_max_num_queries(14):
        response = desk.open(model, "changelist")
    assert len(response.context["cl"].result_list) >= len(made)


def test_third_party_tables_have_no_page() -> None:
    labels = {model._meta.app_label for model in PAGES}
    assert labels == {"tenants", "templates_brain", "knowledge", "telephony"}


def test_every_page_stands_in_the_sidebar(desk: Desk) -> None:
    groups = desk.client.get("/admin/").context["sidebar_navigation"]
    links = {str(item["link"]) for group in groups for item in group["items"]}
    assert links == {desk.url(model, "changelist") for model in PAGES}


def test_a_companys_user_may_not_enter(company: Company) -> None:
    client = Client()
    client.force_login(factories.UserFactory(company=company, role=Role.OWNER))
    response = client.get("/admin/")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
    assert Desk(factories.StaffFactory()).client.get("/admin/").status_code == 200


@pytest.mark.django_db
def test_signing_in_at_the_bare_address_leads_to_the_desk() -> None:
    staff = factories.StaffFactory()

    signed_in = Client().post(
        "/admin/login/", {"username": staff.email, "password": factories.PASSWORD}
    )

    assert (signed_in.status_code, signed_in["Location"]) == (302, "/admin/")


def test_a_companys_page_leads_to_what_it_owns(desk: Desk, company: Company) -> None:
    factories.QuestionAnswerFactory(company=company)
    factories.QuestionAnswerFactory(company=factories.CompanyFactory())
    response = desk.open(company, "change", company.pk)
    lists = {rows.title: rows for rows in response.context["owned_rows"]}
    assert lists["Questions and answers"].count == 1
    listed = desk.client.get(lists["Questions and answers"].url).context["cl"]
    assert listed.result_count == 1


def test_the_home_page_leads_to_the_desk_and_needs_no_one_elses_server(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/admin/"' in page
    assert "<script" not in page
    assert "//" not in page.replace("http://www.w3.org/2000/svg", "")
