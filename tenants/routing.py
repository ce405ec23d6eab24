"""What must be known before any company is: which company a number or a signed-in user is of.

Outside a scope, global models are read here and nowhere else, one row by its key.
"""

from dataclasses import dataclass, field
from logging import getLogger
from typing import Any
from uuid import UUID

from django.conf import settings

from tenants import lookups
from tenants.databases import alias_in_force
from tenants.encryption import UnreadableSecret
from tenants.models import Company, PhoneNumber, User

logger = getLogger(__name__)


@dataclass(frozen=True)
class NumberRoute:
    """One of our numbers: whose it is, in which state, and what signs its requests."""

    number: str
    company_id: UUID
    company_name: str
    timezone: str
    configuration_version: int
    is_live: bool
    is_suspended: bool
    account_sid: str
    auth_token: str = field(repr=False)


def route_number(number: str) -> NumberRoute | None:
    """Return the route of an E.164 number, or None where it is not ours. One query.

    Plain values, because every turn of every call begins here: models cost half as much again.
    """
    row = lookups.number_row(number)
    return None if row is None else _route(*row)


def all_routes() -> list[NumberRoute]:
    """Return every number's route, for a worker to hold while the database is away.

    In the platform's scope alone is there more than one company's.
    """
    return [_route(*row) for row in lookups.numbers.iterator()]


def company_exists(company_id: UUID) -> bool:
    """Return whether there is such a company, for platform staff."""
    return lookups.company_row(company_id) is not None


def signed_in_user(user_id: str) -> User | None:
    """Return the active user, with the company, unless that is suspended. One query."""
    user = _user(lookups.user_row_by_id(User._meta.pk.to_python(user_id)))
    if user is None or not user.is_active or (user.company and user.company.is_suspended):
        return None
    return user


def user_by_email(email: str | None) -> User | None:
    """Return who signs in with the e-mail address, compared without case, whatever their state."""
    return _user(lookups.user_row_by_email(email))


def company_invited_to(token_hash: str) -> UUID | None:
    """Return the company of the user whom a living invitation is for, unless it is suspended."""
    row = lookups.invited_company_row(token_hash)
    return row[0] if row else None


def _user(row: lookups.Row | None) -> User | None:
    """Return the user of the row and their company, each with these columns and no others."""
    if row is None:
        return None
    alias, own = alias_in_force(), len(lookups.USER_COLUMNS)
    user: User = User.from_db(alias, lookups.USER_COLUMNS, row[:own])
    if user.company_id:
        facts = (user.company_id, *row[own:])
        user.company = Company.from_db(alias, ("id", *lookups.COMPANY_COLUMNS), facts)
    return user


def _route(number: str, company_id: UUID, *facts: Any) -> NumberRoute:
    *state, sealed_token = facts
    owner = PhoneNumber(company_id=company_id, auth_token_encrypted=sealed_token)
    return NumberRoute(number, company_id, *state, auth_token=_token(owner))


def _token(row: PhoneNumber) -> str:
    """Return what signs the number's requests; one that no key opens signs nothing."""
    try:
        return row.auth_token() or settings.TWILIO_AUTH_TOKEN
    except UnreadableSecret:
        logger.exception("token_unreadable", extra={"company": str(row.company_id)})
        return ""
