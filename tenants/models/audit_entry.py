"""What was done to a company's data, by whom."""

from typing import Any

from django.db import models
from django.db.models import UniqueConstraint
from django.utils import timezone

from tenants.append_only import AppendOnlyModel
from tenants.audit_chain import seal
from tenants.configuration import lock_configuration
from tenants.databases import atomic
from tenants.managers import guard_company


class AuditEntry(AppendOnlyModel):
    """One act on a company's data, chained to the one before it.

    PostgreSQL itself refuses to change an entry, and to remove one unless its company goes in the
    same transaction. On SQLite only this model does.
    """

    sequence = models.PositiveBigIntegerField(editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.CharField(max_length=254, help_text="An e-mail address or a command's name.")
    action = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    before = models.JSONField(null=True, editable=False)
    after = models.JSONField(null=True, editable=False)
    address = models.CharField(
        "client address", max_length=64, blank=True, help_text="Empty for commands."
    )
    previous_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, editable=False)

    personal_fields = ()

    class Meta(AppendOnlyModel.Meta):
        ordering = ("-at", "-sequence")
        verbose_name_plural = "audit entries"
        constraints = (
            *AppendOnlyModel.Meta.constraints,
            UniqueConstraint(fields=("company", "sequence"), name="tenants_auditentry_sequence"),
        )

    def __str__(self) -> str:
        return f"{self.action} by {self.actor}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry at the end of its company's chain."""
        with atomic(using=kwargs.get("using")):
            if self._state.adding:
                self._take_next_place()
            super().save(*args, **kwargs)

    def _take_next_place(self) -> None:
        """Queue at the company's row, as every write to the configuration does before all else:
        writers at the same time neither fork the chain nor wait for each other in a circle."""
        guard_company(self)
        lock_configuration(self.company_id)
        entries = AuditEntry.objects.filter(company_id=self.company_id).order_by("-sequence")
        last = entries.values_list("sequence", "hash").first()
        place, previous_hash = last or (0, "")
        self.sequence = place + 1
        seal(self, previous_hash)
