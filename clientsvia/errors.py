"""Every error of the API in one shape: `{"error": code, "message": sentence, "details"?}`."""

from logging import getLogger
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import bad_request, page_not_found, server_error
from rest_framework.exceptions import APIException, NotFound, Throttled, ValidationError
from rest_framework.exceptions import PermissionDenied as NotAllowed
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from tenants.errors import TOO_MANY_REQUESTS, TooLarge, error_body, error_response

logger = getLogger(__name__)
_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer what a view raised; an unknown exception goes on to Django's 500."""
    error = _as_api_error(error)
    response = exception_handler(error, context)
    if response is None or not isinstance(error, APIException):
        return response
    response.data = _body(error)
    set_rollback()
    return response


@csrf_exempt
def answer_missing_path(request: HttpRequest, rest: str = "") -> JsonResponse:
    """Answer 404 for a path under `/api/` that is not there."""
    return error_response(404, "not_found", "There is nothing at this path.")


def answer_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 as JSON under `/api/`, as a page elsewhere."""
    if request.path_info.startswith("/api/"):
        return answer_missing_path(request)
    return page_not_found(request, exception)


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 as JSON under `/api/`, as a page elsewhere; nothing of the cause is told."""
    if request.path_info.startswith("/api/") and isinstance(exception, _TOO_LARGE):
        return error_response(413, TooLarge.default_code, TooLarge.default_detail)
    if request.path_info.startswith("/api/"):
        return error_response(400, "bad_request", "This request makes no sense.")
    return bad_request(request, exception)


def answer_server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 as JSON under `/api/`, as a page elsewhere; nothing of the cause is told."""
    if request.path_info.startswith("/api/"):
        return error_response(500, "server_error", "Something went wrong on our side.")
    return server_error(request)


def _as_api_error(error: Exception) -> Exception:
    if isinstance(error, Http404):
        return NotFound()
    if isinstance(error, PermissionDenied):
        return NotAllowed()
    if isinstance(error, _TOO_LARGE):
        return TooLarge()
    return error


def _body(error: APIException) -> dict[str, Any]:
    if isinstance(error, ValidationError):
        return error_body("invalid", "Some of what was sent is not valid.", _by_field(error.detail))
    details = getattr(error, "details", None)
    if isinstance(error, Throttled):
        return TOO_MANY_REQUESTS
    codes = error.get_codes()
    code = codes if isinstance(codes, str) else error.default_code
    return error_body(code, _sentence(error), details)


def _by_field(detail: Any) -> dict[str, Any]:
    return detail if isinstance(detail, dict) else {"nonFieldErrors": detail}


def _sentence(error: APIException) -> str:
    return str(error.detail if isinstance(error.detail, str) else error.default_detail)
