"""Choices found by typing, which take a malformed id for no choice instead of failing."""

from typing import Any

from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError


class _ForgivingMixin(AutocompleteMixin):
    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Return the chosen rows; the field itself says what is wrong with the others."""
        try:
            return super().optgroups(name, value, attr)
        except ValidationError:
            return super().optgroups(name, [], attr)


class TypedChoice(_ForgivingMixin, AutocompleteSelect):
    """One row, found by typing."""


class TypedChoices(_ForgivingMixin, AutocompleteSelectMultiple):
    """Several rows, found by typing."""
