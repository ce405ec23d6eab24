"""What a browser may do with our pages, on every answer: sources, frames, sensors."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

PHONE = "/phone/"
_SENSORS = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "midi", "payment", "usb",
)  # fmt: skip


class ContentPolicyMiddleware(CSPMiddleware):
    """The content security policy: the desk's has room for its scripts, all others are strict."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return what the policy of this answer is made of."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(reverse("admin:index")):
            parts.update = settings.DESK_CONTENT_POLICY
        return parts


class PermissionsPolicyMiddleware:
    """No page gets at a sensor, but the browser phone at the microphone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with `Permissions-Policy`."""
        response = self.get_response(request)
        microphone = "(self)" if request.path_info.startswith(PHONE) else "()"
        denied = ", ".join(f"{sensor}=()" for sensor in _SENSORS)
        response["Permissions-Policy"] = f"microphone={microphone}, {denied}"
        return response
