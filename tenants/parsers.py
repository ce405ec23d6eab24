"""What the body of a request may be."""

import json
import re
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from django.http import HttpRequest
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

from tenants.errors import LengthRequired, TooLarge

_LENGTH = re.compile(r"[0-9]{1,19}")


class TextJSONParser(JSONParser):
    """JSON in UTF-8 that reads the same to everyone, and whose texts are texts."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the document; raises `ParseError` for what is no JSON to us."""
        try:
            document = json.loads(
                stream.read(), object_pairs_hook=_each_name_once, parse_constant=_refuse_constant
            )
            json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
        except RecursionError as error:
            raise ParseError("This is nested too deep.") from error
        except UnicodeEncodeError as error:
            raise ParseError("This holds half a character: a surrogate on its own.") from error
        except ValueError as error:
            raise ParseError(f"This is no JSON: {error}.") from error
        return document


def is_form(request: HttpRequest) -> bool:
    """Return whether the body comes in parts, and so may hold files."""
    return request.content_type == "multipart/form-data"


def body_problem(request: HttpRequest) -> APIException | None:
    """Return what is wrong with a body before any of it is read: its size, or that it has none."""
    if "HTTP_TRANSFER_ENCODING" in request.META:
        return LengthRequired()
    text_max_bytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    largest = settings.UPLOAD_MAX_BYTES if is_form(request) else text_max_bytes
    return TooLarge() if _length_of(request) > largest else None


def _length_of(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length", "")
    return int(length) if _LENGTH.fullmatch(length) else 0


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ParseError("A name stands twice in one object.")
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise ParseError(f"{name} is no number in JSON.")
