"""The headers of requests and answers."""

from collections.abc import Iterator

from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS
from rest_framework.views import APIView

from tenants.idempotency import KEY_PATTERN
from tenants.views.company import CompanyView, ConfigurationView

_SUCCESSES = [200, 201, 202, 204]

REQUEST_ID = OpenApiParameter(
    "X-Request-Id",
    location=OpenApiParameter.HEADER,
    response=True,
    required=True,
    description="Names this request in our log.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    description="The `ETag` of your last read: the write is refused where another came between.",
)
ETAG = OpenApiParameter(
    "ETag",
    location=OpenApiParameter.HEADER,
    response=_SUCCESSES,
    required=True,
    description="The configuration's version, for the next write's `If-Match`.",
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    pattern=KEY_PATTERN,
    description="A name of your own for this request: sent again, it is answered the same for 24 "
    "hours and done once.",
)
REPLAYED = OpenApiParameter(
    "Idempotency-Replayed",
    location=OpenApiParameter.HEADER,
    response=_SUCCESSES,
    description="`true` where this is the first answer once more, and nothing was done.",
)


def headers_of(view: APIView, method: str) -> Iterator[OpenApiParameter]:
    """Yield the headers that this method of the view reads and answers with."""
    yield REQUEST_ID
    if isinstance(view, ConfigurationView):
        yield ETAG
    if isinstance(view, ConfigurationView) and method not in SAFE_METHODS:
        yield IF_MATCH
    if isinstance(view, CompanyView) and method == "POST":
        yield from (IDEMPOTENCY_KEY, REPLAYED)
