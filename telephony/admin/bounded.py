"""Lists that the API bounds are bounded at the desk, too."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from tenants.admin import TenantForm


class BoundedForm(TenantForm):
    """A row of a list that a company has at most `most` rows of."""

    most: ClassVar[int]

    def clean(self) -> dict[str, Any]:
        """Refuse one more than the list may have."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        others = self.list_of(cleaned).exclude(pk=self.instance.pk)
        if others.count() >= self.most:
            raise ValidationError(f"At most {self.most} of these.")
        return cleaned

    def list_of(self, cleaned: dict[str, Any]) -> Any:
        """Return the rows of the list that the row would stand in."""
        return self._meta.model.objects.filter(company=self._owner_id())
