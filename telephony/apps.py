"""The telephony app: the call."""

from django.apps import AppConfig


class TelephonyConfig(AppConfig):
    """Webhooks, calls and turns."""

    name = "telephony"
    verbose_name = "Calls"
