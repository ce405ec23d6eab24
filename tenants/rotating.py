"""A change of `ENCRYPTION_KEYS`: every secret in the database is sealed anew with the first key."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from tenants.configuration import lock_configuration
from tenants.databases import atomic
from tenants.encryption import UnreadableSecret, resealed
from tenants.models import Company
from tenants.scope import company_scope, platform_scope

PAGE_ROWS = 100

Scope = Callable[[], AbstractContextManager[Any]]


@dataclass
class Rotation:
    """How many secrets were seen, were under another key than the first, or open with none."""

    secrets: int = 0
    resealed: int = 0
    unreadable: int = 0


def sealed_models() -> list[type[Model]]:
    """Return every model with columns that hold secrets; its `seals()` says which."""
    return [model for model in apps.get_models() if hasattr(model, "seals")]


def rotate_keys(*, dry_run: bool = False) -> Iterator[Rotation]:
    """Seal every secret with the first key, and yield what was done so far after each page.

    A page of one company's rows is one transaction in that company's scope, and what is sealed
    with the first key already stays as it is: a run that was interrupted is simply begun again.
    """
    rotation = Rotation()
    of_companies = [model for model in sealed_models() if hasattr(model, "company")]
    for company_id in _all_companies():
        for model in of_companies:
            with suppress(Company.DoesNotExist):  # deleted since the list was read
                yield from _rotate(model, partial(_writing_in, company_id), rotation, dry_run)
    for model in set(sealed_models()) - set(of_companies):
        scope = atomic
        yield from _rotate(model, scope, rotation, dry_run)


def _all_companies() -> list[UUID]:
    with platform_scope("rotate_keys"):
        return list(Company.objects.order_by("id").values_list("id", flat=True))


@contextmanager
def _writing_in(company_id: UUID) -> Iterator[None]:
    with company_scope(company_id, writing=True):
        lock_configuration(company_id)
        yield


def _rotate(
    model: type[Model], scope: Scope, rotation: Rotation, dry_run: bool
) -> Iterator[Rotation]:
    last: Any = None
    while True:
        with scope():
            rows = _page(model, last)
            for row in rows:
                _reseal(row, rotation, dry_run)
        yield rotation
        if len(rows) < PAGE_ROWS:
            return
        last = rows[-1].pk


def _rows(model: type[Model]) -> Any:
    return getattr(model, "in_company", model._default_manager)


def _page(model: type[Model], last: Any) -> list[Any]:
    """Return the next rows by key, locked: what is written meanwhile is not to be undone."""
    rows = _rows(model).order_by("pk").select_for_update(of=("self",))
    return list((rows if last is None else rows.filter(pk__gt=last))[:PAGE_ROWS])


def _reseal(row: Any, rotation: Rotation, dry_run: bool) -> None:
    """Seal what is not under the first key yet; `update` raises the configuration's version."""
    changed = {}
    for column, seal in row.seals().items():
        sealed = getattr(row, column)
        if not sealed:
            continue
        rotation.secrets += 1
        try:
            anew = resealed(sealed, *seal)
        except UnreadableSecret:
            rotation.unreadable += 1
            continue
        if anew != sealed:
            rotation.resealed += 1
            changed[column] = anew
    if changed and not dry_run:
        _rows(type(row)).filter(pk=row.pk).update(**changed)
