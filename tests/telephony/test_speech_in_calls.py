"""Replies as callers hear them: fit for speech, in the manner of their scenario."""

import pytest

from telephony.models import CallTurn
from telephony.simulator.caller import HangUp, Say
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.callers import SignedLine, caller_for, database_gone
from tests.factories import (
    BehaviourFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    VoiceSettingsFactory,
)

pytestmark = pytest.mark.django_db

QUESTION = "where is your shop"
WRITTEN = "12 N Main St., open Mon-Fri 8am-5pm. A visit is $125. Call 239-555-0177, all right?"


@pytest.fixture
def asked(company: Company, line: SignedLine) -> SignedLine:
    """Return a call to a company that has a question about its shop."""
    QuestionAnswerFactory(company=company, question=QUESTION, answer=WRITTEN)
    return line


@pytest.fixture
def sad(company: Company) -> None:
    """Give the company a sad reply."""
    BehaviourFactory(
        company=company,
        key="sad",
        tone="firm",
        pace="slow",
        emotion="concerned",
        openers=["Oh no."],
    )
    ScenarioFactory(
        company=company,
        key="leak",
        triggers=["my pipe is leaking"],
        quick_replies=["Is the water off?"],
        behaviour="sad",
    )


def test_an_answer_is_said_as_people_say_it_and_recorded_as_it_was_written(
    asked: SignedLine, company: Company
) -> None:
    twiml = asked.say(1, QUESTION)

    assert (
        "12 North Main Street, open Monday to Friday 8 AM to 5 PM. A visit is $125. Call "
        '<say-as interpret-as="telephone">239-555-0177</say-as>, all right?</Say>'
    ) in twiml
    with company_scope(company.id):
        assert CallTurn.objects.get().reply == WRITTEN


def test_a_caller_of_the_simulator_hears_the_same(asked: SignedLine, number: PhoneNumber) -> None:
    transcript = caller_for(number).call([Say(QUESTION), HangUp()])

    assert "12 North Main Street" in transcript.exchanges[1].spoken[0]
    assert "239-555-0177" in transcript.exchanges[1].spoken[0]


def test_in_another_language_an_answer_is_said_as_it_was_written(
    asked: SignedLine, company: Company
) -> None:
    VoiceSettingsFactory(company=company, language="es-US", voice="Polly.Lupe-Neural")

    assert WRITTEN in asked.say(1, QUESTION)


def test_a_companys_own_word_wins(asked: SignedLine, company: Company) -> None:
    VoiceSettingsFactory(company=company, pronunciations=[{"text": "St.", "say": "Saint"}])

    assert "12 North Main Saint, open Monday" in asked.say(1, QUESTION)


@pytest.mark.parametrize(
    ("voice", "prosody"),
    [
        ("Polly.Joanna-Neural", '<prosody rate="78%" volume="+2dB">'),
        ("Polly.Joanna", '<prosody pitch="-6%" rate="78%" volume="+2dB">'),
        ("Google.en-US-Neural2-C", '<prosody pitch="-6%" rate="78%" volume="+2dB">'),
    ],
)
def test_a_manner_is_heard_in_the_companys_pace_and_the_opener_gets_a_pause(
    line: SignedLine, company: Company, sad: None, voice: str, prosody: str
) -> None:
    VoiceSettingsFactory(company=company, voice=voice, speaking_rate=0.9)

    first, second = line.say(1, "my pipe is leaking"), line.say(2, "my pipe is leaking")

    assert f'{prosody}Oh no.<break time="300ms" /> Is the water off?</prosody>' in first
    assert f"{prosody}Is the water off?</prosody>" in second


def test_another_company_is_heard_in_its_own_manner(
    line: SignedLine, company: Company, sad: None, foreign_number: PhoneNumber, stranger: Company
) -> None:
    ScenarioFactory(
        company=stranger,
        key="leak",
        triggers=["my pipe is leaking"],
        quick_replies=["Is the water off?"],
        behaviour="sad",
    )

    theirs = SignedLine(foreign_number).say(1, "my pipe is leaking")

    assert "Is the water off?" in theirs
    assert "<prosody" not in theirs
    assert "<prosody" in line.say(1, "my pipe is leaking")


def test_from_memory_it_is_said_plainly(line: SignedLine, sad: None) -> None:
    line.begin()

    with database_gone():
        twiml = line.say(1, "i smell gas")

    assert "Leave the house now" in twiml
    assert "<prosody" not in twiml
    assert "<break" not in twiml
