"""Spans of a call, as a collector gets them: stages and ids, and nothing that was said."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from opentelemetry import trace
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from pytest_django.fixtures import Settings

from clientsvia.tracing import begin_tracing
from telephony.tracing import span
from tests.callers import CALL, CALLER, PRICE_QUESTION, SignedLine

pytestmark = pytest.mark.django_db


class Collector(BaseHTTPRequestHandler):
    """Stands in for an OpenTelemetry collector that speaks OTLP over HTTP."""

    bodies: list[bytes]

    def do_POST(self) -> None:
        """Take what is exported to `/v1/traces`."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.bodies.append(body if self.path == "/v1/traces" else b"")
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def bodies() -> Iterator[list[bytes]]:
    """Trace to a collector of this module's own, which gathers what it gets."""
    gathered: list[bytes] = []
    server = HTTPServer(("127.0.0.1", 0), type("Gathering", (Collector,), {"bodies": gathered}))
    Thread(target=server.serve_forever, daemon=True).start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "django.conf.settings.OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_port}"
        )
        begin_tracing()
    yield gathered
    trace.get_tracer_provider().shutdown()
    server.shutdown()
    server.server_close()


@pytest.fixture
def traced(bodies: list[bytes], settings: Settings) -> list[bytes]:
    """Trace for one test, and return what the collector gets."""
    settings.OTLP_ENDPOINT = "http://the-collector"
    bodies.clear()
    return bodies


def spans_of(bodies: list[bytes]) -> list[Span]:
    """Return the spans that the collector has got by now."""
    trace.get_tracer_provider().force_flush()
    requests = [ExportTraceServiceRequest.FromString(body) for body in bodies]
    return [
        one
        for request in requests
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for one in scope.spans
    ]


def test_a_turn_is_traced_with_its_stages(line: SignedLine, traced: list[bytes]) -> None:
    line.begin()
    line.say(1, PRICE_QUESTION)

    spans = spans_of(traced)
    (turn,) = [one for one in spans if one.name == "voice-turn"]
    stages = [one.name for one in spans if one.parent_span_id == turn.span_id]
    told = {one.key: one.value.string_value for one in turn.attributes}
    assert stages == ["routing", "reading", "deciding", "writing", "saving"]
    assert told == {
        "clientsvia.webhook": "voice-turn",
        "clientsvia.call": CALL,
        "clientsvia.company": str(line.number.company_id),
        "clientsvia.turn": "1",
    }


def test_nothing_that_was_said_and_no_number_or_name_is_traced(
    line: SignedLine, traced: list[bytes]
) -> None:
    line.begin()
    line.say(1, "my card number is 4111")
    with pytest.raises(ValueError, match="4111"), span("breaking"):
        raise ValueError("4111")

    spans = spans_of(traced)
    (broken,) = [one for one in spans if one.name == "breaking"]
    sent = b"".join(traced)
    assert [one.value.string_value for one in broken.attributes] == ["ValueError"]
    assert CALL.encode() in sent
    secrets = ("4111", CALLER, line.number.number, line.number.company.name)
    assert [one for one in secrets if one.encode() in sent] == []


def test_without_a_collector_nothing_is_traced(line: SignedLine, bodies: list[bytes]) -> None:
    bodies.clear()

    line.begin()

    assert spans_of(bodies) == []
