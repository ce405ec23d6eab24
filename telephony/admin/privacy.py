"""The desk's pages of how long what callers said is kept, and of what is still to be deleted."""

from django.contrib import admin

from telephony.models import DoomedRecording, Retention
from tenants.admin import CompanyFilter, ReadOnlyAdmin, TenantAdmin


@admin.register(Retention)
class RetentionAdmin(TenantAdmin):
    """After how many days words, recordings and messages of a company's callers go."""

    list_display = ("company", "transcript_days", "recording_days", "message_days")
    list_filter = (("company", CompanyFilter),)
    search_fields = ("company__name",)
    fields = ("company", ("transcript_days", "recording_days", "message_days"))


@admin.register(DoomedRecording)
class DoomedRecordingAdmin(ReadOnlyAdmin, TenantAdmin):
    """Recordings that are still at Twilio, and are deleted there by the next `apply_retention`."""

    list_display = ("created_at", "company", "sid", "number")
    list_filter = (("company", CompanyFilter),)
    search_fields = ("sid", "number", "company__name")
    ordering = ("created_at",)
    fields = ("company", "created_at", "sid", "number")
