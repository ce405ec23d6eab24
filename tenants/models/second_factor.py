"""What a member of staff gives besides the password: a code of an app, or one kept for its loss.

Both are devices of django-otp in tables of our own: the app's key stands sealed for its user, the
recovery codes stand hashed, so neither can be read from the database.
"""

import hashlib
import secrets
import time
from base64 import b32decode, b32encode
from typing import ClassVar
from urllib.parse import quote, urlencode

from django.db import models
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from tenants.encryption import Seal, decrypt, encrypt

ISSUER = "ClientsVia"
KEY_BYTES = 20
DIGITS = 6
STEPS_OFF = 1
RECOVERY_CODES = 10
RECOVERY_CODE_BYTES = 10

_KEY_FIELD = "tenants.AuthenticatorApp.key"


class GuessedSlowly(ThrottlingMixin, Device):
    """A device that after each wrong code waits twice as long; meanwhile right ones are wrong."""

    class Meta:
        abstract = True

    def get_throttle_factor(self) -> int:
        """Return the seconds to wait after the first wrong code."""
        return 1

    def verify_token(self, token: str) -> bool:
        """Return whether the code is right, which uses it up; call it with the row locked."""
        if not self.verify_is_allowed()[0]:
            return False
        is_right = self.use_up(token)
        if is_right:
            self.throttle_reset()
        else:
            self.throttle_increment()
        return is_right

    def use_up(self, token: str) -> bool:
        """Return whether the code is right, and remember in this row that it was used."""
        raise NotImplementedError


class AuthenticatorApp(GuessedSlowly):
    """The app that shows six digits, others every 30 seconds, each of them good once."""

    sealed_key = models.TextField(editable=False)
    last_step = models.BigIntegerField(default=-1, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], name="one_authenticator_app_a_user")
        ]

    def set_new_key(self) -> None:
        """Seal a random key into this row."""
        key = b32encode(secrets.token_bytes(KEY_BYTES)).decode()
        self.sealed_key = encrypt(key, *self.seals()["sealed_key"])

    def key(self) -> str:
        """Return the key in base32, as an app takes it; raises `UnreadableSecret`."""
        return decrypt(self.sealed_key, *self.seals()["sealed_key"])

    def seals(self) -> dict[str, Seal]:
        """Return what each sealed column is bound to."""
        return {"sealed_key": (self.user_id, _KEY_FIELD)}

    def totp(self) -> TOTP:
        """Return what makes the codes, at this moment."""
        codes = TOTP(b32decode(self.key()), digits=DIGITS)
        codes.time = time.time()
        return codes

    def use_up(self, token: str) -> bool:
        """Return whether these are the digits of now, or of one step before or after."""
        codes = self.totp()
        is_right = is_digits(token) and codes.verify(int(token), STEPS_OFF, self.last_step + 1)
        if is_right:
            self.last_step = codes.t()
        return is_right

    def address(self) -> str:
        """Return the `otpauth:` address that an app reads from the QR code."""
        label = quote(f"{ISSUER}:{self.user.get_username()}")
        return f"otpauth://totp/{label}?{urlencode({'secret': self.key(), 'issuer': ISSUER})}"


class RecoveryCodes(GuessedSlowly):
    """The codes that stand in for the app, each of them good once; only their hashes are kept."""

    hashes = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name_plural = "recovery codes"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], name="one_set_of_recovery_codes_a_user")
        ]

    def renew(self) -> list[str]:
        """Return new codes in clear, for this once; the old ones are good no more."""
        codes = [secrets.token_bytes(RECOVERY_CODE_BYTES) for _ in range(RECOVERY_CODES)]
        texts = [b32encode(code).decode().lower() for code in codes]
        self.hashes = [_hash(text) for text in texts]
        return ["-".join(text[at : at + 4] for at in range(0, len(text), 4)) for text in texts]

    def use_up(self, token: str) -> bool:
        """Return whether this is one of the codes, and drop it."""
        used = _hash("".join(filter(str.isalnum, token.lower())))
        is_right = used in self.hashes
        self.hashes = [one for one in self.hashes if one != used]
        return is_right


def _hash(code: str) -> str:
    """Return the hash of 80 random bits: too many to try, so it needs no salt and no slowness."""
    return hashlib.sha256(code.encode()).hexdigest()


def is_digits(code: str) -> bool:
    """Return whether this is meant as a code of the app."""
    return len(code) == DIGITS and code.isdecimal()
