"""Case 3 of the mission: a call to company A's number meets company A, in every word and trace."""

import json
from dataclasses import dataclass

import pytest
from django.core.cache import cache

from telephony.models import Call, CallTurn
from telephony.simulator.caller import HangUp, Say, Silence
from telephony.simulator.transcript import Transcript
from telephony.standby import load_standby
from tenants.models import Company, PhoneNumber
from tenants.routing import route_number
from tenants.scope import company_scope, platform_scope
from tests.callers import PRICE_QUESTION, caller_for, database_gone, logged, open_line
from tests.factories import (
    FillerWordFactory,
    PhoneNumberFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    TransferTargetFactory,
    UrgencyKeywordFactory,
    VariableFactory,
)

pytestmark = pytest.mark.django_db

EVERYTHING = [
    Say(PRICE_QUESTION),
    Say("where is your shop"),
    Say("do you sell filters"),
    Say("purple elephants sing"),
    Silence(),
    Say("i smell gas in my kitchen"),
    Say("this is the message that I leave, as nobody picked up"),
    HangUp(),
]


@dataclass(frozen=True)
class Canaries:
    """The texts of one company that must never be met in another's call."""

    name: str
    price: str
    answer: str
    reply: str
    person: str
    on_call: str
    filler: str
    urgent: str

    def texts(self) -> list[str]:
        """Return all of them."""
        return list(vars(self).values())


OURS = Canaries(
    "Alder Plumbing", "$111", "Alder answer", "Alder reply", "+12395550311", "+12395550391",
    "alderfiller", "alderurgent",
)  # fmt: skip
THEIRS = Canaries(
    "Birch Heating", "$222", "Birch answer", "Birch reply", "+12395550322", "+12395550392",
    "birchfiller", "birchurgent",
)  # fmt: skip


def furnish(company: Company, own: Canaries) -> PhoneNumber:
    """Give the company a number, and its canaries wherever a call could say them."""
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(name=own.name)
    company.name = own.name
    VariableFactory(company=company, name="emergencyPhone", type="phone", value=own.on_call)
    QuestionAnswerFactory(company=company, question="where is your shop", answer=own.answer)
    ScenarioFactory(
        company=company, triggers=["do you sell filters"], quick_replies=[f"{own.reply}."]
    )
    TransferTargetFactory(company=company, name=own.name, phone=own.person)
    FillerWordFactory(company=company, word=own.filler)
    UrgencyKeywordFactory(company=company, word=own.urgent)
    return open_line(company, price=own.price.removeprefix("$"), token=f"token of {own.name}")


@pytest.fixture
def our_number(company: Company) -> PhoneNumber:
    """Return company A's number."""
    return furnish(company, OURS)


@pytest.fixture
def their_number(stranger: Company) -> PhoneNumber:
    """Return company B's number."""
    return furnish(stranger, THEIRS)


def told(transcript: Transcript) -> str:
    """Return every byte of TwiML of a call."""
    return "".join(exchange.twiml for exchange in transcript.exchanges)


def kept(company: Company) -> str:
    """Return all that is cached of the company."""
    return json.dumps(cache.get_many([f"company:{company.id}", f"readiness:{company.id}"]))


def recorded(company: Company) -> str:
    """Return all that is on record of the company's calls."""
    with company_scope(company.id):
        return repr([*Call.objects.values(), *CallTurn.objects.values()])


def seen_in(text: str, canaries: Canaries) -> set[str]:
    """Return those of the texts that stand in `text`."""
    return {canary for canary in canaries.texts() if canary in text}


def test_3_each_number_routes_to_its_own_company(
    company: Company, stranger: Company, our_number: PhoneNumber, their_number: PhoneNumber
) -> None:
    ours, theirs = route_number(our_number.number), route_number(their_number.number)

    assert ours is not None
    assert theirs is not None
    assert (ours.company_id, theirs.company_id) == (company.id, stranger.id)
    assert (ours.auth_token, theirs.auth_token) == (
        "token of Alder Plumbing",
        "token of Birch Heating",
    )


