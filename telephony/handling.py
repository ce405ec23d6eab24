"""What becomes of a call where the answers end: read and changed, with who picks up and spam."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from rest_framework.exceptions import ValidationError

from telephony.differences import record_difference
from telephony.models import CallHandling, SpamRule, TransferTarget
from telephony.models.spam_rule import Verdict
from templates_brain.models import Variable
from tenants.logs import ending
from tenants.models import PhoneNumber
from tenants.scope import current_company_id

_COLUMNS = {
    "voicemail": {
        "enabled": "voicemail_enabled",
        "transcribe": "voicemail_transcribe",
        "notify": "voicemail_notify",
    },
    "recording": {"enabled": "recording_enabled", "notice": "recording_notice"},
    "scheduling": {
        "windowMinutes": "window_minutes",
        "capacity": "capacity",
        "leadMinutes": "lead_minutes",
        "daysAhead": "days_ahead",
    },
    "silence": {"reprompts": "silence_reprompts", "then": "silence_then"},
    "spam": {"maxCallsPerHour": "max_calls_per_hour"},
}
"""The columns of each member that is an object."""

_PHONES = {"emergencyPhone": "emergency_phone", "forwardTo": "forward_to"}
"""The columns of the members that are one number."""


def call_handling() -> CallHandling:
    """Return the bound company's row; where it has none, the defaults, unsaved."""
    return CallHandling.objects.first() or CallHandling()


def describe_handling() -> dict[str, Any]:
    """Return how the bound company's calls are handled, as the API tells it."""
    return _described(call_handling())


def change_handling(changes: Mapping[str, Any], *, actor: str) -> dict[str, Any]:
    """Replace the named members, which are well formed and whole, and return all of them.

    Raises DRF's `ValidationError` for a number of the company's own among those to ring; then
    nothing is written.
    """
    _refuse_loops(changes)
    row = call_handling()
    before = _described(row)
    _set(row, changes)
    row.save()
    if "transferTargets" in changes:
        _replace_targets(changes["transferTargets"])
    if "spam" in changes:
        _replace_rules(changes["spam"])
    after = _described(row)
    record_difference(actor, "call_handling_changed", *map(_without_callers, (before, after)))
    return after


def emergency_number(row: CallHandling, variables: Iterable[Variable]) -> str:
    """Return whom an emergency rings first: the row's phone, else the variable's."""
    values = {variable.name: variable.value for variable in variables}
    return row.emergency_phone or values.get("emergencyPhone", "")


def loop_fault(company_id: UUID, phones: Iterable[str]) -> str:
    """Return which phones a call would come back from, being the company's own; or nothing."""
    mine = PhoneNumber.in_company.filter(company=company_id, number__in=list(phones))
    own = sorted(mine.values_list("number", flat=True))
    return f"{', '.join(own)} would lead the call back here." if own else ""


def ruled_callers() -> dict[str, tuple[str, ...]]:
    """Return the bound company's callers by verdict: who is always let in, and who never."""
    lists: dict[str, list[str]] = {verdict: [] for verdict in Verdict.values}
    for verdict, phone in SpamRule.objects.values_list("verdict", "phone"):
        lists[verdict].append(phone)
    return {verdict: tuple(phones) for verdict, phones in lists.items()}


def _refuse_loops(changes: Mapping[str, Any]) -> None:
    rung = {
        "transferTargets": [target["phone"] for target in changes.get("transferTargets", ())],
        "voicemail": changes.get("voicemail", {}).get("notify", []),
        **{name: [changes.get(name) or ""] for name in _PHONES},
    }
    company_id = current_company_id()
    faults = {
        name: [fault] for name, phones in rung.items() if (fault := loop_fault(company_id, phones))
    }
    if faults:
        raise ValidationError(faults)


def _set(row: CallHandling, changes: Mapping[str, Any]) -> None:
    for name in _PHONES.keys() & changes.keys():
        setattr(row, _PHONES[name], changes[name] or "")
    if "afterHours" in changes:
        row.after_hours = changes["afterHours"]
    for member in _COLUMNS.keys() & changes.keys():
        for name, column in _COLUMNS[member].items():
            setattr(row, column, changes[member][name])


def _replace_targets(targets: Iterable[Mapping[str, Any]]) -> None:
    TransferTarget.objects.all().delete()
    TransferTarget.objects.bulk_create(TransferTarget(**target) for target in targets)


def _replace_rules(spam: Mapping[str, Any]) -> None:
    SpamRule.objects.all().delete()
    SpamRule.objects.bulk_create(
        SpamRule(phone=phone, verdict=verdict)
        for verdict in Verdict.values
        for phone in spam[verdict]
    )


def _described(row: CallHandling) -> dict[str, Any]:
    objects = {
        member: {name: getattr(row, column) for name, column in columns.items()}
        for member, columns in _COLUMNS.items()
    }
    return {
        "transferTargets": list(TransferTarget.objects.values("name", "phone", "order", "hours")),
        **{name: getattr(row, column) or None for name, column in _PHONES.items()},
        "afterHours": row.after_hours,
        **objects,
        "spam": {**_listed(), **objects["spam"]},
    }


def _without_callers(described: Mapping[str, Any]) -> dict[str, Any]:
    """Return it with the endings of callers' numbers: what is on record is never erased."""
    spam = described["spam"]
    endings = {verdict: [ending(phone) for phone in spam[verdict]] for verdict in Verdict.values}
    return {**described, "spam": {**spam, **endings}}


def _listed() -> dict[str, list[str]]:
    return {verdict: list(phones) for verdict, phones in ruled_callers().items()}
