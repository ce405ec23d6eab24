"""Form fields for what is stored as JSON: pairs one a line, action hooks as boxes, and records."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminExpandableTextareaWidget,
)

from templates_brain.hooks import HOOKS


class RecordsField(forms.JSONField):
    """An object or a list of objects, written as indented JSON; nothing is the empty one."""

    widget = UnfoldAdminExpandableTextareaWidget

    def __init__(self, **kwargs: Any) -> None:
        given = {name: kwargs[name] for name in kwargs.keys() - {"show_hidden_initial"}}
        super().__init__(**given)

    def prepare_value(self, value: Any) -> Any:
        """Return a stored value indented, an empty one as nothing; what was typed stays."""
        if isinstance(value, str):
            return value
        return json.dumps(value, indent=2, ensure_ascii=False) if value else ""

    def clean(self, value: Any) -> Any:
        """Return the value, where nothing was typed the empty one of its kind."""
        found = super().clean((value or "").strip())
        return self._empty() if found is None else found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether another value was typed than the one that is stored."""
        return super().has_changed(initial or None, data)

    def _empty(self) -> Any:
        return self.initial() if callable(self.initial) else {}


class PairsField(forms.Field):
    """Words with their meaning, edited as `word = meaning`, one pair a line."""

    widget = UnfoldAdminExpandableTextareaWidget

    def prepare_value(self, value: Any) -> Any:
        """Return stored pairs as lines; what was typed stays as it was typed."""
        if not isinstance(value, list):
            return value
        return "\n".join(f"{one['word']} = {one['means']}" for one in value)

    def to_python(self, value: Any) -> list[dict[str, str]]:
        """Return the pairs; a line without both sides is refused by its number."""
        lines = [line for line in (value or "").splitlines() if line.strip()]
        return [_pair(place, line) for place, line in enumerate(lines, start=1)]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the lines differ from the stored pairs."""
        try:
            return self.to_python(data) != (initial or [])
        except ValidationError:
            return True


class HooksField(forms.MultipleChoiceField):
    """What is done beside the reply, of what the receptionist can do."""

    widget = UnfoldAdminCheckboxSelectMultipleWidget

    def __init__(self, **kwargs: Any) -> None:
        choices = [(hook.id, f"{hook.id}: {hook.does}") for hook in HOOKS.values()]
        super().__init__(choices=choices, required=False, **kwargs)


def _pair(place: int, line: str) -> dict[str, str]:
    word, _, means = (side.strip() for side in line.partition("="))
    if not word or not means:
        raise ValidationError(f"Line {place}: write a word, an equals sign, and what it means.")
    return {"word": word, "means": means}
