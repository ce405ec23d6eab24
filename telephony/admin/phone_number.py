"""A phone number's page at the desk: connecting it at Twilio."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action, display

from telephony.admin.connect_page import show_connect_page
from templates_brain.admin.frame import row_of, scripts
from tenants.admin import PhoneNumberAdmin
from tenants.models import PhoneNumber

admin.site.unregister(PhoneNumber)


@admin.register(PhoneNumber)
class ConnectedNumberAdmin(PhoneNumberAdmin):
    """Numbers that lead calls to companies, and that the desk connects at Twilio."""

    list_display = (
        "number", "company", "account_sid", "has_own_token", "is_checked", "created_at",
    )  # fmt: skip
    actions_row = ("connect_at_twilio",)
    actions_detail = ("connect_at_twilio",)

    @property
    def media(self) -> Any:
        """Add the desk's style."""
        return super().media + scripts()

    @display(description="Token checked at Twilio", boolean=True)
    def is_checked(self, number: PhoneNumber) -> bool:
        """Whether Twilio has taken the token that is in force now."""
        return number.is_token_checked

    @action(
        description="Connect at Twilio…",
        url_path="connect",
        icon="cable",
        permissions=["change"],
    )
    def connect_at_twilio(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what would be set at Twilio, and set it."""
        return show_connect_page(self, request, row_of(self, request, object_id))
