"""The tenant record."""

import uuid
import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models

from tenants.constraints import OwnRowsOnly
from tenants.managers import OwnRowsManager, PlatformManager


def known_timezone(name: str) -> None:
    """Raise `ValidationError` unless `name` is an IANA time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"{name} is not a time zone such as America/New_York.")


class Company(models.Model):
    """A service business whose phone we answer. Global: a call is routed before it is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(
        max_length=200, help_text="For staff. What callers hear is the variable companyName."
    )
    timezone = models.CharField(
        max_length=64, default="America/New_York", validators=[known_timezone]
    )
    is_live = models.BooleanField(
        "live", default=False, help_text="Callers are answered only while this is on."
    )
    is_suspended = models.BooleanField(
        "suspended", default=False, help_text="Nobody signs in and no caller is answered."
    )
    deleted_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Set while the company is only marked as deleted; a purge removes it.",
    )
    configuration_version = models.PositiveBigIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlatformManager()
    in_company = OwnRowsManager("id")

    class Meta:
        ordering = ("name", "id")
        verbose_name_plural = "companies"
        constraints = (
            OwnRowsOnly(name="tenants_company_own_rows", column="id"),
            models.CheckConstraint(
                condition=models.Q(deleted_at__isnull=True) | models.Q(is_suspended=True),
                name="tenants_company_deleted_is_suspended",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse to take a company into service that is marked as deleted."""
        if self.deleted_at is not None and not self.is_suspended:
            raise ValidationError(
                {"is_suspended": "A deleted company stays suspended: bring it back first."}
            )
