"""A call and its turns, as they were.

In PostgreSQL both tables are partitioned by the month in which the call began, and that is read
from their keys: docs/adr/0020.
"""

from uuid import UUID

from django.db import models
from django.utils import timezone

from tenants.constraints import SameCompany
from tenants.tenant_model import TenantModel
from tenants.time_ordered import time_ordered_id
from tenants.web_addresses import MAX_CHARS, valid_public_address

_INDEX_BITS = 0xFFFF << 64


class Outcome(models.TextChoices):
    """How a call ended."""

    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    MESSAGE = "message"
    BOOKED = "booked"
    ABANDONED = "abandoned"
    SPAM = "spam"


class Call(TenantModel):
    """One phone call to one of the company's numbers."""

    id = models.UUIDField(primary_key=True, default=time_ordered_id, editable=False)
    call_sid = models.CharField("call SID", max_length=64)
    from_number = models.CharField("from", max_length=64, blank=True)
    to_number = models.CharField("to", max_length=16)
    status = models.CharField(max_length=16, default="in-progress", help_text="Twilio's word.")
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    is_test = models.BooleanField("test", default=False)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    duration_seconds = models.PositiveIntegerField(null=True, blank=True)
    spam_score = models.FloatField(default=0.0, help_text="From 0 to 1, which is spam for sure.")
    spam_reasons = models.JSONField(default=list, blank=True)
    recording_sid = models.CharField(
        "recording SID", max_length=64, blank=True, default="", db_default=""
    )
    recording_url = models.URLField(
        max_length=MAX_CHARS, blank=True, default="", db_default="",
        validators=[valid_public_address],
    )  # fmt: skip
    recording_seconds = models.PositiveIntegerField(
        null=True, blank=True, help_text="It stays when the recording is forgotten."
    )

    personal_fields = ("from_number",)
    recording_fields = ("recording_sid", "recording_url")

    class Meta(TenantModel.Meta):
        ordering = ("-started_at", "-id")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "call_sid"], name="one_call_a_sid"),
        )
        indexes = (
            models.Index(fields=["company", "-started_at"], name="calls_newest_first"),
            models.Index(fields=["company", "outcome", "-started_at"], name="calls_by_outcome"),
            models.Index(fields=["company", "from_number", "-started_at"], name="calls_by_caller"),
            models.Index(fields=["company", "-duration_seconds"], name="calls_longest_first"),
        )

    def __str__(self) -> str:
        return self.call_sid


def turn_id(call_id: UUID, index: int) -> UUID:
    """Return the key of a call's turn: the call's, with the index in place of 16 other bits."""
    return UUID(int=call_id.int & ~_INDEX_BITS | index << 64 & _INDEX_BITS)


class TurnIdField(models.UUIDField):
    """The key of a turn, which is known once its call and its index are."""

    def get_pk_value_on_save(self, instance: models.Model) -> UUID:
        """Return the key of a new turn that was given none."""
        turn: CallTurn = instance  # type: ignore[assignment]
        return turn_id(turn.call_id, turn.index)


class CallTurn(TenantModel):
    """What was heard, what was decided and what was answered, once per delivery.

    `twiml` is what Twilio got, so that a repeated delivery gets the same bytes; `state` is what
    the next turn starts from, on whichever worker.
    """

    id = TurnIdField(primary_key=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="turns")
    index = models.PositiveSmallIntegerField()
    utterance = models.TextField(blank=True)
    kind = models.CharField(max_length=16)
    scenario_key = models.CharField(max_length=64, blank=True)
    match_id = models.CharField(max_length=64, blank=True)
    score = models.FloatField(null=True, blank=True)
    urgency = models.FloatField(default=0.0, help_text="From 0 to 1, which is an emergency.")
    reply = models.TextField(blank=True)
    action = models.CharField(max_length=16, blank=True, help_text="What the line did then.")
    latency_ms = models.FloatField(help_text="Milliseconds from the request to its answer.")
    trace = models.JSONField(default=dict)
    state = models.JSONField(default=dict)
    twiml = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    is_settled = models.BooleanField(
        "settled",
        default=False,
        help_text="What was asked without an answer has been seen to since.",
    )

    personal_fields = ("utterance", "reply", "trace", "state", "twiml")

    class Meta(TenantModel.Meta):
        ordering = ("call", "index")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "call", "index"], name="one_turn_an_index"),
            SameCompany(field="call", name="turn_of_call_of_same_company"),
        )
        indexes = (
            models.Index(
                fields=["company", "-created_at"],
                condition=models.Q(kind="fallback", is_settled=False),
                name="unanswered_newest_first",
            ),
        )

    def __str__(self) -> str:
        return f"{self.call_id} {self.index}"
