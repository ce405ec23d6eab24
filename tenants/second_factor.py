"""The second factor of the platform's staff: set up, asked for, taken away."""

import base64
from io import BytesIO
from logging import getLogger

from django.conf import settings
from django_otp.models import Device
from django_otp.qr import write_qrcode_image
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from tenants.databases import atomic
from tenants.models import AuthenticatorApp, RecoveryCodes, User
from tenants.models.second_factor import is_digits
from tenants.sessions import end_sessions_of

logger = getLogger(__name__)


def has_passed(user: User) -> bool:
    """Return whether whoever has signed in as this user may act as staff.

    Where a second factor is required, it must have been given in this very session.
    """
    return not settings.REQUIRE_SECOND_FACTOR or getattr(user, "otp_device", None) is not None


def is_set_up(user: User) -> bool:
    """Return whether the user has an app whose codes are asked for."""
    return AuthenticatorApp.objects.filter(user=user, confirmed=True).exists()


def accept(user: User, code: str) -> Device | None:
    """Return the device whose code this is, which is used up; None for a wrong one.

    After a wrong code right ones are wrong too, for a time that doubles with each. An app and the
    recovery codes wait apart, so that who guesses digits does not lock the way back in.
    """
    model = AuthenticatorApp if is_digits(code.strip()) else RecoveryCodes
    with atomic():
        devices = model.objects.select_for_update().filter(user=user, confirmed=True)
        device: Device | None = devices.first()
        is_right = device is not None and device.verify_token(code.strip())
    if not is_right:
        logger.warning("second_factor_refused", extra={"actor": str(user.pk)})
    return device if is_right else None


def app_to_set_up(user: User) -> AuthenticatorApp:
    """Return the app that the user is about to set up, the same one until they have."""
    made = AuthenticatorApp(user=user, confirmed=False)
    made.set_new_key()
    app: AuthenticatorApp
    app, _ = AuthenticatorApp.objects.get_or_create(
        user=user, defaults={"name": "app", "confirmed": False, "sealed_key": made.sealed_key}
    )
    app.user = user  # whose row nobody reads outside a scope
    return app


def set_up(app: AuthenticatorApp, code: str) -> list[str] | None:
    """Return the recovery codes, once the app has shown a right code; None for a wrong one."""
    with atomic():
        locked = AuthenticatorApp.objects.select_for_update().get(pk=app.pk)
        if not locked.verify_token(code.strip()):
            return None
        locked.confirmed = True
        locked.save()
        codes = renew_recovery_codes(app.user)
    logger.warning("second_factor_set_up", extra={"actor": str(app.user_id)})
    return codes


def renew_recovery_codes(user: User) -> list[str]:
    """Return new recovery codes in place of the old ones."""
    kept, _ = RecoveryCodes.objects.get_or_create(user=user, defaults={"name": "recovery codes"})
    codes = kept.renew()
    kept.save()
    return codes


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes the user has not used."""
    kept = RecoveryCodes.objects.filter(user=user).first()
    return len(kept.hashes) if kept else 0


def reset(user: User) -> bool:
    """Take the user's second factor away, with all their sessions and refresh tokens.

    The next sign-in sets a new one up; a session that is open must not. Returns whether there was
    one.
    """
    with atomic():
        _, deleted = AuthenticatorApp.objects.filter(user=user).delete()
        RecoveryCodes.objects.filter(user=user).delete()
        end_sessions_of(user.pk)
        alive = OutstandingToken.objects.filter(user=user, blacklistedtoken=None)
        for token in alive.order_by("pk"):  # their own order is that of their users
            BlacklistedToken.objects.get_or_create(token=token)
    logger.warning("second_factor_reset", extra={"actor": str(user.pk)})
    return bool(deleted)


def picture_of(address: str) -> str:
    """Return the QR code of an address as the source of an image, without a server's help."""
    picture = BytesIO()
    write_qrcode_image(address, picture)
    return f"data:image/svg+xml;base64,{base64.b64encode(picture.getvalue()).decode()}"
