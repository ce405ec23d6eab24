"""A company with data of every kind, a user of each role, and what stands in the way of both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction

from templates_brain.cloning import clone_template, find_version
from templates_brain.models import ConfigurationChange, Scenario
from templates_brain.publishing import load_template
from templates_brain.scenarios import change_scenario
from tenants.authentication import refresh_token_for
from tenants.models import Company, Role, User
from tenants.scope import company_scope
from tenants.tenant_model import TenantModel
from tests.factories import (
    AppointmentFactory,
    CallTurnFactory,
    CompanyFactory,
    PhoneNumberFactory,
    StaffFactory,
    TemplateDocumentFactory,
    UserFactory,
)
from tests.tenants.tenant_rows import TENANT_MODELS, factory_of

NINE = datetime(2026, 11, 2, 9, tzinfo=UTC)
NOBODY = "nobody"
OUTSIDER = "outsider"
WORDS: dict[str, Any] = {
    "variableDefinitions": [
        {"name": "companyName", "label": "Company name", "required": True},
        {"name": "servicecallprice", "label": "Service call price", "type": "money"},
        {"name": "website", "label": "Website", "type": "url"},
    ],
    "behaviours": [{"key": "calm", "name": "Calm"}],
    "synonyms": [{"word": "a c", "means": "ac"}],
}


@dataclass(frozen=True)
class World:
    """The company, and the header with which each kind of user signs in."""

    company: Company
    headers: dict[str, dict[str, str]]
    rows: dict[str, Any]


def make_world() -> World:
    """Return a company with a row at least of each kind, whose template has a newer version."""
    company = CompanyFactory(name="Joe's Plumbing")
    _publish_synced_and_newer(company)
    users = {role.value: _user_of(company, role) for role in Role}
    users[OUTSIDER] = UserFactory()
    headers = {name: _signed_in(user) for name, user in users.items()} | {NOBODY: {}}
    AppointmentFactory(company=company, window_start=NINE, window_end=NINE + timedelta(hours=2))
    CallTurnFactory(company=company, kind="fallback", utterance="do you fix sump pumps")
    rows = {model._meta.label: _row_of(model, company) for model in TENANT_MODELS}
    rows["tenants.PhoneNumber"], _ = PhoneNumberFactory.create_batch(2, company=company)
    rows["tenants.User"] = users[Role.VIEWER]
    return World(company, headers, rows)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo what is written meanwhile, and forget what was cached of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def _publish_synced_and_newer(company: Company) -> None:
    """Publish three versions: one is cloned and changed, the next synced, the last still to come.

    So there is something to reset, to undo and to sync.
    """
    document = TemplateDocumentFactory(**WORDS)
    _publish(document, fillerWords=["um"])
    clone_template(company.id, find_version("plumbing"), actor="owner@example.com")
    with company_scope(company.id, writing=True):
        drains = Scenario.objects.get(key="clogged_drain")
        change_scenario(drains, {"quick_replies": ["We unclog it."]}, actor="owner@example.com")
    _publish(document, fillerWords=["um", "uh"])
    clone_template(company.id, find_version("plumbing"), actor="owner@example.com")
    _publish(document, fillerWords=["um", "uh", "well"])


def _publish(document: dict[str, Any], **changed: Any) -> None:
    load_template({**document, **changed}, actor="staff@example.com")


def _user_of(company: Company, role: Role) -> User:
    return StaffFactory() if role == Role.ADMIN else UserFactory(company=company, role=role)


def _signed_in(user: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {refresh_token_for(user).access_token}"}


def _row_of(model: type[TenantModel], company: Company) -> Any:
    with company_scope(company.id):
        row = model.objects.last() if model is ConfigurationChange else model.objects.first()
    return row or factory_of(model)(company=company)
