"""Taking details, decided without a database: it always comes to an end, and resumes."""

from dataclasses import asdict, replace
from datetime import datetime
from functools import reduce
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.hours import DAYS, Hours
from telephony.taking.acts import Book
from telephony.taking.desk import Occasion
from telephony.taking.fields import BOOK
from telephony.taking.state import Taking
from telephony.turns import CallState, Heard, Reply, answer_turn
from tests.telephony.receptionists import receptionist, scenario

TUESDAY = datetime(2027, 3, 2, 10, 0, tzinfo=ZoneInfo("America/New_York"))
OCCASION = Occasion(TUESDAY, "+12125550123", "+12395550100")
WEEK = Hours({day: [["08:00", "17:00"]] for day in DAYS[:5]})
DRAIN = scenario("drain", "my drain is clogged", "Sorry.", action_hooks=(BOOK,))
AGENT = receptionist(DRAIN, hours=WEEK)
DETAILS = ("12 Oak Street", "yes", "tomorrow at 3", "yes", "Joe", "yes", "yes")

heard_in_vain = st.sampled_from(
    ["hm", "no", "blah blah", "that's wrong", "12", "the blue one", "sunday", "no, it's 14 Elm"]
)


def answered(reply: Reply, speech: str) -> Reply:
    """Return the answer to the next words, from the state as another worker reads it."""
    state = CallState.from_document(reply.state.as_document())
    return answer_turn(AGENT, Heard(speech), state, OCCASION)


def played(*said: str) -> Reply:
    """Return the last answer of a call in which this is said."""
    return reduce(answered, said, Reply("greeting", "", CallState()))


def test_the_details_of_a_call_make_one_booking_at_its_end() -> None:
    last = played("my drain is clogged", "yes", *DETAILS)

    assert isinstance(last.act, Book)
    assert (last.act.name, last.act.address, last.act.place) == ("Joe", "12 Oak Street", 0)
    assert last.act.problem == "my drain is clogged"
    assert last.state.taking is None


@settings(max_examples=25)
@given(st.lists(heard_in_vain, min_size=45, max_size=45))
def test_nobody_is_asked_for_ever(said: list[str]) -> None:
    assert played("my drain is clogged", "yes", *said).state.taking is None


@settings(max_examples=40)
@given(st.lists(st.one_of(st.sampled_from([*DETAILS, "no"]), st.text(max_size=40)), max_size=8))
def test_whatever_is_said_there_is_an_answer_and_the_state_survives(said: list[str]) -> None:
    last = played("my drain is clogged", "yes", *said)

    assert last.text
    assert CallState.from_document(last.state.as_document()) == last.state


def test_a_taking_from_before_is_read_as_it_was() -> None:
    taking = played("my drain is clogged", "yes").state.taking or Taking("", "", ())

    assert Taking.from_document(asdict(replace(taking, tries=2))).tries == 2
