"""What was answered while nothing could be recorded is on record afterwards, each turn once."""

from unittest.mock import patch

import pytest

from telephony import phrases
from telephony.journal.replaying import replay_all
from telephony.models import Call, CallTurn
from telephony.simulator.twiml_document import read_twiml
from telephony.standby import load_standby
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.callers import PRICE_QUESTION, SAFETY, SignedLine, database_gone, logged
from tests.factories import (
    ScenarioCategoryFactory,
    ScenarioFactory,
    TransferTargetFactory,
    VariableFactory,
    VoiceSettingsFactory,
)

pytestmark = pytest.mark.django_db

FRONT_DESK, ON_CALL = "+12395550301", "+12395550399"
INSERT = 'INSERT INTO "telephony_callturn"'


def rung(twiml: str) -> list[str]:
    """Return the numbers that the TwiML dials."""
    dials = [verb for verb in read_twiml(twiml.encode()) if verb.name == "Dial"]
    return [number.text for dial in dials for number in dial.children]


def recorded(company: Company) -> list[tuple[int, str, str]]:
    """Return the company's turns: index, what was heard, and what Twilio got."""
    with company_scope(company.id):
        return list(CallTurn.objects.values_list("index", "utterance", "twiml"))


def test_turns_that_could_not_be_saved_are_on_record_once_they_can_be(
    company: Company, line: SignedLine
) -> None:
    greeting = line.begin()
    with database_gone(only=INSERT):
        price, goodbye = line.say(1, PRICE_QUESTION), line.say(2, "goodbye")
    before = len(recorded(company))

    list(replay_all())
    list(replay_all())

    assert "$125" in price
    assert before == 1
    assert recorded(company) == [
        (0, "", greeting), (1, PRICE_QUESTION, price), (2, "goodbye", goodbye),
    ]  # fmt: skip


def test_turns_answered_from_memory_are_on_record_too_with_the_calls_status(
    company: Company, stranger: Company, line: SignedLine
) -> None:
    load_standby()
    with database_gone():
        greeting, emergency = line.begin(), line.say(1, "i smell gas in my kitchen")
        apology = line.say(2, PRICE_QUESTION)
        line.status("completed", CallDuration="17")

    list(replay_all())

    heard = [(0, "", greeting), (1, "i smell gas in my kitchen", emergency)]
    assert recorded(company) == [*heard, (2, PRICE_QUESTION, apology)]
    assert recorded(stranger) == []
    with company_scope(company.id):
        assert Call.objects.values_list("status", "duration_seconds").get() == ("completed", 17)


@pytest.mark.parametrize("only", ["", INSERT])
def test_a_repeated_delivery_gets_the_same_answer_while_nothing_can_be_recorded(
    company: Company, line: SignedLine, only: str
) -> None:
    line.begin()

    with database_gone(only=only):
        first, again = line.say(1, PRICE_QUESTION), line.say(1, "something else")
    list(replay_all())
    afterwards = line.say(1, "something else")

    assert first == again == afterwards
    assert [index for index, _, _ in recorded(company)] == [0, 1]


def test_the_next_turn_goes_on_from_what_could_not_be_recorded(line: SignedLine) -> None:
    line.begin()

    with database_gone(only=INSERT):
        silences = [line.say(1, ""), line.say(2, "")]
    silences.append(line.say(3, ""))

    assert phrases.SILENCES[0] in silences[0].replace("&#x27;", "'")
    assert phrases.SILENCES[1] in silences[1].replace("&#x27;", "'")
    assert phrases.SILENCE_END in silences[2].replace("&#x27;", "'")


def test_a_turn_after_the_outage_does_not_collide_with_one_of_before(
    company: Company, line: SignedLine
) -> None:
    line.begin()
    with database_gone():
        line.say(1, PRICE_QUESTION)
    line.say(2, PRICE_QUESTION)

    list(replay_all())

    assert [index for index, _, _ in recorded(company)] == [0, 1, 2]


def test_a_caller_is_answered_when_the_journal_cannot_be_written_either(line: SignedLine) -> None:
    line.begin()
    full = patch("telephony.journal.files.os.write", side_effect=OSError(28, "No space left"))

    with full, database_gone(), logged() as lines:
        twiml = line.say(1, "i smell gas in my kitchen")

    assert SAFETY in twiml
    assert "journal_not_written" in "".join(lines)


def test_even_what_breaks_twice_is_answered(line: SignedLine) -> None:
    line.begin()

    with (
        patch("telephony.standby.detect_emergency", side_effect=RuntimeError),
        database_gone(),
        logged() as lines,
    ):
        response = line.delivery("voice/turns/1", SpeechResult="hello").send()

    assert response.status_code == 200
    assert phrases.TROUBLE in response.content.decode().replace("&#x27;", "'")
    assert "memory_failed" in "".join(lines)


@pytest.mark.parametrize("duration", ["9" * 5_000, "12345678901", "-1", "a", "²"])
def test_a_status_with_a_nonsense_duration_is_recorded_without_it(
    company: Company, line: SignedLine, duration: str
) -> None:
    line.begin()

    line.status("completed", CallDuration=duration)

    with company_scope(company.id):
        assert Call.objects.values_list("status", "duration_seconds").get() == ("completed", None)


@pytest.fixture
def emergencies(company: Company, number: PhoneNumber) -> SignedLine:
    """Return a call to a company with emergencies of several kinds, and a voice of its own."""
    VariableFactory(company=company, name="emergencyPhone", type="phone", value=ON_CALL)
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    VoiceSettingsFactory(company=company, language="en-GB", voice="Polly.Amy")
    category = ScenarioCategoryFactory(company=company)
    for key, trigger in {"emergency_fire": "fire", "emergency_boiler": "the boiler hisses"}.items():
        ScenarioFactory(
            company=company, category=category, key=key, is_emergency=True,
            language="en-GB", triggers=[trigger], quick_replies=[f"This is {key}."],
        )  # fmt: skip
    return SignedLine(number)


def test_each_emergency_has_its_own_reply_in_the_companys_voice(emergencies: SignedLine) -> None:
    emergencies.begin()

    with database_gone():
        fire = emergencies.say(1, "my house is on fire")
        gas = emergencies.say(2, "i smell gas in my kitchen")

    assert "This is emergency_fire." in fire
    assert SAFETY in gas
    assert fire.count('voice="Polly.Amy"') == gas.count('voice="Polly.Amy"') == 1
    assert rung(fire) == [ON_CALL]


def test_an_emergency_of_the_companys_own_is_known_by_a_worker_that_holds_its_index(
    emergencies: SignedLine,
) -> None:
    emergencies.begin()
    emergencies.say(1, "hello")

    with database_gone():
        twiml = emergencies.say(2, "the boiler hisses")

    assert "This is emergency_boiler." in twiml
    assert rung(twiml) == [ON_CALL]


def test_when_the_emergency_number_does_not_pick_up_the_next_one_rings(
    emergencies: SignedLine,
) -> None:
    emergencies.begin()

    with database_gone():
        emergencies.say(1, "my house is on fire")
        second = emergencies.turn(2, DialCallStatus="no-answer")
        end = emergencies.turn(3, DialCallStatus="busy")

    assert rung(second) == [FRONT_DESK]
    assert phrases.NOBODY_PICKED_UP_END in end.replace("&#x27;", "'")
    assert [verb.name for verb in read_twiml(end.encode())] == ["Say", "Hangup"]
