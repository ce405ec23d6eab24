"""What a person's password must be, and how they change their own."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from rest_framework.exceptions import ValidationError as Invalid

from tenants.audit import record
from tenants.limits import forget_tries, may_try_password
from tenants.models import User
from tenants.scope import company_scope

STAFF_MIN_CHARS = 12


class LongForStaff:
    """A validator of Django's: platform staff see every company, so theirs is a longer password."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise `ValidationError` for a password of staff that is too short."""
        if user is not None and user.is_staff and len(password) < STAFF_MIN_CHARS:
            raise ValidationError(
                f"A password of platform staff has at least {STAFF_MIN_CHARS} characters.",
                code="password_too_short_for_staff",
            )

    def get_help_text(self) -> str:
        """Return what a form says of it."""
        return f"Of platform staff it has at least {STAFF_MIN_CHARS} characters."


def require_good_password(password: str, user: User, *, field: str) -> None:
    """Raise the API's `ValidationError` for `field` where the password is too easy to guess."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid({field: error.messages}) from error


def change_password(user: User, current: str, new: str, *, address: str) -> None:
    """Replace the user's password; all their tokens are dead from then on.

    Raises the API's `ValidationError` for a wrong current password and for a poor new one. Wrong
    ones count with those of signing in: who took over a session is not to guess the password.
    """
    may_try = may_try_password(user.email, address)
    if not user.check_password(current) or not may_try:
        raise Invalid({"current": ["This is not your password."]})
    forget_tries(user.email, address)
    require_good_password(new, user, field="new")
    user.set_password(new)
    changed = ("password", "invitation_hash", "invitation_expires_at")
    if user.company_id is None:
        user.save(update_fields=changed)
        return
    with company_scope(user.company_id, writing=True):
        record(user.email, "password_changed")
        user.save(update_fields=changed)
