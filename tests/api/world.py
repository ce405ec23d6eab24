"""A company with data of every kind, a user of each role, and what stands in the way of both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction

from templates_brain.cloning import clone_template, find_version
from templates_brain.publishing import load_template
from tenants.authentication import refresh_token_for
from tenants.models import Company, Role, User
from tenants.scope import company_scope
from tenants.tenant_model import TenantModel
from tests.factories import (
    CompanyFactory,
    PhoneNumberFactory,
    StaffFactory,
    TemplateDocumentFactory,
    UserFactory,
)
from tests.tenants.tenant_rows import TENANT_MODELS, factory_of

NOBODY = "nobody"
OUTSIDER = "outsider"
PRINCIPALS = (NOBODY, OUTSIDER, *(role.value for role in Role))


@dataclass(frozen=True)
class World:
    """The company, and the header with which each kind of user signs in."""

    company: Company
    headers: dict[str, dict[str, str]]
    rows: dict[type[TenantModel], Any]


def make_world() -> World:
    """Return a company with a clone of a template, and a row at least of each kind."""
    company = CompanyFactory(name="Joe's Plumbing")
    load_template(TemplateDocumentFactory(), actor="staff@example.com")
    clone_template(company.id, find_version("plumbing"), actor="owner@example.com")
    PhoneNumberFactory(company=company)
    users = {role.value: _user_of(company, role) for role in Role}
    users[OUTSIDER] = UserFactory()
    headers = {name: _signed_in(user) for name, user in users.items()} | {NOBODY: {}}
    return World(company, headers, {model: _row_of(model, company) for model in TENANT_MODELS})


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo what is written meanwhile, and forget what was cached of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def _user_of(company: Company, role: Role) -> User:
    return StaffFactory() if role == Role.ADMIN else UserFactory(company=company, role=role)


def _signed_in(user: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {refresh_token_for(user).access_token}"}


def _row_of(model: type[TenantModel], company: Company) -> Any:
    with company_scope(company.id):
        row = model.objects.first()
    return row or factory_of(model)(company=company)
