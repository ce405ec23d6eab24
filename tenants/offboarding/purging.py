"""A company removed for good: its rows, its people's sessions and tokens, its keys in the cache."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from tenants.append_only import AppendOnlyModel
from tenants.cache import NAMES, CompanyCache
from tenants.databases import atomic
from tenants.errors import Conflict
from tenants.limits import forget_requests
from tenants.models import Company, PhoneNumber, User
from tenants.offboarding.desk_entries import forget_desk_entries
from tenants.offboarding.kinds import Kind, id_pages_of, kinds
from tenants.scope import company_scope, platform_scope

Told = Callable[[str], object]


def purge_rows(company_id: UUID, *, told: Told) -> dict[str, int]:
    """Remove every row of a company that is marked as deleted; return how many of each kind.

    Its own rows go page by page, children first; the company, its people, its numbers and its
    audit log in one last transaction. What was interrupted is purged by doing it again. Raises
    `Conflict` for a company that is not marked.
    """
    require_marked(company_id)
    removed: Counter[str] = Counter()
    people = _people(company_id)
    with platform_scope("delete_company"):
        for kind in reversed(kinds()):
            if not _goes_last(kind):
                removed[kind.label] += _remove(kind, company_id)
                told(f"{kind.label}: {removed[kind.label]}")
        removed.update(_remove_company(company_id))
    CompanyCache(company_id).forget(*NAMES)
    forget_requests(company_id, people)
    return {label: count for label, count in sorted(removed.items()) if count}


def require_marked(company_id: UUID) -> None:
    """Raise `Conflict` unless the company is marked as deleted."""
    with company_scope(company_id):
        company = Company.in_company.get()
    if company.deleted_at is None:
        raise Conflict(f"{company} is not marked as deleted: run delete_company without --purge.")


_TOGETHER = (Company, User, PhoneNumber)
"""They go with the company's row, in one transaction with its audit log."""


def _goes_last(kind: Kind) -> bool:
    return kind.model in _TOGETHER or issubclass(kind.model, AppendOnlyModel)


def _remove(kind: Kind, company_id: UUID) -> int:
    count = 0
    for ids in id_pages_of(kind, company_id):
        forget_desk_entries(kind.model, ids)
        with company_scope(company_id, writing=True):
            kind.rows.filter(pk__in=ids).delete()
        count += len(ids)
    return count


def _people(company_id: UUID) -> list[UUID]:
    with company_scope(company_id):
        return list(User.in_company.values_list("pk", flat=True))


def _remove_company(company_id: UUID) -> dict[str, int]:
    """Remove what is left, which the database lets go only together."""
    with atomic():
        company = Company.objects.select_for_update().get(pk=company_id)
        people = list(User.in_company.filter(company=company).values_list("pk", flat=True))
        _sign_out(people)
        for kind, rows in _named_at_the_desk(company_id):
            forget_desk_entries(kind.model, rows.values_list("pk", flat=True))
        return company.delete()[1]


def _named_at_the_desk(company_id: UUID) -> Iterator[tuple[Kind, Any]]:
    for kind in kinds():
        if kind.model is Company:
            yield kind, Company.objects.filter(pk=company_id)
        elif _goes_last(kind):
            yield kind, kind.rows.filter(company=company_id)


def _sign_out(people: list[UUID]) -> None:
    """Remove the refresh tokens of these people, and the sessions that one of them once began."""
    OutstandingToken.objects.filter(user__in=people).delete()
    ids = set(map(str, people))
    signed_in = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) in ids
    ]
    Session.objects.filter(pk__in=signed_in).delete()
