"""Taking details, decided without a database: it always comes to an end, and resumes."""

from dataclasses import asdict, replace
from datetime import datetime
from functools import reduce
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.hours import DAYS, Hours
from telephony.taking.acts import Book
from telephony.taking.desk import Occasion
from telephony.taking.fields import BOOK, CANCEL, RESCHEDULE, USUAL_FIELDS
from telephony.taking.state import Taking
from telephony.turns import CallState, Heard, Reply, answer_turn
from tests.telephony.receptionists import receptionist, scenario

TUESDAY = datetime(2027, 3, 2, 10, 0, tzinfo=ZoneInfo("America/New_York"))
OCCASION = Occasion(TUESDAY, "+12125550123", "+12395550100")
WEEK = Hours({day: [["08:00", "17:00"]] for day in DAYS[:5]})
DRAIN = scenario("drain", "my drain is clogged", "Sorry.", action_hooks=(BOOK,))
PRICE = scenario(
    "price",
    "how much is a visit",
    "It is $125. Would you like one?",
    action_hooks=(BOOK,),
    hook_parameters={BOOK: {"problem": "asked"}},
)
VISIT = scenario("visit", "book a visit", "Sure.", action_hooks=(BOOK,), fields=USUAL_FIELDS[BOOK])
CANCELLING = scenario("cancel", "cancel my visit", "Sure.", action_hooks=(CANCEL,))
MOVING = scenario("move", "move my visit", "Sure.", action_hooks=(RESCHEDULE,))
AGENT = receptionist(DRAIN, PRICE, VISIT, CANCELLING, MOVING, hours=WEEK)
DETAILS = ("12 Oak Street", "yes", "tomorrow at 3", "yes", "Joe", "yes", "yes")

heard_in_vain = st.sampled_from(
    ["hm", "no", "blah blah", "that's wrong", "12", "the blue one", "sunday", "no, it's 14 Elm"]
)


def answered(reply: Reply, speech: str) -> Reply:
    """Return the answer to the next words, from the state as another worker reads it."""
    state = CallState.from_document(reply.state.as_document())
    return answer_turn(AGENT, Heard(speech), state, OCCASION)


def taking_of(reply: Reply) -> Taking:
    """Return what is being taken."""
    assert reply.state.taking is not None
    return reply.state.taking


def played(*said: str) -> Reply:
    """Return the last answer of a call in which this is said."""
    return reduce(answered, said, Reply("greeting", "", CallState()))


def test_the_details_of_a_call_make_one_booking_at_its_end() -> None:
    last = played("my drain is clogged", "yes", *DETAILS)

    assert isinstance(last.act, Book)
    assert (last.act.name, last.act.address, last.act.place) == ("Joe", "12 Oak Street", 0)
    assert last.act.problem == "my drain is clogged"
    assert last.state.taking is None


def test_of_two_windows_a_yes_means_the_first_which_is_asked_about() -> None:
    asked = ("my drain is clogged", "yes", "12 Oak Street", "yes", "tomorrow")

    one = played(*asked, "yes")

    assert (
        one.text == "I have Wednesday, March 3rd, between 8 AM and 10 AM. Does that work for you?"
    )
    assert taking_of(answered(one, "yes")).told["day"].is_sure


@pytest.mark.parametrize(
    "leaving",
    ["never mind", "oh no never mind i'll keep it", "actually forget it thanks", "just keep it"],
)
def test_who_drops_it_is_let_go(leaving: str) -> None:
    assert played("my drain is clogged", "yes", leaving).state.taking is None


def test_who_drops_one_thing_for_another_is_not_let_go() -> None:
    assert played("my drain is clogged", "yes", "never mind the drain it is the sink").state.taking


def test_words_that_only_ask_for_a_visit_are_no_problem_of_it() -> None:
    asked = played("how much is a visit", "book a visit")
    told = answered(asked, "the sink leaks")

    assert asked.text == "Thank you. What's going on?"
    assert taking_of(told).told["problem"].said == "how much is a visit\nthe sink leaks"


def test_what_is_told_of_a_visit_that_is_offered_is_its_problem() -> None:
    asked = played("how much is a visit", "my toilet runs")

    assert taking_of(asked).told["problem"].said == "how much is a visit\nmy toilet runs"


@pytest.mark.parametrize(
    ("begun", "turned", "hook"),
    [
        ("cancel my visit", "actually no can you move it to friday", RESCHEDULE),
        ("move my visit", "no just cancel it", CANCEL),
        ("move my visit", "don't cancel it", RESCHEDULE),
        ("cancel my visit", "i do not want to change it", CANCEL),
    ],
)
def test_a_visit_that_was_to_be_cancelled_may_be_moved_instead(
    begun: str, turned: str, hook: str
) -> None:
    assert taking_of(played(begun, turned)).hook == hook


def test_a_request_is_found_beside_the_address_that_hides_it() -> None:
    begun = played("hello it is the house at 4521 south palm avenue my drain is clogged")

    assert taking_of(begun).told["address"].value == "4521 south palm avenue"


@settings(max_examples=6)
@given(st.lists(heard_in_vain, min_size=45, max_size=45))
def test_nobody_is_asked_for_ever(said: list[str]) -> None:
    assert played("my drain is clogged", "yes", *said).state.taking is None


@given(st.lists(st.one_of(st.sampled_from([*DETAILS, "no"]), st.text(max_size=40)), max_size=8))
def test_whatever_is_said_there_is_an_answer_and_the_state_survives(said: list[str]) -> None:
    last = played("my drain is clogged", "yes", *said)

    assert last.text
    assert CallState.from_document(last.state.as_document()) == last.state


def test_a_taking_from_before_is_read_as_it_was() -> None:
    taking = played("my drain is clogged", "yes").state.taking or Taking("", "", ())

    assert Taking.from_document(asdict(replace(taking, tries=2))).tries == 2
