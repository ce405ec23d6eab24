"""Whether this process is alive, and whether it can serve as it should."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from telephony import standby
from telephony.journal.files import bytes_waiting
from tenants.cache import cache_answers


@require_safe
def answer_live(request: HttpRequest) -> JsonResponse:
    """Answer that the process runs; touches nothing."""
    return JsonResponse({"status": "ok"})


@require_safe
def answer_ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 with the database in reach, 503 without.

    It is `degraded`, with the reasons, while calls are answered and something is not as it should
    be: the cache is away, turns wait to be recorded, or this process answered from memory lately.
    """
    database, cached = _database_answers(), cache_answers()
    reasons = [name for name, is_so in _troubles(cached) if is_so]
    status = "unavailable" if not database else "degraded" if reasons else "ok"
    body = {"status": status, "database": database, "cache": cached, "reasons": reasons}
    return JsonResponse(body, status=200 if database else 503)


def _troubles(cached: bool) -> list[tuple[str, bool]]:
    return [
        ("cache_away", not cached),
        ("journal_not_empty", bytes_waiting() > 0),
        ("standby_in_use", standby.was_used_lately()),
    ]


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
