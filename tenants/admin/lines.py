"""Lists of texts in a form: one a line."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from unfold.widgets import UnfoldAdminExpandableTextareaWidget

_refuse_null_characters = ProhibitNullCharactersValidator()


class LinesField(forms.Field):
    """A list of texts, edited one a line; blank lines are dropped."""

    widget = UnfoldAdminExpandableTextareaWidget

    def __init__(self, **kwargs: Any) -> None:
        passed_by_json_fields = {"encoder", "decoder", "show_hidden_initial"}
        given = {name: kwargs[name] for name in kwargs.keys() - passed_by_json_fields}
        given["help_text"] = f"{given.get('help_text', '')} One a line.".strip()
        super().__init__(**given)

    def prepare_value(self, value: Any) -> Any:
        """Return a stored list as lines; what was typed stays as it was typed."""
        if not isinstance(value, list):
            return value
        return "\n".join(" ".join(str(one).split()) for one in value)

    def to_python(self, value: Any) -> list[str]:
        """Return the lines that say something, without surrounding blanks."""
        text = value or ""
        if isinstance(text, list):
            return text
        _refuse_null_characters(text)
        return [line.strip() for line in text.splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the lines differ from the stored list."""
        return self.to_python(data) != self.to_python(self.prepare_value(initial))
