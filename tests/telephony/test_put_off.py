"""A company whose calls are too many: a new one rings its people, one that goes on is kept."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from telephony import phrases
from telephony.models import Call, CallTurn
from telephony.seats import seats
from telephony.simulator.twiml_document import read_twiml
from tenants import limits
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope, platform_scope
from tests.callers import PRICE_QUESTION, SAFETY, SignedLine
from tests.factories import ScenarioFactory, TransferTargetFactory

pytestmark = pytest.mark.django_db

FRONT_DESK = "+12395550301"


@pytest.fixture(autouse=True)
def _nothing_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with no call counted."""
    monkeypatch.setattr(limits, "counters", limits.Counters())


@pytest.fixture
def crowded(company: Company, line: SignedLine, settings: Settings) -> Iterator[None]:
    """Let the worker know the company, and answer as many of its turns as it may at once."""
    settings.THREADS, settings.TURNS_AT_ONCE_PER_COMPANY = 2, 1
    line.begin()
    with seats.taken(company.id, 1):
        yield


@pytest.fixture
def one_an_hour(settings: Settings) -> None:
    """Let a company have one new call an hour."""
    settings.CALLS_PER_COMPANY = "1/hour"


def another_call(line: SignedLine) -> SignedLine:
    """Return another call to the same number."""
    return replace(line, call_sid="CA" + "9" * 32)


def turns_of(company: Company) -> list[int]:
    """Return the indexes of all turns on record."""
    with company_scope(company.id):
        return [*CallTurn.objects.order_by("index").values_list("index", flat=True)]


@pytest.mark.usefixtures("crowded")
def test_a_new_call_is_told_so_and_not_recorded(company: Company, line: SignedLine) -> None:
    twiml = another_call(line).begin()

    assert phrases.BUSY in twiml
    assert "<Hangup />" in twiml
    assert read_twiml(twiml.encode())
    with company_scope(company.id):
        assert Call.objects.count() == 1


def test_a_new_call_rings_the_companys_people_and_nobody_elses(
    company: Company, stranger: Company, line: SignedLine, one_an_hour: None
) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    TransferTargetFactory(company=stranger, phone="+12395550302")
    line.begin()

    twiml = another_call(line).begin()

    assert f"{phrases.BUSY} {phrases.TRANSFER}" in twiml
    assert f">{FRONT_DESK}</Number>" in twiml
    assert "+12395550302" not in twiml


@pytest.mark.usefixtures("crowded")
def test_a_call_that_goes_on_is_asked_for_the_same_turn_again(
    company: Company, line: SignedLine
) -> None:
    twiml = line.say(1, PRICE_QUESTION)

    assert phrases.BUSY_AGAIN in twiml
    assert "/voice/turns/1" in twiml
    assert "<Hangup" not in twiml
    assert turns_of(company) == [0]


@pytest.mark.usefixtures("crowded")
def test_an_emergency_is_answered_however_crowded_it_is(line: SignedLine) -> None:
    assert SAFETY in line.say(1, "i smell gas in my kitchen")


@pytest.mark.parametrize(
    ("speech", "is_answered"),
    [("um the boiler hisses", True), ("the boiler hums", False), (PRICE_QUESTION, False)],
)
def test_an_emergency_of_the_companys_own_is_answered_where_it_is_said_as_its_trigger(
    company: Company, line: SignedLine, settings: Settings, speech: str, is_answered: bool
) -> None:
    settings.THREADS, settings.TURNS_AT_ONCE_PER_COMPANY = 2, 1
    ScenarioFactory(
        company=company, key="emergency_boiler", is_emergency=True,
        triggers=["the boiler hisses"], quick_replies=["Switch the boiler off."],
    )  # fmt: skip
    line.begin()
    line.say(1, "hello")

    with seats.taken(company.id, 1):
        twiml = line.say(2, speech)

    assert ("Switch the boiler off." in twiml) == is_answered
    assert (phrases.BUSY_AGAIN in twiml) != is_answered


@pytest.mark.usefixtures("crowded")
def test_how_a_dial_ended_is_never_asked_again(line: SignedLine) -> None:
    twiml = line.turn(1, DialCallStatus="no-answer")

    assert phrases.BUSY_AGAIN not in twiml


@pytest.mark.usefixtures("crowded")
def test_another_company_is_answered_as_ever(foreign_number: PhoneNumber) -> None:
    theirs = SignedLine(foreign_number)

    assert "Smith's HVAC" in theirs.begin()
    assert "$95" in theirs.say(1, PRICE_QUESTION)


def test_after_so_many_new_calls_the_others_are_put_off_and_those_go_on(
    line: SignedLine, foreign_number: PhoneNumber, one_an_hour: None
) -> None:
    line.begin()

    assert phrases.BUSY in another_call(line).begin()
    assert "$125" in line.say(1, PRICE_QUESTION)
    assert "Smith's HVAC" in SignedLine(foreign_number).begin()


def test_a_call_that_was_answered_is_answered_alike_when_it_is_delivered_again(
    line: SignedLine, one_an_hour: None
) -> None:
    greeting = line.begin()
    another_call(line).begin()

    assert line.begin() == greeting


def test_where_nobody_picks_up_a_call_that_was_put_off_a_message_is_taken(
    company: Company, line: SignedLine, one_an_hour: None
) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    line.begin()
    other = another_call(line)
    other.begin()

    twiml = other.turn(1, DialCallStatus="no-answer")

    assert "<Record" in twiml
    assert turns_of(company) == [0, 1]


@pytest.mark.parametrize("facts", [{"is_suspended": True}, {"is_live": False}])
def test_a_company_that_takes_no_calls_rings_nobody_when_crowded(
    company: Company, line: SignedLine, crowded: None, facts: dict[str, bool]
) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(**facts)

    twiml = another_call(line).begin()

    assert "<Dial" not in twiml
    assert phrases.BUSY not in twiml