def test_3_a_call_says_everything_of_its_own_company_and_nothing_of_another(
    our_number: PhoneNumber, their_number: PhoneNumber
) -> None:
    ours = told(caller_for(our_number).call(EVERYTHING))
    theirs = told(caller_for(their_number).call(EVERYTHING))

    spoken = {"name", "price", "answer", "reply", "person", "on_call"}
    assert seen_in(ours, OURS) == {vars(OURS)[name] for name in spoken}
    assert seen_in(ours, THEIRS) == set()
    assert seen_in(theirs, THEIRS) == {vars(THEIRS)[name] for name in spoken}
    assert seen_in(theirs, OURS) == set()


def test_3_calls_that_run_side_by_side_stay_apart(
    our_number: PhoneNumber, their_number: PhoneNumber
) -> None:
    told_there: list[Transcript] = []

    def call_there_meanwhile(ordinal: int) -> None:
        told_there.append(caller_for(their_number).call([Say(PRICE_QUESTION), HangUp()]))

    player = caller_for(our_number, before_request=call_there_meanwhile)
    ours = told(player.call(EVERYTHING))

    assert seen_in(ours, THEIRS) == set()
    assert OURS.price in ours
    assert len(told_there) > 1
    assert THEIRS.price in told(told_there[0])
    assert told(told_there[0]) == told(told_there[-1])


def test_3_the_same_call_sid_at_two_companies_is_two_calls(
    company: Company, stranger: Company, our_number: PhoneNumber, their_number: PhoneNumber
) -> None:
    call_sid = "CA" + "9" * 32
    caller_for(their_number, call_sid=call_sid).call(EVERYTHING)

    ours = told(caller_for(our_number, call_sid=call_sid).call(EVERYTHING))

    assert OURS.price in ours
    assert seen_in(ours + recorded(company), THEIRS) == set()
    assert seen_in(recorded(stranger), OURS) == set()
    assert call_sid in recorded(company)
    assert call_sid in recorded(stranger)


def test_3_the_log_of_a_call_names_its_own_company_and_no_other(
    company: Company, stranger: Company, our_number: PhoneNumber, their_number: PhoneNumber
) -> None:
    with logged() as ours:
        caller_for(our_number).call(EVERYTHING)
    with logged() as theirs:
        caller_for(their_number).call(EVERYTHING)

    assert str(company.id) in "".join(ours)
    assert str(stranger.id) not in "".join(ours)
    assert seen_in("".join(ours), THEIRS) == set()
    assert str(stranger.id) in "".join(theirs)
    assert str(company.id) not in "".join(theirs)


def test_3_what_a_call_leaves_in_the_cache_and_on_record_is_its_own_companys(
    company: Company, stranger: Company, our_number: PhoneNumber, their_number: PhoneNumber
) -> None:
    caller_for(our_number).call(EVERYTHING)
    caller_for(their_number).call(EVERYTHING)

    assert seen_in(kept(company), OURS) == set(OURS.texts())
    assert seen_in(kept(company), THEIRS) == set()
    assert seen_in(kept(stranger), THEIRS) == set(THEIRS.texts())
    assert seen_in(kept(stranger), OURS) == set()
    assert OURS.answer in recorded(company)
    assert seen_in(recorded(company), THEIRS) == set()


def test_3_a_call_without_a_database_stays_with_its_own_company_too(
    our_number: PhoneNumber, their_number: PhoneNumber
) -> None:
    load_standby()

    with database_gone():
        ours = told(caller_for(our_number).call(EVERYTHING))
        theirs = told(caller_for(their_number).call(EVERYTHING))

    assert seen_in(ours, OURS) == {OURS.name, OURS.person}
    assert seen_in(ours, THEIRS) == set()
    assert seen_in(theirs, THEIRS) == {THEIRS.name, THEIRS.person}


def test_3_a_number_that_moves_to_another_company_leaves_everything_behind(
    stranger: Company, our_number: PhoneNumber, their_number: PhoneNumber
) -> None:
    before = told(caller_for(our_number).call(EVERYTHING))
    with platform_scope("test"):
        PhoneNumber.objects.filter(pk=our_number.pk).delete()
    moved = PhoneNumberFactory(company=stranger, number=our_number.number)

    after = told(caller_for(moved).call(EVERYTHING))

    assert OURS.price in before
    assert THEIRS.price in after
    assert seen_in(after, OURS) == set()
