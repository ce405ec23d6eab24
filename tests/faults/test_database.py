"""The database goes away during a call: emergencies are answered, nobody meets silence."""

from dataclasses import replace

import pytest

from telephony import phrases
from telephony.profiles import forget_agents
from telephony.simulator.caller import HangUp, Say
from telephony.standby import load_standby
from tenants.models import Company, PhoneNumber
from tenants.scope import platform_scope
from tests.callers import (
    PRICE_QUESTION,
    SAFETY,
    SignedLine,
    caller_for,
    database_gone,
    logged,
)
from tests.factories import TransferTargetFactory, VariableFactory

pytestmark = pytest.mark.django_db

FRONT_DESK, ON_CALL = "+12395550301", "+12395550399"


def test_a_gas_emergency_gets_its_safety_reply(line: SignedLine) -> None:
    line.begin()

    with database_gone():
        twiml = line.say(1, "i smell gas in my kitchen")

    assert SAFETY in twiml


def test_a_gas_emergency_gets_its_safety_reply_in_a_worker_that_was_never_called(
    line: SignedLine,
) -> None:
    load_standby()

    with database_gone():
        twiml = line.say(1, "i smell gas in my kitchen")

    assert SAFETY in twiml


def test_an_emergency_rings_the_companys_own_number(company: Company, line: SignedLine) -> None:
    VariableFactory(company=company, name="emergencyPhone", type="phone", value=ON_CALL)
    line.begin()

    with database_gone():
        twiml = line.say(1, "i smell gas in my kitchen")

    assert f">{ON_CALL}</Number>" in twiml


def test_a_plain_question_gets_an_apology(line: SignedLine) -> None:
    line.begin()

    with database_gone():
        response = line.delivery("voice/turns/1", SpeechResult=PRICE_QUESTION).send()

    assert response.status_code == 200
    assert phrases.TROUBLE in response.content.decode()
    assert "<Hangup />" in response.content.decode()


def test_a_plain_question_gets_a_person_where_there_is_one(
    company: Company, line: SignedLine
) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    line.begin()

    with database_gone():
        twiml = line.say(1, PRICE_QUESTION)

    assert phrases.TROUBLE in twiml
    assert f">{FRONT_DESK}</Number>" in twiml


def test_each_company_is_remembered_by_its_own_name_and_people(
    company: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    load_standby()
    theirs = SignedLine(foreign_number)

    with database_gone():
        greeting, apology = theirs.begin(), theirs.say(1, PRICE_QUESTION)

    assert phrases.opening("Smith's HVAC") in greeting
    assert "Joe" not in greeting + apology
    assert FRONT_DESK not in apology


@pytest.mark.parametrize("webhook", ["voice", "voice/turns/1", "status"])
def test_signatures_are_checked_as_ever(line: SignedLine, webhook: str) -> None:
    line.begin()
    delivery = line.delivery(webhook)
    guessed, of_another = {"token": "guessed"}, {"AccountSid": "AC" + "f" * 32}

    with database_gone():
        forged = replace(delivery, **guessed).send()
        foreign = replace(delivery, params={**delivery.params, **of_another}).send()
        genuine = delivery.send()

    assert (forged.status_code, forged.content) == (403, b"")
    assert (foreign.status_code, foreign.content) == (403, b"")
    assert genuine.status_code == 200


def test_a_number_that_the_worker_does_not_know_is_refused(line: SignedLine) -> None:
    with database_gone():
        assert line.delivery().send().status_code == 403


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"is_live": False}, phrases.not_live("Joe's Plumbing")),
        ({"is_suspended": True}, phrases.SUSPENDED),
    ],
)
def test_a_company_that_takes_no_calls_takes_none_without_a_database_either(
    company: Company, line: SignedLine, facts: dict[str, bool], says: str
) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(**facts)
    load_standby()

    with database_gone():
        greeting, apology = line.begin(), line.say(1, PRICE_QUESTION)

    assert says in greeting
    assert says in apology
    assert "<Dial" not in greeting + apology


def test_a_whole_call_without_a_database_can_be_played_to_its_end(
    company: Company, number: PhoneNumber
) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    load_standby()

    with database_gone():
        transcript = caller_for(number).call([Say(PRICE_QUESTION)])

    greeting, apology, nobody = transcript.exchanges
    assert "Joe's Plumbing" in greeting.spoken[0]
    assert apology.dialled == (FRONT_DESK,)
    assert phrases.NOBODY_PICKED_UP_END in nobody.spoken[0]
    assert transcript.ended == "system"


def test_a_database_that_comes_back_is_used_from_the_next_turn_on(line: SignedLine) -> None:
    line.begin()
    with database_gone():
        line.say(1, PRICE_QUESTION)

    assert "$125" in line.say(2, PRICE_QUESTION)


def test_a_database_that_goes_between_routing_and_reading_ends_in_an_apology(
    line: SignedLine,
) -> None:
    line.begin()
    forget_agents()

    with database_gone(only='SELECT "telephony_callturn"'), logged() as lines:
        twiml = line.say(1, PRICE_QUESTION)

    assert phrases.TROUBLE in twiml
    assert "OperationalError" in "".join(lines)


def test_the_outage_is_logged_without_speech(number: PhoneNumber) -> None:
    load_standby()

    with database_gone(), logged() as lines:
        caller_for(number).call([Say("my name is Wilhelmina"), HangUp()])

    assert "routing_from_memory" in "".join(lines)
    assert "Wilhelmina" not in "".join(lines)
    assert number.number not in "".join(lines)
