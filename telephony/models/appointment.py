"""A visit that a caller asked for."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from telephony.models.call import Call
from tenants.constraints import SameCompany
from tenants.models.phone_number import valid_e164
from tenants.tenant_model import TenantModel


class AppointmentStatus(models.TextChoices):
    """How far an appointment is agreed on."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"


FOLLOWING: dict[str, frozenset[str]] = {
    AppointmentStatus.REQUESTED: frozenset({"confirmed", "rescheduled", "cancelled"}),
    AppointmentStatus.CONFIRMED: frozenset({"rescheduled", "cancelled"}),
    AppointmentStatus.RESCHEDULED: frozenset({"confirmed", "cancelled"}),
    AppointmentStatus.CANCELLED: frozenset(),
}
"""Which statuses may come after which."""

_has_no_window = Q(window_start__isnull=True, window_end__isnull=True)
_has_a_window = Q(window_start__isnull=False, window_end__isnull=False)


class Appointment(TenantModel):
    """Who wants a visit, where, for what and when.

    A company that can make several visits at once offers a window as so many places; `place` is
    the one that a caller was given, and no two appointments that stand have the same.
    """

    call = models.ForeignKey(
        Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="appointments"
    )
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=16, blank=True, validators=[valid_e164])
    address = models.CharField(max_length=255, blank=True)
    problem = models.TextField(blank=True)
    window_start = models.DateTimeField(null=True, blank=True)
    window_end = models.DateTimeField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty where a person set the window."
    )
    urgency = models.FloatField(
        default=0.0, validators=(MinValueValidator(0.0), MaxValueValidator(1.0))
    )
    status = models.CharField(
        max_length=16, choices=AppointmentStatus.choices, default=AppointmentStatus.REQUESTED
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    personal_fields = ("name", "phone", "address", "problem")

    class Meta(TenantModel.Meta):
        ordering = ("-created_at", "-id")
        constraints = (
            *TenantModel.Meta.constraints,
            SameCompany(field="call", name="appointment_of_call_of_same_company"),
            models.CheckConstraint(
                condition=_has_no_window | (_has_a_window & Q(window_start__lt=F("window_end"))),
                name="a_window_starts_before_it_ends",
                violation_error_message="A window starts before it ends.",
            ),
            models.UniqueConstraint(
                fields=["company", "window_start", "place"],
                condition=~Q(status=AppointmentStatus.CANCELLED),
                name="one_appointment_a_place",
            ),
        )
        indexes = (
            models.Index(fields=["company", "-created_at"], name="appointments_newest_first"),
            models.Index(fields=["company", "window_start"], name="appointments_by_window"),
        )

    def __str__(self) -> str:
        return f"{self.name or 'A caller'}, {self.status}"

    def may_become(self, status: str) -> bool:
        """Whether the status may come next."""
        return status in FOLLOWING[self.status]

    def move(self, start: datetime | None, end: datetime | None) -> None:
        """Set another window, which is none of the places that callers are offered."""
        if (start, end) != (self.window_start, self.window_end):
            self.window_start, self.window_end, self.place = start, end, None
