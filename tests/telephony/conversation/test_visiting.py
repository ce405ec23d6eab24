"""A caller who tells where to come before anything else was understood."""

import pytest

from telephony.conversation import phrases
from telephony.taking.fields import BOOK, USUAL_FIELDS
from tests.telephony.conversation.talks import ALL, TOPICS, talk
from tests.telephony.receptionists import scenario

VISIT = scenario(
    "visit", "send a plumber", "Sure.", action_hooks=(BOOK,), fields=USUAL_FIELDS[BOOK]
)
WHERE = {"Where is your office on 9 Main Street?": "On Main Street."}
TELLING = {"told": (*ALL, VISIT), "topics": {**TOPICS, **dict.fromkeys(WHERE, "Where are you?")}}


@pytest.mark.parametrize(
    "said", ["12 oak street", "my address is 12 oak street", "at 12 oak street"]
)
def test_an_address_out_of_the_blue_begins_a_visit_there(said: str) -> None:
    call = talk(said, **TELLING, knowledge=WHERE)

    asked = call.replies[-1]
    assert asked.text == "Thank you. What's going on?"
    assert asked.state.taking
    assert asked.state.taking.told["address"].said == "12 oak street"


def test_what_is_told_beside_it_is_the_problem() -> None:
    asked = talk("purple elephants quietly fill 12 oak street", **TELLING).replies[-1]

    assert asked.text == "Thank you. I have the address as 12 oak street. Is that right?"


def test_a_company_that_takes_no_visits_asks_what_for() -> None:
    assert talk("12 oak street").replies[-1].text == phrases.WHAT_THERE


def test_a_question_about_an_address_is_none_of_a_visit() -> None:
    assert talk("is it near 12 oak street", **TELLING).replies[-1].state.taking is None


def test_an_address_that_was_asked_for_begins_nothing() -> None:
    call = talk("send a plumber", "the elephants", "12 oak street", **TELLING)

    assert call.replies[-1].text == "I have the address as 12 oak street. Is that right?"
