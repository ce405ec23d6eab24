"""`/metrics`: the server's figures, in Prometheus' format."""

from collections.abc import Callable
from hmac import compare_digest
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from clientsvia.metric_files import current_registry
from telephony.backlog import Backlog

Handler = Callable[[HttpRequest], HttpResponse]

PATH = "/metrics"
_backlog = CollectorRegistry()
_backlog.register(Backlog())


class MetricsMiddleware:
    """Answers `/metrics` before any host is checked: a scraper asks each server by its address."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer those who may read the figures; to all others there is nothing here."""
        if request.path_info != PATH:
            return self.get_response(request)
        if request.method != "GET" or not _may_read(request):
            return HttpResponseNotFound()
        figures = generate_latest(current_registry()) + generate_latest(_backlog)
        return HttpResponse(figures, content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    """Return whether this is the holder of the token, or without one a process of this machine.

    What came through a proxy is from wherever the proxy was asked.
    """
    if settings.METRICS_TOKEN:
        wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
        return compare_digest(request.headers.get("Authorization", "").encode(), wanted)
    is_forwarded = {"X-Forwarded-For", "Forwarded"} & {*request.headers}
    return not is_forwarded and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
