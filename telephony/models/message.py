"""What a caller left for the company's people."""

from django.db import models
from django.utils import timezone

from telephony.models.call import Call
from tenants.constraints import SameCompany
from tenants.tenant_model import TenantModel
from tenants.web_addresses import MAX_CHARS, valid_public_address


class MessageKind(models.TextChoices):
    """How a message was left."""

    VOICEMAIL = "voicemail"
    MESSAGE = "message"
    CALLBACK = "callback"


class Message(TenantModel):
    """A caller's words for the team, or the recording of them."""

    call = models.ForeignKey(
        Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    from_number = models.CharField("from", max_length=64, blank=True)
    kind = models.CharField(max_length=16, choices=MessageKind.choices, default=MessageKind.MESSAGE)
    text = models.TextField(blank=True)
    recording_url = models.URLField(
        max_length=MAX_CHARS, blank=True, validators=[valid_public_address]
    )
    recording_sid = models.CharField("recording SID", max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    is_handled = models.BooleanField("handled", default=False)

    personal_fields = ("from_number", "text")
    recording_fields = ("recording_sid", "recording_url")

    class Meta(TenantModel.Meta):
        ordering = ("-created_at", "-id")
        constraints = (
            *TenantModel.Meta.constraints,
            SameCompany(field="call", name="message_of_call_of_same_company"),
            models.UniqueConstraint(
                fields=["company", "recording_sid"],
                condition=~models.Q(recording_sid=""),
                name="one_message_a_recording",
            ),
        )
        indexes = (
            models.Index(fields=["company", "-created_at"], name="messages_newest_first"),
            models.Index(
                fields=["company", "-created_at"],
                condition=models.Q(is_handled=False),
                name="messages_to_handle",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} from {self.from_number or 'an unknown number'}"
