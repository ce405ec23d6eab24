"""A text message to or from one of the company's numbers."""

from django.db import models
from django.utils import timezone

from telephony.models.call import Call
from tenants.constraints import SameCompany
from tenants.tenant_model import TenantModel

BODY_MAX_CHARS = 1600
"""Of one text, by Twilio's rule; more is refused."""


class Direction(models.TextChoices):
    """Who wrote to whom."""

    IN = "in", "to the company"
    OUT = "out", "from the company"


class TextStatus(models.TextChoices):
    """How far a text has come."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    RECEIVED = "received"


class TextMessage(TenantModel):
    """A text as it was received with its answer, or as it is sent: first a row, then a request.

    `key` tells what an outgoing text is about, so that it is sent once. `due_at` is when it may be
    tried (again): whoever tries moves it ahead first, and so nobody else tries meanwhile.
    """

    call = models.ForeignKey(
        Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="texts"
    )
    direction = models.CharField(max_length=3, choices=Direction.choices)
    from_number = models.CharField("from", max_length=64, blank=True)
    to_number = models.CharField("to", max_length=16)
    body = models.TextField(blank=True)
    reply = models.TextField(blank=True, help_text="What a received text was answered.")
    state = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=9, choices=TextStatus.choices)
    sid = models.CharField("message SID", max_length=64, blank=True)
    key = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=40, blank=True, help_text="Why it was not sent.")
    due_at = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    personal_fields = ("from_number", "to_number", "body", "reply", "state")

    class Meta(TenantModel.Meta):
        ordering = ("-created_at", "-id")
        constraints = (
            *TenantModel.Meta.constraints,
            SameCompany(field="call", name="text_of_call_of_same_company"),
            models.UniqueConstraint(
                fields=["company", "direction", "sid"],
                condition=~models.Q(sid=""),
                name="one_text_a_sid",
            ),
            models.UniqueConstraint(
                fields=["company", "key"], condition=~models.Q(key=""), name="one_text_a_key"
            ),
        )
        indexes = (
            models.Index(fields=["company", "-created_at"], name="texts_newest_first"),
            models.Index(
                fields=["due_at"], condition=models.Q(status="queued"), name="texts_to_send"
            ),
        )

    def __str__(self) -> str:
        return f"{self.status} text {self.direction}"
