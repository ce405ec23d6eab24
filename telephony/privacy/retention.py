"""The bound company's retention, as the API tells and changes it."""

from collections.abc import Mapping

from telephony.differences import record_difference
from telephony.models import Retention

_COLUMNS = {
    "transcriptDays": "transcript_days",
    "recordingDays": "recording_days",
    "messageDays": "message_days",
}


def retention() -> Retention:
    """Return the bound company's row; where it has none, the defaults, unsaved."""
    return Retention.objects.first() or Retention()


def describe_retention() -> dict[str, int | None]:
    """Return after how many days what goes; None is never."""
    return _described(retention())


def change_retention(changes: Mapping[str, int | None], *, actor: str) -> dict[str, int | None]:
    """Replace the named members, on record, and return all of them."""
    row = retention()
    before = _described(row)
    for name, days in changes.items():
        setattr(row, _COLUMNS[name], days)
    row.save()
    after = _described(row)
    record_difference(actor, "retention_changed", before, after)
    return after


def _described(row: Retention) -> dict[str, int | None]:
    return {name: getattr(row, column) for name, column in _COLUMNS.items()}
