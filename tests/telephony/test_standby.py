"""What a worker knows by heart: each number's company, and how to answer without a database."""

from threading import Event
from typing import Any

import pytest

from telephony import phrases, standby
from telephony.agent import Voice
from telephony.profiles import agent_for
from telephony.standby import (
    StandbyRecord,
    answer_from_memory,
    apologise,
    begin_standby,
    load_standby,
    record_of,
    remember_route,
)
from telephony.turns import Heard, Next
from templates_brain.models import Scenario
from tenants.models import Company, PhoneNumber
from tenants.routing import route_number
from tenants.scope import company_scope, platform_scope
from tests.callers import SAFETY, SignedLine, database_gone, logged
from tests.factories import (
    CallHandlingFactory,
    PhoneNumberFactory,
    TransferTargetFactory,
    VariableFactory,
    VoiceSettingsFactory,
)
from tests.roles import has_roles

pytestmark = pytest.mark.django_db

FRONT_DESK, ON_CALL = "+12395550301", "+12395550399"


def known(number: PhoneNumber) -> StandbyRecord:
    """Return what is held of the number."""
    record = record_of(number.number)
    assert record is not None
    return record


def told(number: PhoneNumber, index: int = 1, **heard: Any) -> Any:
    """Return what is answered from memory."""
    return answer_from_memory(known(number), index, Heard(**heard))


@pytest.fixture
def _loaded(company: Company, number: PhoneNumber, foreign_number: PhoneNumber) -> None:
    """Start a worker."""
    VariableFactory(company=company, name="emergencyPhone", type="phone", value=ON_CALL)
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    load_standby()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not has_roles(), reason="SQLite in memory is one thread's.")
def test_a_worker_that_begins_loads_its_records_on_a_thread_of_its_own(
    number: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standby, "FIRST_SECONDS", None)  # as long as it takes

    begin_standby()

    assert known(number).company_name == "Joe's Plumbing"


def test_a_worker_that_begins_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    may_load, has_loaded = Event(), Event()
    monkeypatch.setattr(standby, "FIRST_SECONDS", 0)
    monkeypatch.setattr(standby, "load_standby", lambda: may_load.wait() and not has_loaded.set())

    begin_standby()
    has_begun_first = not has_loaded.is_set()
    may_load.set()

    assert has_begun_first
    assert has_loaded.wait()


def test_a_worker_that_begins_without_a_database_loads_once_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries = iter([False, False, True])
    monkeypatch.setattr(standby, "FIRST_SECONDS", None)
    monkeypatch.setattr(standby, "RETRY_SECONDS", 0)
    monkeypatch.setattr(standby, "load_standby", lambda: next(tries))

    begin_standby()

    assert list(tries) == []


