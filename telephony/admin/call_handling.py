"""The desk's pages of how calls are handled: who picks up, and who is let in."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError

from telephony.admin.bounded import BoundedForm
from telephony.handling import loop_fault
from telephony.models import CallHandling, SpamRule, TransferTarget
from telephony.models.call_handling import valid_phones
from telephony.models.spam_rule import MOST_RULES
from telephony.models.transfer_target import MOST_TARGETS
from tenants.admin import CompanyFilter, LinesField, TenantAdmin, TenantForm


class CallHandlingForm(TenantForm):
    """A company's call handling, held to the API's rules."""

    voicemail_notify = LinesField(
        label="Told by text",
        required=False,
        help_text="Who gets a text when a message was left.",
        validators=[valid_phones],
    )

    def clean(self) -> dict[str, Any]:
        """Refuse phones that lead a call or a text back."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        phones = {
            "emergency_phone": [cleaned.get("emergency_phone", "")],
            "forward_to": [cleaned.get("forward_to", "")],
            "voicemail_notify": cleaned.get("voicemail_notify", []),
        }
        for name, given in phones.items():
            if fault := loop_fault(self._owner_id(), given):
                self.add_error(name, fault)
        return cleaned


@admin.register(CallHandling)
class CallHandlingAdmin(TenantAdmin):
    """What becomes of calls where the receptionist's answers end."""

    form = CallHandlingForm
    list_display = ("company", "after_hours", "recording_enabled", "silence_then")
    list_filter = (("company", CompanyFilter), "after_hours", "recording_enabled")
    search_fields = ("company__name", "emergency_phone")
    fieldsets = (
        (None, {"fields": ("company", ("emergency_phone", "forward_to"), "after_hours")}),
        (
            "Scheduling",
            {"fields": (("window_minutes", "capacity"), ("lead_minutes", "days_ahead"))},
        ),
        ("Silence", {"fields": (("silence_reprompts", "silence_then"),)}),
        (
            "Voicemail",
            {"fields": (("voicemail_enabled", "voicemail_transcribe"), "voicemail_notify")},
        ),
        ("Recording", {"fields": ("recording_enabled", "recording_notice")}),
        (
            "Spam",
            {
                "fields": ("max_calls_per_hour",),
                "description": "Callers who are always or never let in have a page of their own.",
            },
        ),
    )


class TransferTargetForm(BoundedForm):
    """Somebody who picks up, on a phone that does not lead the call back."""

    most: ClassVar[int] = MOST_TARGETS

    def clean(self) -> dict[str, Any]:
        """Refuse the company's own numbers."""
        cleaned = super().clean()
        if fault := loop_fault(self._owner_id(), [cleaned.get("phone", "")]):
            raise ValidationError({"phone": fault})
        return cleaned


@admin.register(TransferTarget)
class TransferTargetAdmin(TenantAdmin):
    """Who picks up when a caller is put through."""

    form = TransferTargetForm
    list_display = ("name", "phone", "company", "order", "hours")
    list_filter = (("company", CompanyFilter), "hours")
    search_fields = ("name", "phone", "company__name")
    fields = ("company", ("name", "phone"), ("order", "hours"))


class SpamRuleForm(BoundedForm):
    """A caller on one of two lists, each bounded."""

    most: ClassVar[int] = MOST_RULES

    def list_of(self, cleaned: dict[str, Any]) -> Any:
        """Return the list of the rule's verdict."""
        return super().list_of(cleaned).filter(verdict=cleaned.get("verdict", ""))


@admin.register(SpamRule)
class SpamRuleAdmin(TenantAdmin):
    """Callers who are always let in, or never."""

    form = SpamRuleForm
    list_display = ("phone", "verdict", "company")
    list_filter = (("company", CompanyFilter), "verdict")
    search_fields = ("phone", "company__name")
    fields = ("company", ("phone", "verdict"))
