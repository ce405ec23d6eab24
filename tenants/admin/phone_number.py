"""The desk's page of phone numbers; an auth token goes in and never comes out."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldBooleanSwitchWidget

from tenants.admin.base import CompanyFilter, TenantAdmin
from tenants.admin.owned import TenantForm
from tenants.models import PhoneNumber


class PhoneNumberForm(TenantForm):
    """A number, with a field to set its token and one to remove it."""

    new_auth_token = forms.CharField(
        label="Twilio auth token",
        required=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text="Kept encrypted and never shown again. Empty keeps the present one.",
    )
    remove_auth_token = forms.BooleanField(
        label="Remove the token",
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text="The platform's own token is used then.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse to set and remove the token at once."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("new_auth_token") and cleaned.get("remove_auth_token"):
            self.add_error("remove_auth_token", "Either set a new token or remove it.")
        return cleaned

    def save(self, commit: bool = True) -> PhoneNumber:
        """Encrypt the token into the row, whose company is known by now."""
        token = self.cleaned_data["new_auth_token"]
        if token or self.cleaned_data.get("remove_auth_token"):
            self.instance.set_auth_token(token)
        return super().save(commit)


@admin.register(PhoneNumber)
class PhoneNumberAdmin(TenantAdmin):
    """Numbers that lead calls to companies."""

    form = PhoneNumberForm
    list_display = ("number", "company", "account_sid", "has_own_token", "created_at")
    list_filter = (("company", CompanyFilter), ("auth_token_encrypted", admin.EmptyFieldListFilter))
    search_fields = ("number", "account_sid", "company__name")
    readonly_fields = ("has_own_token", "created_at")

    def get_fieldsets(self, request: HttpRequest, obj: PhoneNumber | None = None) -> Any:
        """Offer to remove a token only where there is one."""
        token = ["new_auth_token"]
        if obj is not None:
            token.insert(0, "has_own_token")
        if obj is not None and obj.auth_token_encrypted:
            token.append("remove_auth_token")
        facts = ("company", "number", *(("created_at",) if obj else ()))
        return (
            (None, {"fields": facts}),
            ("Twilio account", {"fields": ("account_sid", *token)}),
        )

    @display(description="Token of its own", boolean=True)
    def has_own_token(self, number: PhoneNumber) -> bool:
        """Whether the number has a token of its own, without saying which."""
        return bool(number.auth_token_encrypted)
