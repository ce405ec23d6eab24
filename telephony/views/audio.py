"""The audio of synthesised replies, for who has its signed address: Twilio."""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotFound
from django.views.decorators.http import require_GET

from telephony.synthesis.clips import read_clip
from telephony.synthesis.references import LIFETIME_SECONDS, read_reference


@require_GET
def serve_audio(request: HttpRequest, reference: str) -> HttpResponse:
    """Return the clip that the reference names: 403 where it is forged or old, 404 where gone."""
    named = read_reference(reference)
    if named is None:
        return HttpResponseForbidden()
    audio = read_clip(*named)
    if audio is None:
        return HttpResponseNotFound()
    caching = f"private, max-age={LIFETIME_SECONDS}, immutable"
    return HttpResponse(audio, content_type="audio/mpeg", headers={"Cache-Control": caching})
