"""Twilio's requests to the URLs that our TwiML carries: signed, and with another `To` than ours."""

from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpResponse

from tenants.models import PhoneNumber
from tests.callers import CALL, PLATFORM_ACCOUNT, Delivery

FRONT_DESK, MANAGER = "+12395550301", "+12395550302"
RECORDING = "RE" + "1" * 32
RECORDING_URL = f"https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/{RECORDING}"


def verb(twiml: str, name: str) -> ET.Element:
    """Return the document's verb of that name."""
    found = ET.fromstring(twiml).find(f".//{name}")  # noqa: S314  our own document
    assert found is not None, twiml
    return found


def said(twiml: str) -> str:
    """Return what a document says or writes."""
    root = ET.fromstring(twiml)  # noqa: S314  our own document
    texts = [text for one in root.iter() for text in (one.text or "",) if one.tag != "Number"]
    return " ".join(filter(None, texts))


def request_to(number: PhoneNumber, url: str, **params: str) -> Delivery:
    """Return a request of the number's account to one of our URLs, to be bent or sent."""
    told = {
        "AccountSid": number.account_sid or PLATFORM_ACCOUNT,
        "CallSid": CALL,
        "ApiVersion": "2010-04-01",
        **params,
    }
    path = url.removeprefix(settings.PUBLIC_BASE_URL)
    assert urlsplit(path).netloc == ""
    return Delivery(path, told, number.auth_token() or settings.TWILIO_AUTH_TOKEN)


def ask(number: PhoneNumber, url: str, **params: str) -> str:
    """Return the TwiML of an answer."""
    response: HttpResponse = request_to(number, url, **params).send()
    assert response.status_code == 200
    return response.content.decode()


def recording(**changed: Any) -> dict[str, str]:
    """Return what Twilio tells of a recording."""
    return {
        "RecordingSid": RECORDING,
        "RecordingUrl": RECORDING_URL,
        "RecordingStatus": "completed",
        "RecordingDuration": "12",
        **changed,
    }


def transcription(**changed: Any) -> dict[str, str]:
    """Return what Twilio tells of what was said in it."""
    return {
        "RecordingSid": RECORDING,
        "RecordingUrl": RECORDING_URL,
        "TranscriptionStatus": "completed",
        "TranscriptionText": "Please call me back.",
        **changed,
    }
