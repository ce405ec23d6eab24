"""What a canary looks like in a JSON field: each has a form of its own."""

from collections.abc import Callable
from typing import Any

from django.db import models

from telephony.models.business_hours import closed_week
from tenants.texts import list_of_texts

NO_WORDS = {"BusinessHours.weekly": {**closed_week(), "mon": [["03:07", "03:08"]]}}
"""Fields without room for a word, and something in each that nobody else has."""
UNHEARD_OF = '["03:07"'

_NAMED: Callable[[str], Any] = lambda canary: {"name": canary}  # noqa: E731  one of many below
_FORMS: dict[str, Callable[[str], Any]] = {
    "AuditEntry.details": _NAMED,
    "AuditEntry.before": _NAMED,
    "AuditEntry.after": _NAMED,
    "Call.spam_reasons": lambda canary: [canary],
    "CallTurn.state": lambda canary: {"subject": canary, "last_said": canary},
    "CallTurn.trace": lambda canary: {"heard": canary, "reason": canary},
    "ConfigurationChange.details": _NAMED,
    "ConfigurationPart.content": lambda canary: {"fillerWords": [canary]},
    "IdempotencyRecord.headers": lambda canary: {"Location": canary},
    "Scenario.effects": lambda canary: {"set": {canary: True}},
    "Scenario.entities": lambda canary: [{"name": canary, "type": "date"}],
    "Scenario.hook_parameters": lambda canary: {"escalate": {"first": canary}},
    "Scenario.preconditions": lambda canary: {"requires": {canary: True}},
    "Scenario.reply_weights": lambda canary: {canary: 2},
    "ScenarioCategory.synonyms": lambda canary: [{"word": canary, "means": canary}],
    "TextMessage.state": lambda canary: {"subject": canary, "last_said": canary},
    "Variable.validation": lambda canary: {"pattern": canary},
    "VoiceSettings.pronunciations": lambda canary: [{"text": canary, "say": canary}],
}


def filled_form(field: models.JSONField, canary: str) -> Any:
    """Return what the field may hold, with the canary in it; a new field needs its form here."""
    name = f"{field.model.__name__}.{field.name}"
    if list_of_texts in field.validators:
        return [canary]
    assert name in _FORMS, f"Say in tests/isolation/forms.py how {name} is filled."
    return _FORMS[name](canary)
