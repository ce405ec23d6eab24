"""What was done to a company's data, by whom."""

from django.db import models

from tenants.tenant_model import TenantModel


class AuditEntry(TenantModel):
    """One act on a company's data; entries are added and never changed."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=254, help_text="An e-mail address or a command's name.")
    action = models.CharField(max_length=64)
    details = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        ordering = ("-at", "-id")
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.action} by {self.actor}"
