"""What stands on record of calls, and what their TwiML says."""

from typing import Any
from xml.etree import ElementTree as ET

from telephony.models import Call, CallTurn
from tenants.models import Company
from tenants.scope import company_scope, platform_scope


def turns_of(company: Company) -> list[CallTurn]:
    """Return the company's recorded turns, in order."""
    with company_scope(company.id):
        return list(CallTurn.objects.order_by("index"))


def call_of(company: Company) -> Call:
    """Return the company's only call."""
    with company_scope(company.id):
        return Call.objects.get()


def rows_written() -> int:
    """Return how many calls and turns are on record, of whatever company."""
    with platform_scope("test"):
        return Call.objects.count() + CallTurn.objects.count()


def spoken(twiml: str) -> str:
    """Return what a document says."""
    says = ET.fromstring(twiml).iter("Say")  # noqa: S314  our own document
    return " ".join(say.text or "" for say in says)


def change(company: Company, **facts: Any) -> None:
    """Change the company's record."""
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(**facts)
