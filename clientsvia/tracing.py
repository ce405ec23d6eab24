"""Sending traces to an OpenTelemetry collector, where one is configured."""

from django.conf import settings


def begin_tracing() -> None:
    """Send this process's spans to the collector from now on; its thread belongs to the process.

    Which of them, and with which headers, OpenTelemetry's own variables tell.
    """
    if not settings.OTLP_ENDPOINT:
        return
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "clientsvia"}))
    exporter = OTLPSpanExporter(f"{settings.OTLP_ENDPOINT}/v1/traces", timeout=2)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
