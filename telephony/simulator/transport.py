"""Two ways to deliver a webhook: to a WSGI application in process, or over HTTP."""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPResponse
from io import BytesIO
from typing import IO, Any, Protocol
from urllib.error import HTTPError
from urllib.parse import unquote_to_bytes, urlencode, urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

AGENT = "TwilioProxy/1.1"
FORM = "application/x-www-form-urlencoded"
DEFAULT_PORTS = {"http": 80, "https": 443}
TIMEOUT_SECONDS = 15.0

WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Response:
    """What a server answered; `content_type` is the whole header, empty if it is missing."""

    status: int
    content_type: str
    body: bytes


class Transport(Protocol):
    """Delivers one form-encoded POST, or one GET; raises OSError when nobody answers."""

    def post(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Response:
        """Return the server's answer, whatever its status."""

    def get(self, url: str) -> Response:
        """Return the server's answer, whatever its status."""


class WSGITransport:
    """Calls a WSGI application in process, as its server would."""

    def __init__(self, app: WSGIApp) -> None:
        self.app = app

    def post(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Response:
        """Return the application's answer to a POST of `params` to an absolute URL."""
        return self._answer(wsgi_environ(url, params, headers))

    def get(self, url: str) -> Response:
        """Return the application's answer to a GET of an absolute URL."""
        return self._answer(wsgi_environ(url, {}, {}) | {"REQUEST_METHOD": "GET"})

    def _answer(self, environ: dict[str, Any]) -> Response:
        started: list[tuple[str, list[tuple[str, str]]]] = []
        written: list[bytes] = []

        def start_response(
            status: str, response_headers: list[tuple[str, str]], exc_info: object = None
        ) -> Callable[[bytes], None]:
            started.append((status, response_headers))
            return written.append

        body = read_and_close(self.app(environ, start_response))
        status, response_headers = started[-1]
        return Response(
            status=int(status.split(" ", 1)[0]),
            content_type=header_value(response_headers, "content-type"),
            body=b"".join(written) + body,
        )


def read_and_close(chunks: Iterable[bytes]) -> bytes:
    """Return the whole body, and close the iterable as WSGI asks."""
    try:
        return b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()


def header_value(headers: list[tuple[str, str]], name: str) -> str:
    """Return the header's value, or nothing if it is missing."""
    return next((value for key, value in headers if key.lower() == name), "")


def wsgi_environ(url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> dict[str, Any]:
    """Return the environ of a POST to an absolute URL."""
    parts = urlsplit(url)
    body = urlencode(params).encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        # PEP 3333 carries the path's bytes as latin-1 text.
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": str(parts.port or DEFAULT_PORTS[parts.scheme]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": parts.netloc,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    return environ | {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in headers.items()}


class RefuseRedirects(HTTPRedirectHandler):
    """Leaves a redirect as the answer, so that a webhook that moves is seen."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follow nothing."""


class HTTPTransport:
    """Posts to a running server, past any proxy, for as long as Twilio would wait."""

    def __init__(self, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self.timeout_seconds = timeout_seconds
        self.opener: OpenerDirector = build_opener(ProxyHandler({}), RefuseRedirects())

    def post(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Response:
        """Return the server's answer to a POST of `params`; OSError when there is none."""
        told = {"Content-Type": FORM, "User-Agent": AGENT, **headers}
        return self._answer(url, urlencode(params).encode(), told)

    def get(self, url: str) -> Response:
        """Return the server's answer to a GET; OSError when there is none."""
        return self._answer(url, None, {"User-Agent": AGENT})

    def _answer(self, url: str, body: bytes | None, headers: Mapping[str, str]) -> Response:
        if urlsplit(url).scheme not in DEFAULT_PORTS:
            raise ValueError(f"{url} is not an http or https address.")
        request = Request(url, data=body, headers=dict(headers))  # noqa: S310  checked above
        try:
            with self.opener.open(request, timeout=self.timeout_seconds) as answer:
                return read_answer(answer)
        except HTTPError as refusal:
            with refusal:
                return read_answer(refusal)


def read_answer(answer: HTTPResponse | HTTPError) -> Response:
    """Return an HTTP answer, of whatever status, as a Response."""
    content_type = answer.headers.get("Content-Type", "")
    return Response(answer.status or 0, content_type, answer.read())
