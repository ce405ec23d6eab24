"""What becomes of a call where the receptionist's answers end."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from telephony import phrases
from templates_brain.models.fields import TextListField, list_of_texts
from tenants.models.phone_number import valid_e164
from tenants.tenant_model import TenantModel

NOTICE_MAX_CHARS = 300
MOST_REPROMPTS = 5
MOST_CALLS_PER_HOUR = 1000
MOST_NOTIFIED = 5
WINDOW_MINUTES, CAPACITY, LEAD_MINUTES, DAYS_AHEAD = (30, 480), (1, 50), (0, 10_080), (1, 60)
"""The least and the most that scheduling takes."""


def _between(ends: tuple[int, int]) -> tuple[MinValueValidator, MaxValueValidator]:
    return MinValueValidator(ends[0]), MaxValueValidator(ends[1])


class AfterHours(models.TextChoices):
    """What callers meet while the company is closed."""

    ANSWER = "answer", "the receptionist answers"
    MESSAGE = "message", "a message is taken"
    TRANSFER = "transfer", "the caller is put through"


class SilenceThen(models.TextChoices):
    """What follows when nobody speaks."""

    MESSAGE = "message", "a message is taken"
    TRANSFER = "transfer", "the caller is put through"
    HANG_UP = "hangup", "the call ends"


def valid_phones(phones: list[str]) -> None:
    """Raise `ValidationError` unless these are a few numbers in E.164."""
    if len(phones) > MOST_NOTIFIED:
        raise ValidationError(f"At most {MOST_NOTIFIED} numbers.")
    for phone in phones:
        valid_e164(phone)


class CallHandling(TenantModel):
    """After hours, voicemail, recording, silence, scheduling and how often one caller may ring.

    A company without a row has the defaults. The emergency phone of this row comes before the
    variable `emergencyPhone`, which counts while this one is empty.
    """

    emergency_phone = models.CharField(
        max_length=16, blank=True, validators=[valid_e164],
        help_text="Rung first in an emergency; empty: the variable emergencyPhone.",
    )  # fmt: skip
    forward_to = models.CharField(
        max_length=16, blank=True, validators=[valid_e164],
        help_text="Every call rings here first; where nobody picks up, the receptionist answers.",
    )  # fmt: skip
    after_hours = models.CharField(
        max_length=8, choices=AfterHours.choices, default=AfterHours.ANSWER
    )
    voicemail_enabled = models.BooleanField("voicemail", default=True)
    voicemail_transcribe = models.BooleanField("written down too", default=False)
    voicemail_notify = TextListField(
        "told by text", validators=[list_of_texts, valid_phones],
        help_text="Who gets a text when a message was left.",
    )  # fmt: skip
    recording_enabled = models.BooleanField("calls are recorded", default=False)
    recording_notice = models.CharField(
        max_length=NOTICE_MAX_CHARS, blank=True,
        help_text="Said before anything is recorded. Empty: a usual sentence that says so.",
    )  # fmt: skip
    silence_reprompts = models.PositiveSmallIntegerField(
        default=2, validators=(MinValueValidator(0), MaxValueValidator(MOST_REPROMPTS)),
        help_text="How often a silent caller is asked again.",
    )  # fmt: skip
    silence_then = models.CharField(
        max_length=8, choices=SilenceThen.choices, default=SilenceThen.HANG_UP
    )
    max_calls_per_hour = models.PositiveSmallIntegerField(
        null=True, blank=True,
        validators=(MinValueValidator(1), MaxValueValidator(MOST_CALLS_PER_HOUR)),
        help_text="Of one caller; more counts as spam. Empty: no limit.",
    )  # fmt: skip

    window_minutes = models.PositiveSmallIntegerField(
        default=120, validators=_between(WINDOW_MINUTES),
        help_text="How long a window is in which somebody comes.",
    )  # fmt: skip
    capacity = models.PositiveSmallIntegerField(
        default=1, validators=_between(CAPACITY), help_text="How many visits fit into a window."
    )
    lead_minutes = models.PositiveSmallIntegerField(
        default=120, validators=_between(LEAD_MINUTES),
        help_text="How soon after the call a window may begin.",
    )  # fmt: skip
    days_ahead = models.PositiveSmallIntegerField(
        default=14, validators=_between(DAYS_AHEAD), help_text="How far ahead windows are offered."
    )

    personal_fields = ()
    shapes_the_agent = True

    class Meta(TenantModel.Meta):
        verbose_name = "call handling"
        verbose_name_plural = "call handling"
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company"], name="one_handling_a_company"),
        )

    def __str__(self) -> str:
        return "Call handling"

    @property
    def spoken_recording_notice(self) -> str:
        """What callers hear before they are recorded; nothing where none is."""
        notice = self.recording_notice.strip() or phrases.RECORDED
        return notice if self.recording_enabled else ""
