"""The numbers that lead calls to a company: added, changed, and removed but for a live one's last.

A number is on the platform's Twilio account, or on one of the company's own, whose token then
checks that requests for the number are Twilio's: the account and its token are set together.
"""

from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.shortcuts import get_object_or_404
from rest_framework.exceptions import ValidationError

from tenants.audit import record
from tenants.configuration import lock_configuration
from tenants.databases import atomic
from tenants.errors import Conflict, RefusedByRule
from tenants.models import Company, PhoneNumber
from tenants.scope import current_company_id


def add_number(number: str, *, actor: str, **facts: str) -> PhoneNumber:
    """Lead an E.164 number's calls to the bound company.

    Raises `Conflict` where the number leads to any company already, and `ValidationError` for an
    account without its token.
    """
    lock_configuration(current_company_id())
    row = PhoneNumber(company_id=current_company_id(), number=number)
    _set(row, **facts)
    try:
        with atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("This number is in use already.", code="number_taken") from error
    record(actor, "number_added", after={"number": row.number, **_described(row)})
    return row


def change_number(number_id: UUID, *, actor: str, **facts: str) -> PhoneNumber:
    """Change the label or the account of a number of the bound company.

    Raises `Http404`, and `ValidationError` for an account without its token.
    """
    row = _locked(number_id)
    before, sealed = _described(row), row.auth_token_encrypted
    _set(row, **facts)
    if (_described(row), row.auth_token_encrypted) == (before, sealed):
        return row
    row.save()
    replaced = ["authToken"] if row.auth_token_encrypted != sealed else []
    details = {"before": before, "after": _described(row), "replaced": replaced}
    record(actor, "number_changed", number=row.number, **details)
    return row


def remove_number(number_id: UUID, *, actor: str) -> None:
    """Lead the number's calls nowhere.

    Raises `Http404`, and `RefusedByRule` for the last number of a company that is live.
    """
    row = _locked(number_id)
    others = PhoneNumber.in_company.exclude(pk=row.pk)
    if Company.in_company.get().is_live and not others.exists():
        message = "This is the last number of a company that is live; end that first."
        raise RefusedByRule(message, code="last_number")
    record(actor, "number_removed", before={"number": row.number, **_described(row)})
    row.delete()


def _locked(number_id: UUID) -> PhoneNumber:
    """Return the number while nobody else changes the company's numbers."""
    lock_configuration(current_company_id())
    row: PhoneNumber = get_object_or_404(PhoneNumber.in_company, pk=number_id)
    return row


def _set(
    row: PhoneNumber,
    *,
    label: str | None = None,
    account_sid: str | None = None,
    auth_token: str | None = None,
) -> None:
    if label is not None:
        row.label = label
    is_moved = account_sid is not None and account_sid != row.account_sid
    if account_sid is not None:
        row.account_sid = account_sid
    if row.account_sid and is_moved and not auth_token:
        raise ValidationError({"authToken": ["Give the account's auth token too."]})
    if auth_token and not row.account_sid:
        raise ValidationError({"accountSid": ["Name the account that the token is of."]})
    if auth_token or is_moved:
        row.set_auth_token(auth_token or "")


def _described(row: PhoneNumber) -> dict[str, Any]:
    return {
        "label": row.label,
        "accountSid": row.account_sid,
        "hasAuthToken": row.has_auth_token,
    }
