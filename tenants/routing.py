"""What must be known before any company is: which company a number or a signed-in user is of.

Global models are read here and in the platform's scope, nowhere else.
"""

from dataclasses import dataclass, field
from logging import getLogger
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from tenants.encryption import UnreadableSecret
from tenants.models import Company, PhoneNumber, Role, User

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


_COLUMNS = (
    "number", "company_id", "company__name", "company__timezone",
    "company__configuration_version", "company__is_live", "company__is_suspended", "account_sid",
)  # fmt: skip
_rows = PhoneNumber._base_manager.order_by().values_list(*_COLUMNS, "auth_token_encrypted")


def route_number(number: str) -> NumberRoute | None:
    """Return the route of an E.164 number, or None where it is not ours. One query.

    Plain values, because every turn of every call begins here: models cost half as much again.
    """
    row = next(iter(_rows.filter(number=number)), None)
    return None if row is None else _route(*row)


def all_routes() -> list[NumberRoute]:
    """Return every number's route, for a worker to hold while the database is away."""
    return [_route(*row) for row in _rows.iterator()]


def company_exists(company_id: UUID) -> bool:
    """Return whether there is such a company, for platform staff."""
    return Company._base_manager.filter(pk=company_id).exists()


def staff_by_email(email: str) -> User | None:
    """Return a member of the platform's staff by e-mail address, compared without case."""
    return User.objects.filter(email__iexact=email, role=Role.ADMIN).first()


def signed_in_user(user_id: str) -> User | None:
    """Return the active user, with the company, unless that is suspended. One query."""
    user = User.objects.select_related("company").filter(pk=user_id, is_active=True).first()
    if user and user.company and user.company.is_suspended:
        return None
    return user


def company_invited_to(token_hash: str) -> UUID | None:
    """Return the company of the user whom a living invitation is for, unless it is suspended."""
    invited = User.objects.filter(
        invitation_hash=token_hash,
        invitation_expires_at__gt=timezone.now(),
        company__is_suspended=False,
    )
    return invited.values_list("company_id", flat=True).first()


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
