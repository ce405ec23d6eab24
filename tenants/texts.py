"""What a list of texts is, to every model that keeps one."""

from django.core.exceptions import ValidationError


def list_of_texts(value: object) -> None:
    """Raise `ValidationError` unless `value` is a list of texts, none of them blank."""
    if not isinstance(value, list) or not all(
        isinstance(one, str) and one.strip() for one in value
    ):
        raise ValidationError("This must be a list of texts, none of them blank.")
