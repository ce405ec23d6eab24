"""How long a company keeps what its callers said."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from tenants.tenant_model import TenantModel

SHORTEST_DAYS, LONGEST_DAYS = 1, 3650
TRANSCRIPT_DAYS, RECORDING_DAYS, MESSAGE_DAYS = 365, 90, 365
"""Where a company has said nothing else."""


def _days(default: int, help_text: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        default=default,
        validators=(MinValueValidator(SHORTEST_DAYS), MaxValueValidator(LONGEST_DAYS)),
        help_text=f"{help_text} Empty: for ever.",
    )


class Retention(TenantModel):
    """Days after which words, recordings and messages go; a company without a row has the usual.

    `apply_retention` does it: the calls themselves stay, with their figures.
    """

    transcript_days = _days(TRANSCRIPT_DAYS, "What was said in calls, and who called.")
    recording_days = _days(RECORDING_DAYS, "Recordings at Twilio.")
    message_days = _days(MESSAGE_DAYS, "Messages, texts and appointments.")

    personal_fields = ()

    class Meta(TenantModel.Meta):
        verbose_name = "retention"
        verbose_name_plural = "retention"
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company"], name="one_retention_a_company"),
        )

    def __str__(self) -> str:
        return "Retention"
