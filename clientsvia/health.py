"""Whether this process is alive, and whether it can serve."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def answer_live(request: HttpRequest) -> JsonResponse:
    """Answer that the process runs; touches nothing."""
    return JsonResponse({"status": "ok"})


@require_safe
def answer_ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 with the database in reach, 503 without; a cache out of reach is `degraded`."""
    database, cached = _database_answers(), _cache_answers()
    status = "ok" if database and cached else "degraded" if database else "unavailable"
    body = {"status": status, "database": database, "cache": cached}
    return JsonResponse(body, status=200 if database else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _cache_answers() -> bool:
    cache.set("health", "ok", 5)
    return bool(cache.get("health") == "ok")
