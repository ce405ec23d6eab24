"""The desk's pages of text messages, and of who gets none."""

from django.contrib import admin

from telephony.models import OptOut, TextMessage
from tenants.admin import CompanyFilter, ReadOnlyAdmin, TenantAdmin


@admin.register(TextMessage)
class TextMessageAdmin(ReadOnlyAdmin, TenantAdmin):
    """Texts as they came in, with their answers, and as they went out."""

    list_display = (
        "created_at", "company", "direction", "from_number", "to_number", "body", "status",
    )  # fmt: skip
    list_filter = (("company", CompanyFilter), "direction", "status")
    search_fields = ("from_number", "to_number", "body", "company__name")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    fields = (
        ("company", "call"),
        ("direction", "created_at"),
        ("from_number", "to_number"),
        "body",
        "reply",
        ("status", "error"),
        ("attempts", "due_at"),
        "sid",
    )


@admin.register(OptOut)
class OptOutAdmin(TenantAdmin):
    """Numbers that get no texts of a company's; to delete one lets texts through again."""

    list_display = ("phone", "reason", "company", "created_at")
    list_filter = (("company", CompanyFilter), "reason")
    search_fields = ("phone", "company__name")
    fields = ("company", "phone", "reason")
