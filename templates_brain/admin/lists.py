"""How the desk edits lists and records, and which fields of a scenario stand together."""

from typing import Any

from django.db.models import JSONField
from unfold.widgets import UnfoldAdminExpandableTextareaWidget

from templates_brain.admin.form_fields import RecordsField
from templates_brain.models.fields import TextListField
from tenants.admin import LinesField, OwnedAdmin

EDITED_BY_LINES: dict[type, dict[str, Any]] = {
    **OwnedAdmin.formfield_overrides,
    TextListField: {"form_class": LinesField, "widget": UnfoldAdminExpandableTextareaWidget},
    JSONField: {"form_class": RecordsField, "widget": UnfoldAdminExpandableTextareaWidget},
}

SCENARIO_FIELDSETS = (
    (
        "What callers say",
        {
            "fields": ("triggers", "negative_triggers", "regex_triggers", "test_phrases"),
            "description": "Ten or more triggers, in the words of different callers, work best.",
        },
    ),
    (
        "What they hear",
        {
            "fields": ("quick_replies", "full_replies", ("follow_up", "behaviour")),
            "description": "One quick reply is spoken, another each time. Where a variable has no "
            "value, a reply that needs it is left out.",
        },
    ),
    (
        "How it is chosen",
        {
            "fields": (
                "is_emergency",
                ("priority", "min_score"),
                ("language", "channel"),
                "cooldown_turns",
            )
        },
    ),
    (
        "What it does",
        {
            "classes": ("collapse",),
            "fields": ("action_hooks", "hook_parameters", "entities"),
            "description": "Acts beside the reply, and what is listened for; written as JSON.",
        },
    ),
    (
        "When it answers, and what is known afterwards",
        {
            "classes": ("collapse",),
            "fields": ("preconditions", "effects", "reply_weights"),
            "description": "Facts of the call that are required, excluded and set; as JSON.",
        },
    ),
)
