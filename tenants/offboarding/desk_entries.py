"""What the desk itself noted of a row: Django's log of staff's acts names rows by their words."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model


def forget_desk_entries(model: type[Model], ids: Iterable[Any]) -> int:
    """Remove what the desk noted of these rows, and return how many notes that were."""
    kind = ContentType.objects.get_for_model(model)
    named = LogEntry.objects.filter(content_type=kind, object_id__in=[str(one) for one in ids])
    return named.delete()[0]
