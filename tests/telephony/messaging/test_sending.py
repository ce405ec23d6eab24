"""Texts that go out: a row first, sent once, tried again, and never to who wants none."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from json import loads
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from telephony.messaging import outbox, sending
from telephony.messaging.outbox import queue_text
from telephony.messaging.unsent import NotSent
from telephony.models import TextMessage
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope, platform_scope
from tests.callers import CALLER
from tests.factories import OptOutFactory, PhoneNumberFactory, TextMessageFactory
from tests.telephony.messaging.conftest import Outbox
from tests.telephony.messaging.texts import Carrier, opted_out, texts_of
from tests.telephony.referred import ask, request_to

pytestmark = pytest.mark.django_db

BUSY = NotSent("20429", is_final=False)
LANDLINE = NotSent("21614", is_final=True)


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Carrier:
    """Return who carries the texts of every number."""
    made = Carrier()
    monkeypatch.setattr(sending, "provider_of", lambda route: made)
    return made


@pytest.fixture
def queue(number: PhoneNumber, company: Company, sent_at_commit: Outbox) -> Callable[..., Any]:
    """Return what queues a text of the company's, and lets it be sent at the commit."""

    def queue_and_commit(body: str = "On our way.", to: str = CALLER, key: str = "one") -> Any:
        with sent_at_commit(), company_scope(company.id, writing=True):
            return queue_text(number.number, to, body, key=key)

    return queue_and_commit


def send_due(*arguments: str) -> dict[str, int]:
    """Return what the command prints."""
    printed = StringIO()
    call_command("send_due_sms", *arguments, stdout=printed)
    counts: dict[str, int] = loads(printed.getvalue())
    return counts


def let_time_pass() -> None:
    """Make everything due that waits."""
    with platform_scope("test"):
        TextMessage.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_a_text_is_sent_from_the_companys_number_once_it_is_committed(
    company: Company, number: PhoneNumber, carrier: Carrier, queue: Callable[..., Any]
) -> None:
    queue()

    (text,) = texts_of(company)
    assert carrier.took == [(number.number, CALLER, "On our way.")]
    assert (text.status, text.sid, text.attempts) == ("sent", "SM" + "1".zfill(32), 1)


def test_the_same_is_not_texted_twice(carrier: Carrier, queue: Callable[..., Any]) -> None:
    first, again, other = queue(), queue(), queue(key="two")

    assert first == again != other
    assert len(carrier.took) == 2


