"""The action hook `send_sms`: the caller gets a text beside the reply, once."""

import pytest

from telephony.models import Message
from telephony.simulator.caller import HangUp, Say
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.callers import CALLER, SignedLine, caller_for
from tests.factories import CallHandlingFactory, ScenarioFactory
from tests.telephony.messaging.texts import answer_to, texts_of

pytestmark = pytest.mark.django_db

ASKED = "text me your prices"
DESK = "+12395550150"


def link_scenario(company: Company, text: str) -> None:
    """Give the company a scenario that texts the caller."""
    ScenarioFactory(
        company=company,
        triggers=[ASKED],
        quick_replies=["I've sent you a text."],
        action_hooks=["send_sms"],
        hook_parameters={"send_sms": {"text": text}},
    )


def test_the_caller_is_texted_once_with_the_companys_values(
    company: Company, number: PhoneNumber
) -> None:
    link_scenario(company, "{companyName}: a service call is {servicecallprice}.")

    caller_for(number, deliver_twice=True).call([Say(ASKED), HangUp()])

    (text,) = texts_of(company)
    assert text.body == "Joe's Plumbing: a service call is $125."
    assert (text.from_number, text.to_number, text.status) == (number.number, CALLER, "queued")


def test_a_text_that_lacks_a_value_is_not_sent(company: Company, number: PhoneNumber) -> None:
    link_scenario(company, "See {website}.")

    transcript = caller_for(number).call([Say(ASKED), HangUp()])

    assert "I've sent you a text." in transcript.spoken_text
    assert texts_of(company) == []


def test_a_caller_without_a_number_is_answered_and_not_texted(
    company: Company, line: SignedLine
) -> None:
    link_scenario(company, "Hello.")
    line.begin()

    assert "sent you" in line.turn(1, SpeechResult=ASKED, From="anonymous")
    assert texts_of(company) == []


def test_who_asks_by_text_gets_it_with_the_answer(company: Company, number: PhoneNumber) -> None:
    link_scenario(company, "{servicecallprice} a call.")

    assert answer_to(number, ASKED) == "I've sent you a text.\n$125 a call."


def test_the_companys_people_are_told_of_what_was_noted_in_a_call(
    company: Company, line: SignedLine
) -> None:
    CallHandlingFactory(company=company, voicemail_notify=[DESK])
    ScenarioFactory(
        company=company, triggers=["book a visit"], quick_replies=["What?"], follow_up="ask"
    )
    line.begin()
    line.say(1, "book a visit")

    line.say(2, "the upstairs faucet drips")

    (text,) = texts_of(company)
    assert (text.to_number, text.body) == (DESK, f"Joe's Plumbing: {CALLER} left a message.")
    with company_scope(company.id):
        assert Message.objects.count() == 1