@pytest.mark.usefixtures("_loaded")
def test_a_worker_knows_every_numbers_company_from_its_start(
    company: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    ours, theirs = known(number), known(foreign_number)

    assert (ours.company_name, theirs.company_name) == ("Joe's Plumbing", "Smith's HVAC")
    assert ours.route.company_id == company.id
    assert ours.route.auth_token == "joes-token"
    assert ours.emergency_replies == {"emergency_gas": SAFETY}
    assert (ours.emergency_number, ours.transfer_numbers) == (ON_CALL, (FRONT_DESK,))


def test_a_worker_knows_voice_and_emergency_phone_from_its_start_as_from_a_call(
    company: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    VoiceSettingsFactory(company=company, language="en-GB", voice="Polly.Amy", speaking_rate=0.9)
    CallHandlingFactory(company=company, emergency_phone=ON_CALL)
    load_standby()
    started = known(number)
    agent_for(started.route)

    assert known(number) == started
    assert (started.voice, started.emergency_number) == (Voice("en-GB", "Polly.Amy", 0.9), ON_CALL)
    assert (known(foreign_number).voice, known(foreign_number).emergency_number) == (Voice(), "")


def test_a_call_is_answered_from_memory_in_the_companys_voice(
    company: Company, number: PhoneNumber, line: SignedLine
) -> None:
    VoiceSettingsFactory(company=company, language="en-GB", voice="Polly.Amy")
    load_standby()

    with database_gone():
        twiml = line.begin()

    assert 'voice="Polly.Amy"' in twiml
    assert phrases.opening("Joe's Plumbing") in twiml


@pytest.mark.usefixtures("_loaded")
def test_nothing_of_one_company_is_known_of_another(foreign_number: PhoneNumber) -> None:
    theirs = known(foreign_number)

    assert (theirs.emergency_number, theirs.transfer_numbers) == ("", ())
    assert "Joe" not in repr(theirs)


@pytest.mark.usefixtures("_loaded")
def test_what_is_known_shows_no_token(number: PhoneNumber) -> None:
    assert "joes-token" not in repr(known(number))


def test_a_worker_that_starts_without_a_database_starts_all_the_same(number: PhoneNumber) -> None:
    with database_gone(), logged() as lines:
        load_standby()

    assert record_of(number.number) is None
    assert "standby_not_loaded" in "".join(lines)


def test_a_worker_that_was_called_knows_as_much_as_one_that_was_started(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, name="emergencyPhone", type="phone", value=ON_CALL)
    TransferTargetFactory(company=company, phone=FRONT_DESK)
    load_standby()
    started = known(number)
    standby.forget_standby()

    agent_for(started.route)

    assert known(number) == started


@pytest.mark.usefixtures("_loaded")
def test_a_route_that_has_changed_is_taken_over_with_all_else_kept(number: PhoneNumber) -> None:
    with platform_scope("test"):
        Company.objects.filter(pk=number.company_id).update(is_suspended=True)
    route = route_number(number.number)
    assert route is not None

    remember_route(route)

    assert known(number).route.is_suspended
    assert known(number).emergency_number == ON_CALL


@pytest.mark.usefixtures("_loaded")
def test_a_number_that_moves_to_another_company_takes_nothing_of_the_old_one_along(
    stranger: Company, number: PhoneNumber
) -> None:
    with platform_scope("test"):
        PhoneNumberFactory._meta.model.objects.filter(pk=number.pk).delete()
    moved = PhoneNumberFactory(company=stranger, number=number.number)
    route = route_number(moved.number)
    assert route is not None

    remember_route(route)

    assert known(moved) == StandbyRecord(route, "Smith's HVAC")


@pytest.mark.usefixtures("_loaded")
def test_a_call_is_opened_with_the_companys_name(number: PhoneNumber) -> None:
    reply = told(number, 0)

    assert (reply.text, reply.next) == (phrases.opening("Joe's Plumbing"), Next.LISTEN)


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize("index", [0, 1])
def test_an_emergency_gets_the_companys_safety_reply_and_rings_its_emergency_number(
    number: PhoneNumber, index: int
) -> None:
    reply = told(number, index, speech="i smell gas in my kitchen")

    assert (reply.text, reply.scenario_key) == (SAFETY, "emergency_gas")
    assert (reply.next, reply.dial) == (Next.DIAL, ON_CALL)


@pytest.mark.usefixtures("_loaded")
def test_an_emergency_with_nobody_to_ring_is_told_what_keeps_people_safe(
    foreign_number: PhoneNumber,
) -> None:
    reply = told(foreign_number, speech="i smell gas in my kitchen")

    assert (reply.text, reply.next, reply.dial) == (SAFETY, Next.LISTEN, "")


def test_an_emergency_that_the_company_has_no_words_for_gets_ours(
    company: Company, number: PhoneNumber
) -> None:
    with company_scope(company.id, writing=True):
        Scenario.objects.filter(key="emergency_gas").update(quick_replies=["Call {oncall}."])
    load_standby()

    assert told(number, speech="i smell gas in my kitchen").text == phrases.EMERGENCY


@pytest.mark.usefixtures("_loaded")
def test_any_other_question_gets_an_apology_and_a_person(number: PhoneNumber) -> None:
    reply = told(number, speech="what are your hours")

    assert reply.text == f"{phrases.TROUBLE} {phrases.TRANSFER}"
    assert (reply.next, reply.dial) == (Next.DIAL, FRONT_DESK)


@pytest.mark.usefixtures("_loaded")
def test_any_other_question_gets_an_apology_and_an_end_where_there_is_nobody(
    foreign_number: PhoneNumber,
) -> None:
    reply = told(foreign_number, speech="what are your hours")

    assert reply.text == f"{phrases.TROUBLE} {phrases.TROUBLE_END}"
    assert reply.next == Next.HANG_UP


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize("status", ["completed", "answered"])
def test_a_talk_that_took_place_ends_without_a_word(number: PhoneNumber, status: str) -> None:
    reply = told(number, dial_status=status)

    assert (reply.text, reply.next) == ("", Next.HANG_UP)


@pytest.mark.usefixtures("_loaded")
def test_a_transfer_that_nobody_picked_up_is_not_silence(number: PhoneNumber) -> None:
    reply = told(number, dial_status="no-answer")

    assert reply.text == f"{phrases.NOBODY_PICKED_UP_END} {phrases.TROUBLE_END}"
    assert reply.next == Next.HANG_UP


def test_an_apology_of_nobody_known_ends_the_call() -> None:
    reply = apologise(None)

    assert (reply.text, reply.next) == (f"{phrases.TROUBLE} {phrases.TROUBLE_END}", Next.HANG_UP)


def test_an_emergency_in_another_language_than_the_voices_is_not_held(
    company: Company, number: PhoneNumber
) -> None:
    VoiceSettingsFactory(company=company, language="es-US", voice="Polly.Lupe")

    load_standby()

    assert known(number).emergency_replies == {}
    assert told(number, speech="i smell gas in my kitchen").text == phrases.EMERGENCY
