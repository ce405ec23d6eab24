"""What is kept of a refresh token: its id, by which it can be refused, and never the token."""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken
from rest_framework_simplejwt.tokens import RefreshToken
from rest_framework_simplejwt.utils import datetime_from_epoch


@receiver(pre_save, sender=OutstandingToken)
def leave_the_token_out(instance: OutstandingToken, **_: Any) -> None:
    """Save the record without the text that would sign its reader in."""
    instance.token = ""


def use_up(token: RefreshToken) -> bool:
    """Refuse the refresh token from now on; return whether this is its first use."""
    facts = {"created_at": token.current_time, "expires_at": datetime_from_epoch(token["exp"])}
    record, _ = OutstandingToken.objects.get_or_create(jti=token["jti"], defaults=facts)
    _, is_first_use = BlacklistedToken.objects.get_or_create(token=record)
    return bool(is_first_use)
