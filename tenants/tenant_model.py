"""The base of every model whose rows belong to one company."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models

from tenants.configuration import touch_configuration
from tenants.constraints import company_row_is_unique, own_rows_only
from tenants.databases import atomic
from tenants.managers import TenantManager, guard_company


class TenantModel(models.Model):
    """A row of one company: read, written and related to in that company's scope only."""

    shapes_the_agent: ClassVar[bool] = False
    """Whether a write raises the company's configuration version."""

    personal_fields: ClassVar[tuple[str, ...]]
    """What callers said, or are known by: emptied when its time is over. Each model says."""

    recording_fields: ClassVar[tuple[str, ...]] = ()
    """The SID of a recording at Twilio, first, and what else leads to it."""

    secret_fields: ClassVar[tuple[str, ...]] = ()
    """What leaves this installation in no archive, not even encrypted."""

    left_out_of_archives: ClassVar[str] = ""
    """Why no row of the model stands in an archive of its company; empty where all do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    company = models.ForeignKey("tenants.Company", on_delete=models.CASCADE, related_name="+")

    loaded_company_id: uuid.UUID | None = None

    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"
        constraints = (company_row_is_unique(), own_rows_only())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save in scope; raises `TenantNotBound` or `WrongCompany`."""
        guard_company(self)
        with atomic(using=kwargs.get("using"), savepoint=False):
            super().save(*args, **kwargs)
            self._touch()
        self.loaded_company_id = self.company_id

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete in scope; raises `TenantNotBound` or `WrongCompany`."""
        guard_company(self)
        with atomic(using=kwargs.get("using"), savepoint=False):
            deleted = super().delete(*args, **kwargs)
            self._touch()
        return deleted

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Self:
        """Remember whose row was loaded, so that it cannot be saved as another's."""
        instance = super().from_db(db, field_names, values)
        instance.loaded_company_id = instance.__dict__.get("company_id")
        return instance

    def _touch(self) -> None:
        if self.shapes_the_agent:
            touch_configuration(self.company_id)
