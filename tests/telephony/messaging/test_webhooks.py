"""Texts that come in: answered by the engine of the phone, once, and to nobody who wants none."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from telephony import phrases
from telephony.messaging import webhooks
from telephony.messaging.inbox import MOST_ANSWERS_AN_HOUR
from telephony.models import Message, TextMessage
from telephony.standby import load_standby
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope, platform_scope
from tests.callers import CALLER, PRICE_QUESTION, SAFETY, database_gone, logged
from tests.factories import OptOutFactory, ScenarioFactory, TransferTargetFactory, VariableFactory
from tests.telephony.messaging.texts import answer_in, answer_to, opted_out, text_to, texts_of

pytestmark = pytest.mark.django_db

ON_CALL, FRONT_DESK = "+12395550399", "+12395550301"


def change(company: Company, **facts: bool) -> None:
    """Change the company's record."""
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(**facts)


def test_a_text_is_answered_with_the_companys_own_price_and_without_the_phones_prompts(
    number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    ours, theirs = answer_to(number, PRICE_QUESTION), answer_to(foreign_number, PRICE_QUESTION)

    assert ours == "A service call with Joe's Plumbing is $125."
    assert theirs == "A service call with Smith's HVAC is $95."


def test_a_text_is_recorded_with_its_answer(company: Company, number: PhoneNumber) -> None:
    answer = answer_to(number, PRICE_QUESTION)

    (text,) = texts_of(company)
    assert (text.direction, text.status, text.body) == ("in", "received", PRICE_QUESTION)
    assert (text.from_number, text.to_number, text.reply) == (CALLER, number.number, answer)


def test_a_text_that_is_delivered_again_gets_the_same_answer_and_is_recorded_once(
    company: Company, number: PhoneNumber
) -> None:
    delivery = text_to(number, PRICE_QUESTION)

    first, second = answer_in(delivery), answer_in(delivery)

    assert first == second != ""
    assert len(texts_of(company)) == 1


def test_scenarios_for_texts_answer_texts_and_those_for_the_phone_do_not(
    company: Company, number: PhoneNumber
) -> None:
    ScenarioFactory(
        company=company, channel="sms", triggers=["send me the form"], quick_replies=["Here it is."]
    )
    ScenarioFactory(
        company=company, channel="voice", triggers=["slow down please"], quick_replies=["I will."]
    )

    assert answer_to(number, "send me the form") == "Here it is."
    assert "I will." not in answer_to(number, "slow down please")


def test_an_emergency_gets_its_safety_reply_and_the_number_to_call(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, name="emergencyPhone", type="phone", value=ON_CALL)

    assert answer_to(number, "i smell gas") == f"{SAFETY} {phrases.call_now(ON_CALL)}"


def test_an_emergency_without_a_number_of_its_own_names_the_companys(number: PhoneNumber) -> None:
    answer = answer_to(number, "i smell gas")

    assert answer == f"{SAFETY} {phrases.call_now(number.number)}"


def test_who_wants_a_person_is_asked_to_call(company: Company, number: PhoneNumber) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    ScenarioFactory(
        company=company,
        triggers=["let me talk to a person"],
        quick_replies=["I'll connect you."],
        action_hooks=["transfer"],
    )

    answer = answer_to(number, "let me talk to a person")

    assert answer == phrases.call_us(number.number)
    assert FRONT_DESK not in answer


def test_a_conversation_goes_on_from_text_to_text_for_a_day(
    company: Company, number: PhoneNumber
) -> None:
    ScenarioFactory(
        company=company,
        triggers=["book a visit"],
        quick_replies=["What is wrong?"],
        follow_up="ask",
    )
    answer_to(number, "book a visit")
    noted = answer_to(number, "the upstairs faucet drips")
    answer_to(number, "book a visit")
    with company_scope(company.id):
        TextMessage.objects.update(created_at=timezone.now() - timedelta(hours=25))

    later = answer_to(number, "the upstairs faucet drips")

    assert noted == phrases.NOTED.removesuffix(phrases.ANYTHING_ELSE)
    assert later != noted
    with company_scope(company.id):
        assert [one.text for one in Message.objects.all()] == ["the upstairs faucet drips"]


def test_a_conversation_is_one_callers_with_one_number(
    company: Company, number: PhoneNumber
) -> None:
    ScenarioFactory(
        company=company, triggers=["book a visit"], quick_replies=["What?"], follow_up="ask"
    )
    answer_to(number, "book a visit")

    assert answer_to(number, "the faucet drips", From="+12125550999") != phrases.NOTED


@pytest.mark.parametrize("word", ["STOP", " stop. ", "Unsubscribe", "QUIT", "cancel", "StopAll"])
def test_stop_is_confirmed_once_and_nothing_is_answered_after_it(
    company: Company, number: PhoneNumber, word: str
) -> None:
    stopped = answer_to(number, word)

    after = [answer_to(number, body) for body in (word, PRICE_QUESTION, "HELP", "i smell gas")]

    assert stopped == phrases.opted_out("Joe's Plumbing")
    assert after == ["", "", "", ""]
    assert opted_out(company) == [(CALLER, "asked")]


def test_stop_at_one_company_leaves_the_other_companys_texts_alone(
    stranger: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    answer_to(number, "STOP")

    assert "$95" in answer_to(foreign_number, PRICE_QUESTION)
    assert opted_out(stranger) == []


@pytest.mark.parametrize("word", ["START", "unstop", "Yes"])
def test_start_lets_texts_through_again(company: Company, number: PhoneNumber, word: str) -> None:
    answer_to(number, "STOP")

    assert answer_to(number, word) == phrases.opted_in("Joe's Plumbing")
    assert "$125" in answer_to(number, PRICE_QUESTION)
    assert opted_out(company) == []


def test_yes_of_somebody_who_gets_texts_is_an_answer(number: PhoneNumber) -> None:
    assert answer_to(number, "yes") != phrases.opted_in("Joe's Plumbing")


def test_help_names_the_company_and_its_number(number: PhoneNumber) -> None:
    assert answer_to(number, "help") == phrases.text_help("Joe's Plumbing", number.number)


@pytest.mark.parametrize("facts", [{"is_live": False}, {"is_suspended": True}])
def test_a_company_that_takes_no_calls_answers_no_text_and_records_none(
    company: Company, number: PhoneNumber, facts: dict[str, bool]
) -> None:
    change(company, **facts)

    assert answer_to(number, PRICE_QUESTION) == ""
    assert texts_of(company) == []


@pytest.mark.parametrize("facts", [{"is_live": False}, {"is_suspended": True}])
def test_stop_is_honoured_in_silence_even_there(
    company: Company, number: PhoneNumber, facts: dict[str, bool]
) -> None:
    change(company, **facts)

    assert answer_to(number, "STOP") == ""
    assert opted_out(company) == [(CALLER, "asked")]


def test_a_picture_without_words_is_asked_for_words(number: PhoneNumber) -> None:
    assert answer_to(number, "", NumMedia="1") == phrases.ONLY_TEXTS


def test_a_machine_that_answers_us_is_not_answered_for_ever(
    company: Company, number: PhoneNumber
) -> None:
    answers = [answer_to(number, PRICE_QUESTION) for _ in range(MOST_ANSWERS_AN_HOUR + 1)]

    assert all(answers[:-1])
    assert answers[-1] == ""


def test_our_own_number_is_not_answered(number: PhoneNumber) -> None:
    assert answer_to(number, PRICE_QUESTION, From=number.number) == ""


@pytest.mark.parametrize(
    "params",
    [
        {"Body": "a\0b"},
        {"Body": "x" * 20_000},
        {"Body": "{companyName} {{7*7}}"},
        {"From": "12345"},
        {"From": "sip:" + "x" * 500},
    ],
)
def test_whatever_somebody_writes_is_answered(number: PhoneNumber, params: dict[str, str]) -> None:
    answer = answer_to(number, **{"body": PRICE_QUESTION, **params})

    assert answer
    assert "{" not in answer


def test_whatever_breaks_behind_an_emergency_is_answered_from_memory(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, name="emergencyPhone", type="phone", value=ON_CALL)
    load_standby()

    with database_gone():
        answers = [answer_to(number, body) for body in ("i smell gas", PRICE_QUESTION)]

    assert answers == [f"{SAFETY} {phrases.call_now(ON_CALL)}", ""]


def test_two_deliveries_at_once_are_one_text(
    company: Company, number: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery, read = text_to(number, PRICE_QUESTION), webhooks.read_conversation

    def read_and_be_overtaken(text: object) -> object:
        standing = read(text)
        monkeypatch.setattr(webhooks, "read_conversation", read)
        answer_in(delivery)
        return standing

    monkeypatch.setattr(webhooks, "read_conversation", read_and_be_overtaken)

    assert "$125" in answer_in(delivery)
    assert len(texts_of(company)) == 1


def test_the_log_of_a_text_names_the_company_and_neither_words_nor_numbers(
    company: Company, number: PhoneNumber
) -> None:
    with logged() as lines:
        answer_to(number, "my name is Wilhelmina")

    assert "Wilhelmina" not in "".join(lines)
    assert CALLER not in "".join(lines)


def test_only_the_account_of_the_number_may_speak_for_it(
    number: PhoneNumber, foreign_number: PhoneNumber, company: Company
) -> None:
    delivery = text_to(number, PRICE_QUESTION)
    refused = [
        replace(delivery, token="smiths-token"),
        replace(delivery, headers={"X-Twilio-Signature": ""}),
        replace(delivery, params={**delivery.params, "AccountSid": foreign_number.account_sid}),
        replace(delivery, params={**delivery.params, "MessageSid": "SM1' OR 1=1"}),
        replace(delivery, params={**delivery.params, "MessageSid": "CA" + "1" * 32}),
        replace(delivery, path="/api/twilio/voice"),
    ]

    assert {one.send().status_code for one in refused} == {403}
    assert texts_of(company) == []


def test_a_call_is_no_text(number: PhoneNumber) -> None:
    delivery = text_to(number, PRICE_QUESTION)
    params = {name: one for name, one in delivery.params.items() if name != "MessageSid"}

    assert replace(delivery, params={**params, "CallSid": "CA1"}).send().status_code == 403


def test_a_text_to_a_number_that_is_not_ours_gets_nothing(settings: object) -> None:
    settings.TWILIO_AUTH_TOKEN = "platform"
    ours = PhoneNumber(number="+12395559999", account_sid="AC" + "0" * 32)

    assert answer_to(ours, PRICE_QUESTION) == ""


def test_opted_out_numbers_that_cannot_get_texts_may_write_start(
    company: Company, number: PhoneNumber
) -> None:
    OptOutFactory(company=company, phone=CALLER, reason="unreachable")

    assert answer_to(number, "START") == phrases.opted_in("Joe's Plumbing")
