"""New values looked at before they are written: what callers would hear, and a token to do it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from rest_framework.exceptions import ValidationError

from telephony.live_texts import live_texts
from templates_brain.models import Variable
from templates_brain.placeholders import render
from templates_brain.usage import LiveText
from templates_brain.variables import Change, check_changes, merge_variables, spoken_values
from tenants.configuration import configuration_version
from tenants.errors import Conflict
from tenants.scope import current_company_id

TOKEN_TTL_SECONDS = 15 * 60
TOKEN_MAX_CHARS = 200_000


@dataclass(frozen=True, slots=True)
class Outlook:
    """What callers hear of a text now and would hear then; None where it is left out."""

    text: LiveText
    before: str | None
    after: str | None


def preview_changes(given: Mapping[str, object], *, actor: str) -> dict[str, Any]:
    """Return what merging these values would change, and the token that does it.

    Raises what `check_changes` raises, and DRF's `ValidationError` for more than a token holds.
    """
    changes = check_changes(given)
    outlooks = list(_outlooks(changes))
    return {
        "token": _token(changes, actor),
        "version": configuration_version(),
        "changes": {
            one.row.name: {"before": one.row.value or None, "after": one.value or None}
            for one in changes
        },
        "replies": [
            {**one.text.place, "before": one.before, "after": one.after}
            for one in outlooks
            if one.before != one.after
        ],
        "stillUnresolved": [
            {**one.text.place, "text": one.text.text} for one in outlooks if one.after is None
        ],
    }


def apply_preview(token: str, *, actor: str) -> dict[str, str]:
    """Write what was previewed and return all values.

    Raises `Conflict` for a token that is not this company's and this person's, is older than
    `TOKEN_TTL_SECONDS`, or was given for another version of the configuration.
    """
    company_id = current_company_id()
    try:
        previewed = signing.loads(token, salt=_salt(company_id), max_age=TOKEN_TTL_SECONDS)
    except signing.SignatureExpired as error:
        raise Conflict("This preview is too old; preview the changes again.") from error
    except signing.BadSignature as error:
        raise Conflict("This is no preview of this company's; preview the changes.") from error
    if previewed["actor"] != actor:
        raise Conflict("Somebody else made this preview; preview the changes yourself.")
    if previewed["version"] != configuration_version():
        raise Conflict("The configuration has changed since; preview the changes again.")
    return merge_variables(previewed["values"], actor=actor)


def _outlooks(changes: list[Change]) -> Iterator[Outlook]:
    rows = list(Variable.objects.all())
    now, new = spoken_values(rows), {one.row.name: one.value for one in changes}
    for row in rows:
        row.value = new.get(row.name, row.value)
    then = spoken_values(rows)
    for text in live_texts():
        yield Outlook(text, render(text.text, now), render(text.text, then))


def _token(changes: list[Change], actor: str) -> str:
    document = {
        "actor": actor,
        "version": configuration_version(),
        "values": {one.row.name: one.value for one in changes},
    }
    token = signing.dumps(document, salt=_salt(current_company_id()), compress=True)
    if len(token) > TOKEN_MAX_CHARS:
        raise ValidationError({"nonFieldErrors": ["Change fewer values at once."]})
    return token


def _salt(company_id: UUID) -> str:
    return f"variables-preview:{company_id}"
