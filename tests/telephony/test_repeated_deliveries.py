"""A delivery that comes again, late or at once: the same answer, recorded once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from telephony import webhooks
from telephony.calls import read_standing
from telephony.simulator.caller import Dtmf, Say, Silence
from tenants.models import Company, PhoneNumber
from tests.callers import (
    PRICE_QUESTION,
    SignedLine,
    caller_for,
)
from tests.factories import (
    TransferTargetFactory,
)
from tests.telephony.recorded import call_of, turns_of

FRONT_DESK = "+12395550301"

pytestmark = pytest.mark.django_db


def test_every_delivery_that_comes_twice_gets_the_same_answer_and_is_recorded_once(
    company: Company, number: PhoneNumber
) -> None:
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    player = caller_for(number, deliver_twice=True)

    transcript = player.call([Say(PRICE_QUESTION), Dtmf("0"), Silence(), Say("goodbye")])

    assert [one.twiml for one in turns_of(company)] == [one.twiml for one in transcript.exchanges]


def test_a_late_repetition_of_an_earlier_turn_gets_what_was_said_then(
    company: Company, line: SignedLine
) -> None:
    line.begin()
    first, second = line.turn(1), line.turn(2)

    late = line.turn(1)

    assert late == first != second
    assert [one.index for one in turns_of(company)] == [0, 1, 2]


def test_a_repetition_with_other_words_is_answered_with_what_was_said_then(
    company: Company, line: SignedLine
) -> None:
    line.begin()
    first = line.say(1, PRICE_QUESTION)

    assert line.say(1, "goodbye") == first
    assert [one.utterance for one in turns_of(company)] == ["", PRICE_QUESTION]


@pytest.fixture
def _both_read_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold each of two deliveries, after it has read what stands, until the other has too."""
    both = Barrier(2, timeout=60)

    def read_and_wait(*args: Any) -> Any:
        standing = read_standing(*args)
        both.wait()
        return standing

    monkeypatch.setattr(webhooks, "read_standing", read_and_wait)
    yield
    monkeypatch.undo()


def deliver(line: SignedLine, webhook: str, speech: str) -> bytes:
    """Deliver from a thread of its own, with a connection of its own."""
    try:
        return line.delivery(webhook, SpeechResult=speech).send().content
    finally:
        connection.close()


def deliver_at_once(line: SignedLine, webhook: str, *speeches: str) -> list[bytes]:
    """Return the answers to deliveries of the same turn at the same time."""
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(deliver, [line] * 2, [webhook] * 2, speeches))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time.")
@pytest.mark.usefixtures("_both_read_first")
@pytest.mark.parametrize("webhook", ["voice", "voice/turns/1"])
def test_two_deliveries_at_once_get_one_answer_and_are_recorded_once(
    company: Company, line: SignedLine, webhook: str
) -> None:
    first, second = deliver_at_once(line, webhook, PRICE_QUESTION, "goodbye")

    (only,) = turns_of(company)
    assert first == second == only.twiml.encode()
    assert only.utterance in (PRICE_QUESTION, "goodbye")
    assert call_of(company).call_sid == line.call_sid
