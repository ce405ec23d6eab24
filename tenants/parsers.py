"""What the body of a request may be."""

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class TextJSONParser(JSONParser):
    """JSON that can be read whole, and whose texts are texts."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the document; raises `ParseError` for what is no JSON to us."""
        try:
            document = super().parse(stream, media_type, parser_context)
            json.dumps(document, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ParseError("This is nested too deep.") from error
        except UnicodeEncodeError as error:
            raise ParseError("This holds half a character: a surrogate on its own.") from error
        return document
