"""What should stand on a number at Twilio, so that its calls and texts reach us."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from telephony.connecting.refusals import NotConnected

_NOT_IN_DNS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


@dataclass(frozen=True, slots=True)
class Setting:
    """One field of a number at Twilio: its name there, what it is to us, what it should be."""

    name: str
    label: str
    value: str

    @property
    def key(self) -> str:
        """Return its name as our JSON has it."""
        first, *others = self.name.split("_")
        return first + "".join(map(str.capitalize, others))

    @property
    def is_url(self) -> bool:
        """Whether it is an address that Twilio asks."""
        return self.value.startswith("https://")

    @property
    def is_another_answerer(self) -> bool:
        """Whether something that it names would answer in our place; it should name nothing."""
        return not self.value


def wanted_settings(*, takes_texts: bool) -> list[Setting]:
    """Return what should stand on a number; raises `NotConnected`.

    A trunk comes before applications and these before URLs, so they have to go.
    """
    refuse_private_origin()
    calls = [
        *_hook("voice", "A call comes in", "voice_url", "voice_method"),
        *_hook(
            "voice-fallback", "Primary handler fails", "voice_fallback_url", "voice_fallback_method"
        ),
        *_hook("voice-status", "Call status changes", "status_callback", "status_callback_method"),
        Setting("voice_application_sid", "Voice application", ""),
        Setting("trunk_sid", "SIP trunk", ""),
    ]
    texts = [
        *_hook("sms", "A message comes in", "sms_url", "sms_method"),
        Setting("sms_application_sid", "Message application", ""),
    ]
    return [*calls, *texts] if takes_texts else calls


def refuse_private_origin() -> None:
    """Raise `NotConnected` unless `PUBLIC_BASE_URL` can be one that Twilio reaches, by HTTPS."""
    origin = urlsplit(settings.PUBLIC_BASE_URL)
    if origin.scheme != "https" or not _is_public(origin.hostname or ""):
        raise NotConnected(
            "PUBLIC_BASE_URL must be an https:// address that Twilio can reach,"
            f" not {settings.PUBLIC_BASE_URL}."
        )


def _hook(route: str, label: str, url: str, method: str) -> list[Setting]:
    address = f"{settings.PUBLIC_BASE_URL}{reverse(route)}"
    return [Setting(url, label, address), Setting(method, f"{label}: method", "POST")]


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(_NOT_IN_DNS)
