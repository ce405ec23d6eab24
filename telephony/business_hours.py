"""A company's hours and closures: read, changed, and as the call knows them.

The time zone is `Company.timezone`, which every number's route reads: here it is written through.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from telephony.differences import record_difference
from telephony.hours import DAYS, Hours, is_open, next_opening
from telephony.models import BusinessHours, Closure
from tenants.models import Company


def read_hours() -> Hours:
    """Return the bound company's hours."""
    return _hours(_row(), Closure.objects.all())


def describe_business_hours() -> dict[str, Any]:
    """Return the bound company's hours as the API tells them, and how it stands at this moment."""
    company = Company.in_company.get()
    return {**_described(company), **_at_present(company)}


def change_business_hours(changes: Mapping[str, Any], *, actor: str) -> dict[str, Any]:
    """Replace the named members, which are valid, and return what `describe` does then."""
    company = Company.in_company.get()
    before = _described(company)
    _write(company, {**before, **changes}, changes.keys())
    after = _described(company)
    record_difference(actor, "hours_changed", before, after)
    return {**after, **_at_present(company)}


def _write(company: Company, wanted: Mapping[str, Any], named: Iterable[str]) -> None:
    row = _row()
    row.weekly = wanted["weekly"]
    row.holiday_country = wanted["holidays"]["country"] or ""
    row.holiday_subdivision = wanted["holidays"]["subdivision"] or ""
    row.holidays_observed = wanted["holidays"]["observed"]
    row.save()
    if "timezone" in named:
        company.timezone = wanted["timezone"]
        company.save(update_fields=["timezone"])
    if "closures" in named:
        Closure.objects.all().delete()
        Closure.objects.bulk_create(Closure(**closure) for closure in wanted["closures"])


def _row() -> BusinessHours:
    return BusinessHours.objects.first() or BusinessHours()


def _hours(row: BusinessHours, closures: Iterable[Closure]) -> Hours:
    return Hours(
        weekly=row.weekly,
        closures=tuple(closure.date.isoformat() for closure in closures),
        country=row.holiday_country,
        subdivision=row.holiday_subdivision,
        observed=row.holidays_observed,
    )


def _described(company: Company) -> dict[str, Any]:
    row = _row()
    return {
        "timezone": company.timezone,
        "weekly": {day: row.weekly[day] for day in DAYS},
        "holidays": {
            "country": row.holiday_country or None,
            "subdivision": row.holiday_subdivision or None,
            "observed": row.holidays_observed,
        },
        "closures": [
            {"date": closure.date.isoformat(), "reason": closure.reason}
            for closure in Closure.objects.all()
        ],
    }


def _at_present(company: Company) -> dict[str, Any]:
    hours, now = read_hours(), timezone.now().astimezone(ZoneInfo(company.timezone))
    opening = None if is_open(hours, now) else next_opening(hours, now)
    return {
        "isOpenNow": is_open(hours, now) if hours.is_set else None,
        "nextOpening": opening and opening.isoformat(),
    }
