"""Delivers webhooks to this very process, inside the request that is being answered."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from telephony.simulator.transport import Response, wsgi_environ


class InProcess:
    """A transport through the middleware and the URLs, on the caller's database connection.

    Unlike a whole WSGI application it sends neither of the signals of a request: they would close
    the connection, which holds the transaction of the company's scope.
    """

    def post(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Response:
        """Return our own answer."""
        return _answered(wsgi_environ(url, params, headers))

    def get(self, url: str) -> Response:
        """Return our own answer."""
        return _answered(wsgi_environ(url, {}, {}) | {"REQUEST_METHOD": "GET"})


def _answered(environ: dict[str, Any]) -> Response:
    answer = _handler().get_response(WSGIRequest(environ))
    return Response(answer.status_code, answer.get("Content-Type", ""), answer.content)


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()