def test_it_is_sent_in_no_transaction_and_no_scope_of_the_database(
    company: Company, number: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = TextMessageFactory(company=company, from_number=number.number)
    depth, inside = len(connection.savepoint_ids), []
    carrier = Carrier()
    monkeypatch.setattr(
        sending,
        "provider_of",
        lambda route: inside.append(len(connection.savepoint_ids)) or carrier,
    )

    sending.send_text(company.id, row.id)

    assert inside == [depth]


def test_what_could_not_be_sent_for_now_is_tried_again_by_the_command(
    company: Company, carrier: Carrier, queue: Callable[..., Any]
) -> None:
    carrier.fails = [BUSY]
    queue()

    at_once = send_due()
    let_time_pass()
    planned, later = send_due("--dry-run"), send_due()

    assert at_once == {"due": 0, "sent": 0, "waiting": 0, "failed": 0}
    assert planned == {"due": 1}
    assert later == {"due": 1, "sent": 1, "waiting": 0, "failed": 0}
    assert [one.status for one in texts_of(company)] == ["sent"]


def test_a_text_is_tried_three_times_and_then_given_up(
    company: Company, carrier: Carrier, queue: Callable[..., Any]
) -> None:
    carrier.fails = [BUSY] * 9
    queue()

    def later() -> dict[str, int]:
        let_time_pass()
        return send_due()

    assert [later()["waiting"], later()["failed"], later()["due"]] == [1, 1, 0]
    (text,) = texts_of(company)
    assert (text.status, text.error, text.attempts) == ("failed", "20429", 3)


def test_who_tries_has_the_text_alone(
    company: Company, carrier: Carrier, number: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = TextMessageFactory(company=company, from_number=number.number)
    meanwhile: list[str] = []

    def send_meanwhile(route: object) -> Carrier:
        meanwhile.append(sending.send_text(company.id, row.id))
        return carrier

    monkeypatch.setattr(sending, "provider_of", send_meanwhile)

    assert sending.send_text(company.id, row.id) == "sent"
    assert meanwhile == [""]
    assert len(carrier.took) == 1


def test_one_who_stopped_in_between_is_followed_later(
    company: Company, carrier: Carrier, number: PhoneNumber
) -> None:
    row = TextMessageFactory(company=company, from_number=number.number, attempts=3)

    assert send_due()["sent"] == 0
    with company_scope(company.id):
        assert TextMessage.objects.get(pk=row.pk).status == "failed"


@pytest.mark.parametrize(
    ("code", "told"), [("21614", [(CALLER, "unreachable")]), ("21610", [(CALLER, "asked")])]
)
def test_a_number_that_cannot_or_will_not_get_texts_is_never_tried_again(
    company: Company, carrier: Carrier, queue: Callable[..., Any], code: str, told: object
) -> None:
    carrier.fails = [NotSent(code, is_final=True)]
    queue()

    assert queue(key="two") is None
    assert opted_out(company) == told
    assert [one.status for one in texts_of(company)] == ["failed"]


def test_nobody_who_has_opted_out_is_texted_not_even_from_the_outbox(
    company: Company, stranger: Company, number: PhoneNumber, carrier: Carrier,
    queue: Callable[..., Any],
) -> None:  # fmt: skip
    row = TextMessageFactory(company=company, from_number=number.number)
    OptOutFactory(company=company, phone=CALLER)
    OptOutFactory(company=stranger, phone="+12125550999")

    refused, taken = queue(), queue(to="+12125550999", key="two")
    sending.send_text(company.id, row.id)

    assert (refused, taken is None) == (None, False)
    assert [to for _, to, _ in carrier.took] == ["+12125550999"]


@pytest.mark.parametrize("to", ["", "anonymous", "12345", "sip:x", "+1", "2395550100"])
def test_what_is_no_phone_is_not_texted(queue: Callable[..., Any], to: str) -> None:
    assert queue(to=to) is None


def test_a_company_texts_so_much_an_hour_and_no_more(
    stranger: Company, foreign_number: PhoneNumber, company: Company,
    queue: Callable[..., Any], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(outbox, "TEXTS_PER_HOUR", 2)
    TextMessageFactory.create_batch(3, company=stranger)

    took = [queue(key=key, to=f"+1212555012{key}") is not None for key in "123"]

    assert took == [True, True, False]


def test_one_phone_is_texted_so_much_a_day_and_no_more(
    queue: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "TEXTS_PER_PHONE_AND_DAY", 2)

    took = [queue(key=key) is not None for key in "123"]

    assert took == [True, True, False]
    assert queue(key="4", to="+12125550999") is not None


def test_a_number_that_is_another_companys_by_now_sends_nothing(
    company: Company, foreign_number: PhoneNumber, carrier: Carrier
) -> None:
    row = TextMessageFactory(company=company, from_number=foreign_number.number)

    assert sending.send_text(company.id, row.id) == "failed"
    assert carrier.took == []


def test_a_suspended_company_sends_nothing(
    company: Company, number: PhoneNumber, carrier: Carrier
) -> None:
    row = TextMessageFactory(company=company, from_number=number.number)
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(is_suspended=True)

    assert sending.send_text(company.id, row.id) == "failed"
    assert carrier.took == []


def test_without_an_account_nothing_is_sent(company: Company, settings: Any) -> None:
    settings.SMS_PROVIDER, settings.TWILIO_ACCOUNT_SID = "twilio", ""
    number = PhoneNumberFactory(company=company, account_sid="", token="")
    row = TextMessageFactory(company=company, from_number=number.number)

    assert sending.send_text(company.id, row.id) == "failed"
    assert [one.error for one in texts_of(company)] == ["no_account"]


def test_where_texts_are_only_recorded_they_count_as_sent(
    company: Company, number: PhoneNumber
) -> None:
    row = TextMessageFactory(company=company, from_number=number.number)

    assert sending.send_text(company.id, row.id) == "sent"


@pytest.mark.parametrize(
    ("news", "status"),
    [
        (["sent", "delivered"], "delivered"),
        (["delivered", "sent", "queued"], "delivered"),
        (["delivered", "delivered"], "delivered"),
        (["undelivered", "sent"], "failed"),
        (["failed", "delivered"], "failed"),
        (["accepted", "sending", "nonsense"], "sent"),
    ],
)
def test_what_became_of_a_text_is_told_in_any_order(
    company: Company, number: PhoneNumber, carrier: Carrier, queue: Callable[..., Any],
    news: list[str], status: str,
) -> None:  # fmt: skip
    queue()
    (url,) = carrier.status_urls

    assert all(ask(number, url, MessageSid="SM1", To=CALLER, MessageStatus=one) for one in news)

    assert [one.status for one in texts_of(company)] == [status]


def test_a_status_that_tells_of_a_landline_ends_the_texts_there(
    company: Company, number: PhoneNumber, carrier: Carrier, queue: Callable[..., Any]
) -> None:
    queue()

    ask(number, carrier.status_urls[0], MessageSid="SM1", MessageStatus="undelivered",
        ErrorCode="30006")  # fmt: skip

    assert opted_out(company) == [(CALLER, "unreachable")]
    assert [one.error for one in texts_of(company)] == ["30006"]


def test_another_companys_account_tells_nothing_of_our_texts(
    company: Company, foreign_number: PhoneNumber, carrier: Carrier, queue: Callable[..., Any]
) -> None:
    queue()
    facts = {"MessageSid": "SM1", "MessageStatus": "failed"}

    refused = request_to(foreign_number, carrier.status_urls[0], **facts).send()

    assert refused.status_code == 403
    assert [one.status for one in texts_of(company)] == ["sent"]


def test_the_thread_beside_a_request_sends_and_survives_what_breaks(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Any] = []

    def fail(*what: Any) -> None:
        tried.append(what)
        raise RuntimeError

    monkeypatch.setattr(sending, "send_text", fail)
    sending.send_soon(company.id, company.id)
    sending._sender.submit(int).result()

    assert len(tried) <= 1
