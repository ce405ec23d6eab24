"""The desk's pages of companies' hours and closures."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from unfold.widgets import UnfoldAdminTextInputWidget

from telephony.admin.bounded import BoundedForm
from telephony.hours import DAYS
from telephony.models import BusinessHours, Closure
from telephony.models.business_hours import valid_day
from telephony.serializers.business_hours import MOST_CLOSURES
from tenants.admin import CompanyFilter, TenantAdmin, TenantForm

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class DayField(forms.CharField):
    """A day's open hours, as in 08:00-12:00, 13:00-17:00."""

    widget = UnfoldAdminTextInputWidget
    default_validators: ClassVar[list[Any]] = [valid_day]

    def prepare_value(self, value: Any) -> Any:
        """Return stored ranges as they are typed."""
        return ", ".join("-".join(one) for one in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return what was typed as ranges."""
        text = super().to_python(value)
        return [[end.strip() for end in one.split("-")] for one in text.split(",") if one.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the ranges differ from the stored ones."""
        return bool(self.to_python(data) != (initial or []))


class BusinessHoursForm(TenantForm):
    """A week, a line for each day."""

    mon, tue, wed, thu, fri, sat, sun = (
        DayField(label=name, required=False, max_length=200) for name in DAY_NAMES
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in DAYS:
            self.initial.setdefault(day, self.instance.weekly[day])

    def clean(self) -> dict[str, Any]:
        """Put the days together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.weekly = {day: cleaned.get(day) or [] for day in DAYS}
        return cleaned


@admin.register(BusinessHours)
class BusinessHoursAdmin(TenantAdmin):
    """When companies are open in an ordinary week."""

    form = BusinessHoursForm
    list_display = ("company", "holiday_country", "holiday_subdivision")
    list_filter = (("company", CompanyFilter), "holiday_country")
    search_fields = ("company__name",)
    fieldsets = (
        (
            None,
            {
                "fields": ("company", *DAYS),
                "description": "Opening and closing times on 24 hours, as in 08:00-12:00,"
                " 13:00-17:00; empty is closed. The time zone stands on the company's page.",
            },
        ),
        (
            "Public holidays",
            {"fields": (("holiday_country", "holiday_subdivision"), "holidays_observed")},
        ),
    )


class ClosureForm(BoundedForm):
    """A day off."""

    most: ClassVar[int] = MOST_CLOSURES


@admin.register(Closure)
class ClosureAdmin(TenantAdmin):
    """Days on which companies are closed, whatever the week says."""

    form = ClosureForm
    list_display = ("date", "reason", "company")
    search_fields = ("reason", "company__name")
    date_hierarchy = "date"
    fields = ("company", ("date", "reason"))
