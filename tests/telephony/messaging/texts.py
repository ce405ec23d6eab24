"""What the tests of texts ask of the database and of the webhooks."""

from dataclasses import dataclass, field
from itertools import count
from xml.etree import ElementTree as ET

from django.conf import settings

from telephony.messaging.unsent import NotSent
from telephony.models import OptOut, TextMessage
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.callers import CALLER, PLATFORM_ACCOUNT, Delivery

_sids = count(1)


def texts_of(company: Company) -> list[TextMessage]:
    """Return the company's texts, the oldest first."""
    with company_scope(company.id):
        return list(TextMessage.objects.order_by("created_at"))


def opted_out(company: Company) -> list[tuple[str, str]]:
    """Return who gets no texts of the company's, and why."""
    with company_scope(company.id):
        return list(OptOut.objects.values_list("phone", "reason"))


def text_to(number: PhoneNumber, body: str, **params: str) -> Delivery:
    """Return Twilio's request about a text to the number, to be bent or sent."""
    told = {
        "MessageSid": f"SM{next(_sids):032x}",
        "AccountSid": number.account_sid or PLATFORM_ACCOUNT,
        "From": CALLER,
        "To": number.number,
        "Body": body,
        "NumMedia": "0",
        **params,
    }
    token = number.auth_token() or settings.TWILIO_AUTH_TOKEN
    return Delivery("/api/twilio/sms", told, token)


def answer_to(number: PhoneNumber, body: str, **params: str) -> str:
    """Return what a text is answered; nothing where it is not."""
    return answer_in(text_to(number, body, **params))


def answer_in(delivery: Delivery) -> str:
    """Return what the text of a delivery is answered."""
    response = delivery.send()
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    root = ET.fromstring(response.content)  # noqa: S314  our own document
    assert {one.tag for one in root} <= {"Message"}
    return " ".join(one.text or "" for one in root)


@dataclass
class Carrier:
    """A provider that takes what it is told to take, and remembers it."""

    fails: list[NotSent] = field(default_factory=list)
    took: list[tuple[str, str, str]] = field(default_factory=list)
    status_urls: list[str] = field(default_factory=list)

    def send(self, from_number: str, to: str, body: str, status_url: str) -> str:
        """Take the text, or fail as the next failure says."""
        if self.fails:
            raise self.fails.pop(0)
        self.took.append((from_number, to, body))
        self.status_urls.append(status_url)
        return f"SM{len(self.took):032x}"
