"""A webhook reaches a WSGI application in process, and a server over HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from telephony.simulator.caller import Say
from telephony.simulator.line import BadResponse
from telephony.simulator.player import Player
from telephony.simulator.transport import HTTPTransport, Response, WSGITransport
from tests.telephony.simulator.fake_server import STATUS, VOICE, FakeServer, Prepared

EXPECTED_ENVIRON = {
    "REQUEST_METHOD": "POST",
    "PATH_INFO": "/a path",
    "QUERY_STRING": "x=1&y=%2B",
    "CONTENT_TYPE": "application/x-www-form-urlencoded",
    "SERVER_NAME": "phone.example.com",
    "SERVER_PORT": "8443",
    "HTTP_HOST": "phone.example.com:8443",
    "HTTP_X_THING": "yes",
    "wsgi.url_scheme": "https",
}


class QuietHandler(WSGIRequestHandler):
    """Serves without writing to the test's output."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(server: FakeServer) -> Iterator[str]:
    with make_server("127.0.0.1", 0, server, handler_class=QuietHandler) as httpd:
        Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


def test_wsgi_hands_over_the_whole_request(server: FakeServer) -> None:
    server.answers_with("/a path", Prepared(b"<Response/>", "201 Created", "application/xml"))

    answer = WSGITransport(server).post(
        "https://phone.example.com:8443/a%20path?x=1&y=%2B", {"From": "+1 & é"}, {"X-Thing": "yes"}
    )

    [request] = server.received
    assert answer == Response(201, "application/xml", b"<Response/>")
    assert request.params == {"From": "+1 & é"}
    assert {name: request.environ[name] for name in EXPECTED_ENVIRON} == EXPECTED_ENVIRON


def test_audio_is_fetched_in_process_and_over_http(server: FakeServer, address: str) -> None:
    over_http = HTTPTransport().get(f"{address}/hello.mp3")

    assert over_http == Response(200, "audio/mpeg", b"mp3")
    assert WSGITransport(server).get(f"{address}/hello.mp3") == over_http
    assert {request.environ["REQUEST_METHOD"] for request in server.received} == {"GET"}


@pytest.mark.parametrize(("scheme", "port"), [("http", "80"), ("https", "443")])
def test_wsgi_knows_the_port_of_a_scheme(server: FakeServer, scheme: str, port: str) -> None:
    WSGITransport(server).post(f"{scheme}://phone.example.com/", {}, {})

    assert server.received[0].environ["SERVER_PORT"] == port


class Closing(list[bytes]):
    """A response body that remembers that it was closed."""

    closed = False

    def close(self) -> None:
        self.closed = True


def test_wsgi_closes_the_response() -> None:
    body = Closing([b"<Response>", b"</Response>"])

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Closing:
        start_response("200 OK", [])
        return body

    answer = WSGITransport(app).post("http://phone.example.com/", {}, {})

    assert answer == Response(200, "", b"<Response></Response>")
    assert body.closed


def test_http_plays_a_whole_call(server: FakeServer, player: Player, address: str) -> None:
    server.answers(VOICE, '<Gather input="speech" action="/turn"><Say>Hello.</Say></Gather>')
    server.answers("/turn", "<Say>Goodbye.</Say>")

    transcript = replace(player, transport=HTTPTransport(), base_url=address).call([Say("Hi é")])

    assert transcript.spoken_text == "Hello. Goodbye."
    assert server.paths == [VOICE, "/turn", STATUS]
    assert server.posted_to("/turn")[0]["SpeechResult"] == "Hi é"
    assert server.received[0].environ["HTTP_X_TWILIO_SIGNATURE"]


@pytest.mark.parametrize("status", ["403 Forbidden", "302 Found", "500 Internal Server Error"])
def test_http_answers_with_the_servers_own_status(
    server: FakeServer, address: str, status: str
) -> None:
    server.answers_with("/", Prepared(b"no", status, "text/plain"))

    answer = HTTPTransport().post(f"{address}/", {}, {})

    assert answer == Response(int(status[:3]), "text/plain", b"no")
    assert len(server.received) == 1


def test_http_goes_past_a_proxy(
    server: FakeServer, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)

    assert HTTPTransport().post(f"{address}/", {}, {}).status == 200


def test_http_refuses_another_scheme() -> None:
    with pytest.raises(ValueError, match="not an http or https address"):
        HTTPTransport().post("file:///etc/hostname", {}, {})


def test_a_server_that_is_not_there_is_a_bad_response(player: Player) -> None:
    nobody = replace(player, transport=HTTPTransport(), base_url="http://127.0.0.1:9")

    with pytest.raises(BadResponse, match="did not answer"):
        nobody.call([])

    assert nobody.transcript is not None
    assert nobody.transcript.exchanges == ()
