"""The desk's page of users; passwords go in and never come out."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldBooleanSwitchWidget

from tenants import second_factor
from tenants.admin.base import CompanyFilter, TenantAdmin
from tenants.admin.owned import TenantForm
from tenants.models import User


class UserForm(TenantForm):
    """A user, with a field to set the password: required on adding, empty keeps it."""

    new_password = forms.CharField(
        label="Password",
        strip=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text="Kept hashed and never shown again. Empty keeps the present one.",
    )

    reset_second_factor = forms.BooleanField(
        label="Reset the second factor",
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text="For a lost phone: ends their sessions, and they set up a new one.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["new_password"].required = False
        else:
            self.fields["new_password"].help_text = "Kept hashed and never shown again."

    def clean_email(self) -> str:
        """Refuse an address that is taken, compared without case as at the sign-in."""
        email = User.objects.normalize_email(self.cleaned_data["email"])
        others = User.objects.exclude(pk=self.instance.pk).filter(email__iexact=email)
        if others.exists():
            raise ValidationError("Somebody signs in with this address already.")
        return email

    def _post_clean(self) -> None:
        """Check the password against the user as the form has it."""
        super()._post_clean()
        password = self.cleaned_data.get("new_password")
        if password:
            try:
                validate_password(password, self.instance)
            except ValidationError as error:
                self.add_error("new_password", error)

    def save(self, commit: bool = True) -> User:
        """Hash the password into the row."""
        password = self.cleaned_data["new_password"]
        if password:
            self.instance.set_password(password)
        if self.cleaned_data.get("reset_second_factor"):
            second_factor.reset(self.instance)
        return super().save(commit)


@admin.register(User)
class UserAdmin(TenantAdmin):
    """People of the companies, and the platform's staff."""

    form = UserForm
    list_display = ("email", "company", "role", "is_active", "last_login")
    list_filter = (("company", CompanyFilter), "role", "is_active")
    search_fields = ("email", "company__name")
    readonly_fields = ("last_login", "created_at")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Show what we keep ourselves once there is something to show."""
        fields = ["company", "email", "new_password", "role", "is_active"]
        if _may_reset_second_factor(request, obj):
            fields.append("reset_second_factor")
        facts = (None, {"fields": fields})
        kept = ("Kept by the system", {"fields": self.readonly_fields})
        return (facts,) if obj is None else (facts, kept)

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> Any:
        """Take no reset where the page offers none: a declared field is in every form."""
        form = super().get_form(request, obj, **kwargs)
        if not _may_reset_second_factor(request, obj):
            del form.base_fields["reset_second_factor"]
        return form

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep staff: what they did at the desk is on record under their name."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_staff)


def _may_reset_second_factor(request: HttpRequest, user: User | None) -> bool:
    """Return whether there is one, and it is not one's own: that takes the password."""
    return user is not None and user != request.user and second_factor.is_set_up(user)
