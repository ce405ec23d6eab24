"""How the desk edits lists of texts, and which fields of a scenario stand together."""

from typing import Any

from unfold.widgets import UnfoldAdminExpandableTextareaWidget

from templates_brain.models.fields import TextListField
from tenants.admin import LinesField, OwnedAdmin

EDITED_BY_LINES: dict[type, dict[str, Any]] = {
    **OwnedAdmin.formfield_overrides,
    TextListField: {"form_class": LinesField, "widget": UnfoldAdminExpandableTextareaWidget},
}

SCENARIO_FIELDSETS = (
    (
        "What callers say",
        {
            "fields": ("triggers", "negative_triggers", "regex_triggers"),
            "description": "Ten or more triggers, in the words of different callers, work best.",
        },
    ),
    (
        "What they hear",
        {
            "fields": ("quick_replies", "full_replies", "follow_up", "action_hooks"),
            "description": "One quick reply is spoken, another each time. Where a variable has no "
            "value, a reply that needs it is left out.",
        },
    ),
    (
        "How it is chosen",
        {"fields": ("is_emergency", ("priority", "min_score"), "test_phrases")},
    ),
)
