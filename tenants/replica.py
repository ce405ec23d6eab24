"""Lists and figures from a read replica, where it knows all that the company's people have done.

A replica is behind by what it has not replayed yet. What people do raises the configuration's
version or adds to the audit log, so a replica that has both as the primary has them shows them
their own work; calls may come to its lists a moment late. Whatever goes wrong there, the primary
answers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from logging import getLogger
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connections
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve

from tenants import breakers
from tenants.databases import REPLICA, working_as
from tenants.gauges import REPLICA_ANSWERS
from tenants.models import AuditEntry, Company
from tenants.scope import company_scope

logger = getLogger(__name__)

Work = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Standing:
    """How much of what was done in a company a database knows."""

    version: int
    acts: int

    def covers(self, other: "Standing") -> bool:
        """Return whether all that the other knows is known here, too."""
        return self.version >= other.version and self.acts >= other.acts


def answer_from_replica(
    request: HttpRequest, company_id: UUID | str, work: Work
) -> HttpResponse | None:
    """Return the view's answer from the replica, or None where the primary has to answer."""
    if breakers.replica.is_resting() or not _is_for_replica(request):
        return None
    with company_scope(company_id):
        wanted = Standing(request.version_seen, _acts())
    try:
        with breakers.replica.asking():
            return _answer(request, company_id, work, wanted)
    except breakers.Resting:
        return None
    except (DatabaseError, InterfaceError):
        logger.exception("replica_away")
        return _left_to_primary("away")


def _answer(
    request: HttpRequest, company_id: UUID | str, work: Work, wanted: Standing
) -> HttpResponse | None:
    with working_as(REPLICA), company_scope(company_id):
        if not _standing().covers(wanted):
            return _left_to_primary("behind")
        response = work(request)
    if response.status_code >= 500:
        return _left_to_primary("failed")
    REPLICA_ANSWERS.labels("answered").inc()
    return response


def _is_for_replica(request: HttpRequest) -> bool:
    """Return whether a company's user reads what the view says a replica may tell.

    Staff read from the primary: that they look is itself an entry of the log.
    """
    if REPLICA not in connections.settings or request.method not in ("GET", "HEAD"):
        return False
    return request.version_seen is not None and _view_reads_replica(request.path_info)


def _view_reads_replica(path: str) -> bool:
    try:
        view = getattr(resolve(path).func, "cls", None)
    except Http404:
        return False
    return getattr(view, "reads_replica", False)


def _standing() -> Standing:
    versions = Company.in_company.order_by().values_list("configuration_version", flat=True)
    return Standing(versions.first() or 0, _acts())


def _acts() -> int:
    """Return how many acts are on the bound company's record."""
    places = AuditEntry.objects.order_by("-sequence").values_list("sequence", flat=True)
    return places.first() or 0


def _left_to_primary(reason: str) -> None:
    REPLICA_ANSWERS.labels(reason).inc()
