"""A new company, ready to be filled in: its record, its number, its copy of a template."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError

from templates_brain.cloning import clone_template, find_version
from templates_brain.models import Variable
from templates_brain.models.fields import VariableType
from templates_brain.variables import merge_variables
from tenants.audit import record
from tenants.databases import atomic
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope


class NumberTaken(RuntimeError):
    """The phone number leads to a company already."""


@dataclass(frozen=True, slots=True)
class NewCompany:
    """What a new company is made of; the name and the number fill in their variables."""

    name: str
    phone: str
    template: str | None = None
    timezone: str = "America/New_York"
    values: Mapping[str, str] = field(default_factory=dict)
    account_sid: str = ""
    auth_token: str = field(default="", repr=False)
    is_live: bool = False


@atomic()
def create_company(wanted: NewCompany, *, actor: str) -> UUID:
    """Create the company in one transaction and return its id.

    Raises Django's `ValidationError` for a malformed name, number or time zone, DRF's for a
    variable, `NumberTaken`, and `UnknownTemplate`.
    """
    version = find_version(wanted.template) if wanted.template else None
    company = Company(name=wanted.name, timezone=wanted.timezone, is_live=wanted.is_live)
    company.clean_fields()
    with company_scope(company.id, writing=True):
        company.save(force_insert=True)
        _add_number(company, wanted)
        record(actor, "company_created", number=wanted.phone)
        _define_own_variables()
        if version:
            clone_template(company.id, version, actor=actor)
        own = {"companyName": wanted.name, "phone": wanted.phone}
        merge_variables({**own, **wanted.values}, actor=actor)
        if wanted.is_live:
            record(actor, "went_live", readiness="skipped")
    return company.id


def _add_number(company: Company, wanted: NewCompany) -> None:
    number = PhoneNumber(company=company, number=wanted.phone, account_sid=wanted.account_sid)
    number.set_auth_token(wanted.auth_token)
    number.clean_fields(exclude=["company"])
    try:
        with atomic():
            number.save(force_insert=True)
    except IntegrityError as error:
        raise NumberTaken(f"{wanted.phone} is in use already.") from error


def _define_own_variables() -> None:
    """Define the two variables that every company has, whatever template it copies."""
    Variable.objects.bulk_create(
        [
            Variable(name="companyName", label="Company name", required=True),
            Variable(name="phone", label="Phone", type=VariableType.PHONE, required=True),
        ]
    )


def first_fault(error: ValidationError) -> str:
    """Return the first of a validation's faults, with its field."""
    faults = getattr(error, "message_dict", {"": error.messages})
    name, messages = next(iter(faults.items()))
    return f"{name}: {messages[0]}".lstrip(": ")
