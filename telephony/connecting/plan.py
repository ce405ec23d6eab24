"""What connecting a number changes there, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from telephony.connecting.wanted import Setting

_TWILIOS_EXAMPLES = "demo.twilio.com"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that does not stand as it should."""

    setting: Setting
    stands: str

    @property
    def before(self) -> str:
        """Return what stands now, without what could be a secret in an address."""
        return without_secrets(self.stands) if self.setting.is_url else self.stands

    @property
    def after(self) -> str:
        """Return what should stand."""
        return self.setting.value

    @property
    def is_foreign(self) -> bool:
        """Whether something else than us, or Twilio's examples, stands there."""
        if not self.stands:
            return False
        if self.setting.is_another_answerer:
            return True
        ours = urlsplit(settings.PUBLIC_BASE_URL).hostname
        return self.setting.is_url and _host(self.stands) not in (ours, _TWILIOS_EXAMPLES)


def changes_between(stands: Mapping[str, str | None], wanted: list[Setting]) -> tuple[Change, ...]:
    """Return the fields of a number that do not stand as they should."""
    changes = [Change(setting, stands.get(setting.name) or "") for setting in wanted]
    return tuple(one for one in changes if not _is_met(one))


def _is_met(change: Change) -> bool:
    """Whether nothing has to change; Twilio's overrides behind a `#` are the operator's own."""
    stands = change.stands.partition("#")[0] if change.setting.is_url else change.stands
    return stands == change.setting.value


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def without_secrets(url: str) -> str:
    """Return an address without the name, password and query that it may carry."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(unreadable)"
    place = parts.netloc.rpartition("@")[2]
    query = "…" if parts.query else ""
    return parts._replace(netloc=place, query=query, fragment="").geturl()
