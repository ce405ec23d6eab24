"""`Idempotency-Key`: a POST that is sent again is answered again, and not done again."""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from tenants.errors import error_body, error_response
from tenants.models import IdempotencyRecord, User
from tenants.models.idempotency_record import KEY_MAX_CHARS
from tenants.parsers import is_form
from tenants.scope import company_scope

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
REMOVED_AT_ONCE = 100
KEY_PATTERN = rf"^[\x21-\x7e]{{1,{KEY_MAX_CHARS}}}$"
_KEPT_REFUSALS = frozenset({400, 404, 409, 412, 422})


def answer_once(
    request: HttpRequest,
    user: User,
    company_id: UUID | str,
    answer: Callable[[HttpRequest], HttpResponse],
) -> HttpResponse:
    """Answer a request; a POST with a key only the first time, and then with that answer.

    The key's record, the work and the answer are one transaction: a second request with the key
    waits for its end, and a process that dies leaves nothing. What the work wrote is taken back
    where it failed (`answer` has a savepoint of its own), and its refusal is kept all the same.
    """
    key = request.headers.get(HEADER)
    if request.method != "POST" or key is None:
        return answer(request)
    if not re.fullmatch(KEY_PATTERN, key):
        return _no_key()
    with company_scope(company_id, writing=True):
        mine = IdempotencyRecord(key=key, fingerprint=_fingerprint(request, user))
        first = _first_with_this_key(mine)
        if first.pk != mine.pk:
            return _repeated(first, mine)
        response = answer(request)
        if _is_kept(response):
            first.keep(response)
        else:
            first.delete()
        return response


def _first_with_this_key(mine: IdempotencyRecord) -> IdempotencyRecord:
    """Save the record, or return the one that was there first; waits for one that is being made."""
    records = IdempotencyRecord.objects
    old = records.filter(created_at__lt=timezone.now() - KEPT_FOR)
    old.filter(key=mine.key).delete()
    unused = old.select_for_update(skip_locked=True).values_list("pk", flat=True)
    records.filter(pk__in=list(unused[:REMOVED_AT_ONCE])).delete()
    records.bulk_create([mine], ignore_conflicts=True)
    return records.get(key=mine.key)


def _repeated(first: IdempotencyRecord, mine: IdempotencyRecord) -> HttpResponse:
    if first.fingerprint != mine.fingerprint:
        message = f"This {HEADER} was used for another request; give this one a key of its own."
        return error_response(409, "idempotency_key_reused", message)
    response = first.repeat()
    response["Idempotency-Replayed"] = "true"
    return response


def _fingerprint(request: HttpRequest, user: User) -> str:
    """Return a hash of who asked for what, with which body."""
    asked = (request.method, request.get_full_path(), request.content_type, user.pk, user.role)
    told = hashlib.sha256(repr(asked).encode())
    for piece in _parts_of(request) if is_form(request) else (request.body,):
        told.update(piece)
    return told.hexdigest()


def _parts_of(request: HttpRequest) -> Iterator[bytes]:
    """Yield the fields and files of a form; what stands between its parts does not count."""
    for name, values in request.POST.lists():
        yield repr((name, values)).encode()
    for name, files in request.FILES.lists():
        for file in files:
            yield repr((name, file.name, file.size)).encode()
            yield from file.chunks()
            file.seek(0)


def _is_kept(response: HttpResponse) -> bool:
    """Return whether the same request would be answered the same: a 401, 429 or 500 may pass."""
    is_settled = response.status_code < 300 or response.status_code in _KEPT_REFUSALS
    return is_settled and not response.streaming


def _no_key() -> JsonResponse:
    told = f"A key is 1 to {KEY_MAX_CHARS} visible ASCII characters."
    body = error_body("invalid", "Some of what was sent is not valid.", {HEADER: [told]})
    return JsonResponse(body, status=400)
