"""What a scripted call's `company` says is so about Joe's Plumbing, each by its name."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from tenants.models import Company, PhoneNumber
from tenants.scope import platform_scope
from tests.factories import (
    BusinessHoursFactory,
    CallHandlingFactory,
    ClosureFactory,
    QuestionAnswerFactory,
    TransferTargetFactory,
    VoiceSettingsFactory,
)

ANN, BOB, EMERGENCY = "+12395550301", "+12395550302", "+12395550911"


def has_somebody(company: UUID) -> None:
    """Ann picks up, at any time."""
    TransferTargetFactory(company=company, name="Ann", phone=ANN, order=1)


def has_a_second(company: UUID) -> None:
    """Bob picks up where Ann does not."""
    TransferTargetFactory(company=company, name="Bob", phone=BOB, order=2)


def has_office_hours(company: UUID) -> None:
    """Ann is there in business hours only."""
    TransferTargetFactory(company=company, name="Ann", phone=ANN, order=1, hours="business")


def is_open(company: UUID) -> None:
    """It is always open."""
    BusinessHoursFactory(company=company, weekly=_week([["00:00", "24:00"]]))


def is_closed(company: UUID) -> None:
    """It is closed these days, whatever the week says."""
    is_open(company)
    today = timezone.now().date()
    for days in (-1, 0, 1):
        ClosureFactory(company=company, date=today + timedelta(days=days))


def has_an_emergency_phone(company: UUID) -> None:
    """Emergencies ring a number of their own first."""
    CallHandlingFactory(company=company, emergency_phone=EMERGENCY)


def puts_silence_through(company: UUID) -> None:
    """A silent caller is asked once more and then put through."""
    CallHandlingFactory(company=company, silence_reprompts=1, silence_then="transfer")


def never_asks_again(company: UUID) -> None:
    """A silent caller is let go at once."""
    CallHandlingFactory(company=company, silence_reprompts=0)


def speaks_british(company: UUID) -> None:
    """Another voice speaks, slower, and says Joe's as it is said there."""
    VoiceSettingsFactory(
        company=company,
        language="en-GB",
        voice="Polly.Amy-Neural",
        speaking_rate=0.9,
        pronunciations=[{"text": "Plumbing", "say": "plumming"}],
    )


def knows_parking(company: UUID) -> None:
    """It has an answer of its own."""
    QuestionAnswerFactory(
        company=company,
        question="Where can I park?",
        alternatives=["is there parking at your shop"],
        answer="Park behind the shop at {address}.",
    )


def is_not_live(company: UUID) -> None:
    """It is still setting up."""
    _set(company, is_live=False)


def is_suspended(company: UUID) -> None:
    """It is suspended."""
    _set(company, is_suspended=True)


def has_lost_its_number(company: UUID) -> None:
    """The number that is called is nobody's any more."""
    with platform_scope("tests"):
        PhoneNumber._base_manager.filter(company_id=company).delete()


SET_UPS: dict[str, Callable[[UUID], None]] = {
    "somebody": has_somebody,
    "a second": has_a_second,
    "office hours": has_office_hours,
    "open": is_open,
    "closed": is_closed,
    "emergency phone": has_an_emergency_phone,
    "silence is put through": puts_silence_through,
    "never asks again": never_asks_again,
    "british voice": speaks_british,
    "parking": knows_parking,
    "not live": is_not_live,
    "suspended": is_suspended,
    "number lost": has_lost_its_number,
}


def _week(hours: list[list[str]]) -> dict[str, list[list[str]]]:
    return dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), hours)


def _set(company: UUID, **facts: bool) -> None:
    with platform_scope("tests"):
        Company.objects.filter(pk=company).update(**facts)
