"""Invitations: a link that lets one person set their password, once and within a week.

The link's token is a secret of 256 bits, of which only the SHA-256 is kept. It stands behind the
`#`, which browsers send to nobody: it is in no log and in no `Referer`.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import BaseUserManager
from django.db import IntegrityError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.exceptions import APIException

from tenants import routing
from tenants.audit import record
from tenants.configuration import lock_configuration
from tenants.databases import atomic
from tenants.errors import Conflict, RefusedByRule
from tenants.models import Role, User
from tenants.passwords import require_good_password
from tenants.scope import company_scope, current_company_id

INVITATION_DAYS = 7
_TOKEN_BYTES = 32


@dataclass(frozen=True)
class Invitation:
    """A link that is shown once, and when it dies."""

    url: str = field(repr=False)
    expires_at: datetime


class DeadInvitation(APIException):
    """400: the token was used, replaced or withdrawn, is too old, or never was one."""

    status_code = 400
    default_code = "dead_invitation"
    default_detail = "This invitation does not work any more; ask for a new one."


def invite(email: str, role: Role, *, actor: str) -> tuple[User, Invitation]:
    """Add a user to the bound company, who signs in once they have set a password.

    Raises `Conflict` where somebody of any company signs in with the address.
    """
    lock_configuration(current_company_id())
    user = User(
        email=BaseUserManager.normalize_email(email),
        role=role,
        company_id=current_company_id(),
        is_active=False,
    )
    user.set_unusable_password()
    invitation = _renew(user)
    try:
        with atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict("This e-mail address is in use already.", code="email_taken") from error
    record(actor, "user_invited", after={"email": user.email, "role": user.role})
    return user, invitation


def renew_invitation(user_id: UUID, *, actor: str) -> Invitation:
    """Return a new link for a user of the bound company; the one before it is dead.

    Who has a password keeps it until the link is used. Raises `Http404`, and `RefusedByRule` for
    a user who was deactivated.
    """
    lock_configuration(current_company_id())
    user = get_object_or_404(User.in_company, pk=user_id)
    if not _may_set_password(user):
        raise RefusedByRule("Activate the user first.", code="user_inactive")
    invitation = _renew(user)
    user.save()
    record(actor, "invitation_renewed", email=user.email)
    return invitation


def accept_invitation(token: str, password: str) -> User:
    """Set the password of the user whom the token was made for, and let them sign in.

    Raises `DeadInvitation`, and the API's `ValidationError` for a poor password, after which the
    token still works.
    """
    company_id = routing.company_invited_to(_hash(token))
    if company_id is None:
        raise DeadInvitation
    with company_scope(company_id, writing=True):
        lock_configuration(company_id)
        user = _invited_with(token)
        require_good_password(password, user, field="password")
        user.set_password(password)
        user.is_active = True
        user.save()
        record(user.email, "invitation_accepted", role=user.role)
    return user


def _renew(user: User) -> Invitation:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    user.invitation_hash = _hash(token)
    user.invitation_expires_at = timezone.now() + timedelta(days=INVITATION_DAYS)
    url = f"{settings.PUBLIC_BASE_URL}/invitation#{token}"
    return Invitation(url, user.invitation_expires_at)


def _invited_with(token: str) -> User:
    invited = User.in_company.filter(
        invitation_hash=_hash(token), invitation_expires_at__gt=timezone.now()
    )
    user: User | None = invited.first()
    if user is None or not _may_set_password(user):
        raise DeadInvitation
    return user


def _may_set_password(user: User) -> bool:
    return user.is_active or user.is_invited


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
