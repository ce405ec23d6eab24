"""The number that leads a call to its company."""

import uuid
from functools import partial
from typing import Any

from django.conf import settings
from django.db import models

from tenants.cache import CompanyCache
from tenants.constraints import OwnRowsOnly
from tenants.databases import on_commit
from tenants.encryption import Seal, UnreadableSecret, decrypt, encrypt
from tenants.managers import OwnRowsManager, PlatformManager
from tenants.phone_formats import valid_e164
from tenants.twilio_account import TwilioAccount

_TOKEN_FIELD = "tenants.PhoneNumber.auth_token"  # noqa: S105  the field's name, not a token


class PhoneNumber(models.Model):
    """A company's number on Twilio. Global, and unique over the platform: calls are routed by it.

    A number without an auth token of its own belongs to the platform's Twilio account.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey("tenants.Company", on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=16, unique=True, validators=[valid_e164])
    label = models.CharField(max_length=64, blank=True, help_text="What the number is for.")
    account_sid = models.CharField(
        "Twilio account SID",
        max_length=34,
        blank=True,
        help_text="Empty: the number is on the platform's own account.",
    )
    auth_token_encrypted = models.TextField(blank=True, editable=False)
    checked_with = models.CharField(
        max_length=64, blank=True, editable=False, default="", db_default=""
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlatformManager()
    in_company = OwnRowsManager("company_id")

    class Meta:
        ordering = ("number",)
        constraints = (OwnRowsOnly(name="tenants_phonenumber_own_rows"),)

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and forget the readiness that counts numbers."""
        super().save(*args, **kwargs)
        self._forget_readiness()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and forget the readiness that counts numbers."""
        deleted = super().delete(*args, **kwargs)
        self._forget_readiness()
        return deleted

    @property
    def has_auth_token(self) -> bool:
        """Whether the number has a token of its own, without saying which."""
        return bool(self.auth_token_encrypted)

    def seals(self) -> dict[str, Seal]:
        """Return what each sealed column is bound to."""
        return {"auth_token_encrypted": (self.company_id, _TOKEN_FIELD)}

    def set_auth_token(self, token: str) -> None:
        """Encrypt the token into this row; an empty one removes it."""
        self.auth_token_encrypted = encrypt(token, self.company_id, _TOKEN_FIELD) if token else ""

    def auth_token(self) -> str:
        """Return the token in clear, or an empty text where the platform's is used."""
        sealed = self.auth_token_encrypted
        return decrypt(sealed, self.company_id, _TOKEN_FIELD) if sealed else ""

    def account(self) -> TwilioAccount:
        """Return the account that the number is on, its own or the platform's.

        Raises `UnreadableSecret` where no key opens the token.
        """
        return TwilioAccount(
            self.account_sid or settings.TWILIO_ACCOUNT_SID,
            self.auth_token() or settings.TWILIO_AUTH_TOKEN,
        )

    @property
    def is_token_checked(self) -> bool:
        """Whether Twilio has taken the account and token that are in force now."""
        try:
            return bool(self.checked_with) and self.checked_with == self.account().fingerprint
        except UnreadableSecret:
            return False

    def _forget_readiness(self) -> None:
        on_commit(partial(CompanyCache(self.company_id).forget, "readiness"))
