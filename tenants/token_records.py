"""What is kept of a refresh token: its id, by which it can be refused, and never the token."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken


@receiver(pre_save, sender=OutstandingToken)
def leave_the_token_out(instance: OutstandingToken, **_: Any) -> None:
    """Save the record without the text that would sign its reader in."""
    instance.token = ""
