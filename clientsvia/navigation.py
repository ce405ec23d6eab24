"""The sidebar of the operators' desk."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy

_GROUPS = (
    (
        "Companies",
        (
            ("Companies", "apartment", "tenants_company"),
            ("Phone numbers", "dialpad", "tenants_phonenumber"),
            ("Users", "group", "tenants_user"),
            ("Audit log", "policy", "tenants_auditentry"),
            ("Answers kept for repeats", "replay", "tenants_idempotencyrecord"),
        ),
    ),
    (
        "Templates",
        (
            ("Templates", "library_books", "templates_brain_template"),
            ("Published versions", "verified", "templates_brain_templateversion"),
            ("Template scenarios", "forum", "templates_brain_templatescenario"),
            ("Template categories", "category", "templates_brain_templatecategory"),
            ("Template behaviours", "record_voice_over", "templates_brain_templatebehaviour"),
            ("Template variables", "data_object", "templates_brain_templatevariable"),
            ("Template filler words", "text_fields", "templates_brain_templatefillerword"),
            ("Template synonyms", "sync_alt", "templates_brain_templatesynonym"),
            (
                "Template urgency",
                "priority_high",
                "templates_brain_templateurgencykeyword",
            ),
        ),
    ),
    (
        "Configurations",
        (
            ("Scenarios", "forum", "templates_brain_scenario"),
            ("Scenario categories", "category", "templates_brain_scenariocategory"),
            ("Behaviours", "record_voice_over", "templates_brain_behaviour"),
            ("Variables", "data_object", "templates_brain_variable"),
            ("Filler words", "text_fields", "templates_brain_fillerword"),
            ("Synonyms", "sync_alt", "templates_brain_synonym"),
            ("Urgency keywords", "priority_high", "templates_brain_urgencykeyword"),
            ("Questions and answers", "quiz", "knowledge_questionanswer"),
            ("Templates in use", "account_tree", "templates_brain_provenance"),
            ("History", "history", "templates_brain_configurationchange"),
        ),
    ),
    (
        "Calls",
        (
            ("Calls", "call", "telephony_call"),
            ("Turns", "chat", "telephony_callturn"),
            ("Voice settings", "mic", "telephony_voicesettings"),
            ("Business hours", "schedule", "telephony_businesshours"),
            ("Closures", "event_busy", "telephony_closure"),
            ("Call handling", "settings_phone", "telephony_callhandling"),
            ("Retention", "auto_delete", "telephony_retention"),
            ("Recordings to delete", "delete_sweep", "telephony_doomedrecording"),
            ("Appointments", "event", "telephony_appointment"),
            ("Messages", "voicemail", "telephony_message"),
            ("Text messages", "sms", "telephony_textmessage"),
            ("Opt-outs", "do_not_disturb", "telephony_optout"),
            ("Transfer targets", "phone_forwarded", "telephony_transfertarget"),
            ("Spam rules", "block", "telephony_spamrule"),
            ("Matching thresholds", "tune", "telephony_matchingthresholds"),
        ),
    ),
)


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of the sidebar."""
    return [
        {"title": title, "separator": place > 0, "items": [_item(*facts) for facts in items]}
        for place, (title, items) in enumerate(_GROUPS)
    ]


def account(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the links under the operator's own name."""
    return [
        {"title": "Second factor", "link": reverse_lazy("second-factor")},
        {"title": "Change password", "link": reverse_lazy("admin:password_change")},
    ]


def _item(title: str, icon: str, page: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{page}_changelist")}
