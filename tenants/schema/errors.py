"""Which errors an operation can answer with, and how each of them looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS
from rest_framework.views import APIView

from tenants.errors import (
    FOREIGN_COMPANY,
    TOO_MANY_REQUESTS,
    Conflict,
    LengthRequired,
    StaleVersion,
    TooLarge,
    error_body,
)
from tenants.views.company import CompanyView, ConfigurationView

_ONE_SECOND_OR_MORE = {"schema": {"type": "integer", "minimum": 1}, "required": True}
_SCHEME = {"schema": {"type": "string"}, "example": "Bearer", "required": True}


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Fields at fault",
            error_body(
                "invalid", "Some of what was sent is not valid.", {"nme": ["Unknown field."]}
            ),
        )
    ]
)
class ErrorSerializer(serializers.Serializer[Any]):
    """What went wrong: a stable code, a sentence for a person, and the fields at fault."""

    error = serializers.CharField()
    message = serializers.CharField()
    details = serializers.DictField(required=False)


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """An error that many operations share, as the document describes it."""

    name: str
    description: str
    examples: tuple[dict[str, Any], ...]
    headers: dict[str, Any] | None = None


def _sample(code: str, message: str, details: Any = None) -> tuple[dict[str, Any]]:
    return (error_body(code, message, details),)


ERROR_ANSWERS = {
    400: ErrorAnswer(
        "Malformed",
        "The request is malformed: not JSON, of the wrong type, or with fields we do not know.",
        _sample("invalid", "Some of what was sent is not valid.", {"nme": ["Unknown field."]}),
    ),
    401: ErrorAnswer(
        "NotSignedIn",
        "Nobody is signed in, or not any more.",
        _sample("not_authenticated", "Sign in first."),
        {"WWW-Authenticate": {"description": "The scheme to sign in with.", **_SCHEME}},
    ),
    403: ErrorAnswer(
        "NotAllowed",
        "Another company's data, whether that company exists or not; or a role that is too low.",
        (FOREIGN_COMPANY, error_body("permission_denied", "Your role does not allow this.")),
    ),
    404: ErrorAnswer(
        "NotFound",
        "There is no such thing in this company.",
        _sample("not_found", "Not found."),
    ),
    406: ErrorAnswer(
        "NotAcceptable",
        "The request accepts no type that we answer in.",
        _sample("not_acceptable", "Could not satisfy the request Accept header."),
    ),
    409: ErrorAnswer(
        "Conflicting",
        "What stands is in the way of the request.",
        _sample(Conflict.default_code, Conflict.default_detail),
    ),
    411: ErrorAnswer(
        "LengthRequired",
        "The body comes without its length, in chunks.",
        _sample(LengthRequired.default_code, LengthRequired.default_detail),
    ),
    412: ErrorAnswer(
        "Stale",
        "The configuration is not at the version that `If-Match` names any more.",
        _sample(StaleVersion.default_code, StaleVersion.default_detail),
    ),
    413: ErrorAnswer(
        "TooLarge",
        "The body is larger than anything that we take.",
        _sample(TooLarge.default_code, TooLarge.default_detail),
    ),
    415: ErrorAnswer(
        "UnsupportedType",
        "The body is of a type that we do not read.",
        _sample("unsupported_media_type", 'Unsupported media type "text/plain" in request.'),
    ),
    422: ErrorAnswer(
        "Refused",
        "The request is well formed, but a rule forbids it.",
        _sample(
            "refused",
            "The company takes calls and needs these; change them instead.",
            {"companyName": ["Required while the company is live."]},
        ),
    ),
    429: ErrorAnswer(
        "Throttled",
        "Too many requests of this user, or from this address.",
        (TOO_MANY_REQUESTS,),
        {"Retry-After": {"description": "Seconds to wait.", **_ONE_SECOND_OR_MORE}},
    ),
}


def possible_errors(view: APIView, method: str, *, has_body: bool, has_query: bool) -> set[int]:
    """Return the statuses of the errors that this method of the view can answer with."""
    return {406, 429, *_of_what_is_sent(has_body, has_query), *_of_the_view(view, method)}


def _of_what_is_sent(has_body: bool, has_query: bool) -> Iterator[int]:
    if has_body or has_query:
        yield 400
    if has_query:
        yield 404
    if has_body:
        yield from (411, 413, 415)


def _of_the_view(view: APIView, method: str) -> Iterator[int]:
    is_write = method not in SAFE_METHODS
    if view.get_authenticate_header(view.request):
        yield 401
    if isinstance(view, CompanyView):
        yield from (403, 404)
    if isinstance(view, CompanyView) and is_write:
        yield from (400, 409, 411, 413, 422)
    if isinstance(view, ConfigurationView) and is_write:
        yield 412
