"""Spans of a call's webhooks, where traces are on: ids and stages, no words, numbers or names."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.conf import settings
from opentelemetry import trace
from opentelemetry.trace import SpanKind, Status, StatusCode

_tracer = trace.get_tracer("clientsvia")
_NO_SPAN = nullcontext()


def span(name: str, **attributes: str) -> AbstractContextManager[None]:
    """Trace a block; without a collector this is nothing."""
    return _span(name, attributes) if settings.OTLP_ENDPOINT else _NO_SPAN


def tell_span(**attributes: str) -> None:
    """Add what became known of the block that is being traced."""
    if settings.OTLP_ENDPOINT:
        trace.get_current_span().set_attributes(_named(attributes))


@contextmanager
def _span(name: str, attributes: dict[str, str]) -> Iterator[None]:
    """Trace a block; of an exception only the type is told, since its text may quote a caller."""
    kind = SpanKind.SERVER if attributes else SpanKind.INTERNAL
    named = _named(attributes)
    with _tracer.start_as_current_span(
        name, kind=kind, attributes=named, record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield
        except Exception as error:
            current.set_status(Status(StatusCode.ERROR))
            current.set_attribute("error.type", type(error).__name__)
            raise


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {f"clientsvia.{name}": value for name, value in attributes.items()}
