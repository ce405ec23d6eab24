"""What was answered to a POST, for when it is sent again."""

from django.db import models
from django.http import HttpResponse

from tenants.encryption import Seal, decrypt, encrypt
from tenants.tenant_model import TenantModel

KEY_MAX_CHARS = 255
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")


class IdempotencyRecord(TenantModel):
    """The first answer to an `Idempotency-Key`; its body is sealed, for it may hold a secret."""

    key = models.CharField(max_length=KEY_MAX_CHARS)
    fingerprint = models.CharField(
        max_length=64, help_text="A hash of who asked for what, with which body."
    )
    status = models.PositiveSmallIntegerField(
        null=True, help_text="Empty only inside the transaction that finds the answer."
    )
    headers = models.JSONField(default=dict)
    sealed_body = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    personal_fields = ()
    left_out_of_archives = "Answers are kept for a day, for requests that are sent again."

    class Meta(TenantModel.Meta):
        verbose_name = "answer kept for a repeat"
        verbose_name_plural = "answers kept for repeats"
        ordering = ("-created_at", "-id")
        constraints = (
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["company", "key"], name="one_answer_a_key"),
        )
        indexes = (models.Index(fields=["company", "created_at"], name="idempotency_by_age"),)

    def __str__(self) -> str:
        return self.key

    def keep(self, response: HttpResponse) -> None:
        """Save what is answered."""
        self.status = response.status_code
        self.headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
        body = response.content.decode("latin-1")  # any byte, one character each
        self.sealed_body = encrypt(body, *self.seals()["sealed_body"])
        self.save()

    def repeat(self) -> HttpResponse:
        """Return the same status and body as the first time."""
        body = decrypt(self.sealed_body, *self.seals()["sealed_body"]).encode("latin-1")
        return HttpResponse(body, status=self.status, headers=self.headers)

    def seals(self) -> dict[str, Seal]:
        """Return what each sealed column is bound to."""
        return {"sealed_body": (self.company_id, f"answer:{self.key}")}
