"""What the bodies of settings share."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers

from templates_brain.models.fields import VariableType
from templates_brain.values import VALUE_MAX_CHARS, checked_value


class NamedMembers(serializers.Serializer[Any]):
    """A body that names the members to replace: one that it names, it gives whole.

    What is left out inside a member takes its default.
    """

    def get_fields(self) -> dict[str, Any]:
        """Let every member be left out."""
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class PhoneField(serializers.CharField):
    """A phone number, kept in E.164; without a country it is one of the United States."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=VALUE_MAX_CHARS, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Return the number in E.164."""
        try:
            return checked_value(VariableType.PHONE, super().to_internal_value(data), ())
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error
