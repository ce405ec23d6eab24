"""A recording that is still at Twilio, and is to be deleted there."""

from django.db import models
from django.utils import timezone

from tenants.tenant_model import TenantModel


class DoomedRecording(TenantModel):
    """Written with what forgets the recording here, and removed once Twilio has deleted it."""

    sid = models.CharField("recording SID", max_length=64)
    number = models.CharField(
        max_length=16, blank=True, help_text="Ours, whose account the recording is in."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    personal_fields = ()

    class Meta(TenantModel.Meta):
        verbose_name = "recording to delete"
        verbose_name_plural = "recordings to delete"
        ordering = ("created_at", "id")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "sid"], name="one_doom_a_recording"),
        )

    def __str__(self) -> str:
        return self.sid
