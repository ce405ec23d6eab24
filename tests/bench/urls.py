"""The project's URLs, and the floor: a POST that checks its signature and answers nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from twilio.request_validator import RequestValidator

from clientsvia.urls import urlpatterns as project_patterns


@csrf_exempt
def answer_empty(request: HttpRequest) -> HttpResponse:
    """Check the signature as our webhooks do, and answer nothing."""
    url = f"{settings.PUBLIC_BASE_URL}{request.get_full_path()}"
    signature = request.headers.get("X-Twilio-Signature", "")
    if not RequestValidator("token").validate(url, request.POST.dict(), signature):
        return HttpResponse(status=403)
    return HttpResponse("<Response/>", content_type="text/xml")


urlpatterns = [path("bench/empty", answer_empty), *project_patterns]
