"""The errors of the API that more than one app raises, and their one shape."""

from typing import Any

from django.http import JsonResponse
from rest_framework.exceptions import APIException

FOREIGN_COMPANY = {
    "error": "Unauthorized",
    "message": "You do not have access to this company",
}

TOO_MANY_REQUESTS = {"error": "throttled", "message": "Too many requests; try again later."}


class Conflict(APIException):
    """409: the request is right, but what stands is in its way."""

    status_code = 409
    default_code = "conflict"
    default_detail = "This conflicts with what is there."


class StaleVersion(APIException):
    """412: the `If-Match` of the request is not the configuration's version any more."""

    status_code = 412
    default_code = "stale"
    default_detail = "The configuration has changed since you read it; read it again."


class TooLarge(APIException):
    """413: the body is larger than anything that we take."""

    status_code = 413
    default_code = "too_large"
    default_detail = "This is too large."


class LengthRequired(APIException):
    """411: the body comes without its length, in chunks."""

    status_code = 411
    default_code = "length_required"
    default_detail = "Send the body with a Content-Length, not in chunks."


class RefusedByRule(APIException):
    """422: well formed, but a rule forbids it."""

    status_code = 422
    default_code = "refused"
    default_detail = "A rule forbids this."


def error_body(code: str, message: str, details: Any = None) -> dict[str, Any]:
    """Return the body of every error: a stable code, a sentence, and the fields at fault."""
    body = {"error": code, "message": message}
    return body if details is None else {**body, "details": details}


def error_response(status: int, code: str, message: str) -> JsonResponse:
    """Return an error from outside DRF's views."""
    return JsonResponse(error_body(code, message), status=status)
