"""Who belongs to a company, and as what; its last active owner stays."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from tenants.audit import record
from tenants.configuration import lock_configuration
from tenants.errors import RefusedByRule
from tenants.models import Role, User
from tenants.scope import current_company_id


def change_user(
    user_id: UUID, *, role: str | None = None, is_active: bool | None = None, actor: str
) -> User:
    """Change the role of a user of the bound company, let them sign in or keep them out.

    A change ends the user's tokens, and keeping them out also the link that they may have. Raises
    `Http404`, and `RefusedByRule` for the last active owner and for who has no password yet.
    """
    user = _locked(user_id)
    before, was_owner = _described(user), _is_active_owner(user)
    if role is not None:
        user.role = role
    if is_active is not None:
        _set_active(user, is_active)
    if was_owner and not _is_active_owner(user):
        _require_another_owner(user)
    user.save()
    if _described(user) != before:
        details = {"before": before, "after": _described(user)}
        record(actor, "user_changed", email=user.email, **details)
    return user


def remove_user(user_id: UUID, *, actor: str) -> None:
    """Remove a user of the bound company; raises `Http404`, or `RefusedByRule` for its last owner.

    What they did stays in the audit log under their address.
    """
    user = _locked(user_id)
    if _is_active_owner(user):
        _require_another_owner(user)
    record(actor, "user_removed", email=user.email, before=_described(user))
    user.delete()


def _locked(user_id: UUID) -> User:
    """Return the user while nobody else changes who belongs to the company."""
    lock_configuration(current_company_id())
    user: User = get_object_or_404(User.in_company, pk=user_id)
    return user


def _set_active(user: User, is_active: bool) -> None:
    if is_active and user.is_invited:
        message = "This user has to accept the invitation first."
        raise RefusedByRule(message, code="not_accepted_yet")
    user.is_active = is_active
    if not is_active:
        user.forget_invitation()


def _is_active_owner(user: User) -> bool:
    return user.is_active and user.role == Role.OWNER


def _require_another_owner(user: User) -> None:
    owners = User.in_company.filter(role=Role.OWNER, is_active=True)
    if not owners.exclude(pk=user.pk).exists():
        message = "This is the company's last active owner; make somebody else an owner first."
        raise RefusedByRule(message, code="last_owner")


def _described(user: User) -> dict[str, Any]:
    return {"role": user.role, "isActive": user.is_active}
