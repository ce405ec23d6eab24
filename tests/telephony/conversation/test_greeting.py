"""How a call opens: by the time of day, by the hours, or on the company's own phone."""

from datetime import datetime, timedelta

import pytest

from telephony import phrases as answers
from telephony.agent import Agent
from telephony.conversation import phrases
from telephony.conversation.greeting import coming_greetings
from telephony.hours import Hours
from telephony.turns import Next
from tests.telephony.conversation.talks import (
    EVENING,
    FRONT_DESK,
    MANAGER,
    MORNING,
    ON_CALL,
    OWN_PHONE,
    WEEK,
    Talk,
    company,
    talk,
)

CLOSED = {"hours": WEEK, "moment": EVENING}
AFTER_HOURS = "Our office is closed right now, and opens tomorrow at eight."


@pytest.mark.parametrize(
    ("hour", "hello"),
    [
        (0, "Hello."),
        (4, "Hello."),
        (5, "Good morning."),
        (11, "Good morning."),
        (12, "Good afternoon."),
        (17, "Good afternoon."),
        (18, "Good evening."),
        (23, "Good evening."),
    ],
)
def test_a_call_is_greeted_by_the_time_of_day(hour: int, hello: str) -> None:
    reply = Talk(company(), MORNING.replace(hour=hour)).begin()

    assert reply.text == f"{hello} Thank you for calling Joe's Plumbing. {phrases.HELP}"
    assert (reply.kind, reply.next) == ("greeting", Next.LISTEN)


def test_a_company_that_always_answers_does_not_tell_that_it_is_closed() -> None:
    assert "closed" not in talk(**CLOSED).replies[0].text


def opened(agent: Agent, hours_later: int) -> str:
    """Return what opens a call that comes so many hours after Monday morning."""
    call = Talk(agent, MORNING + timedelta(hours=hours_later))
    greeted = call.begin()
    return greeted.text or call.dialled("no-answer").text


@pytest.mark.parametrize("facts", [{}, {"after_hours": "message"}, {"forward_number": OWN_PHONE}])
def test_whatever_opens_a_call_this_week_is_foreseen(facts: dict[str, str]) -> None:
    agent = company(hours=WEEK, **facts)

    foreseen = coming_greetings(agent.profile, MORNING)

    assert {opened(agent, hour) for hour in range(0, 168, 5)} <= {*foreseen}


def test_each_greeting_is_foreseen_once_and_only_what_is_said() -> None:
    greetings = coming_greetings(company(hours=WEEK).profile, MORNING)

    assert sorted(greetings) == sorted(
        f"{hello} Thank you for calling Joe's Plumbing. {phrases.HELP}"
        for hello in ("Hello.", "Good morning.", "Good afternoon.", "Good evening.")
    )


@pytest.mark.parametrize("mode", ["message", "transfer"])
def test_a_closed_company_says_when_it_opens(mode: str) -> None:
    text = talk(**CLOSED, after_hours=mode).replies[0].text

    assert text.startswith("Good evening. Thank you for calling Joe's Plumbing.")
    assert AFTER_HOURS in text
    assert phrases.EMERGENCY_FIRST in text


@pytest.mark.parametrize("mode", ["answer", "message", "transfer"])
def test_an_open_company_tells_nobody_that_it_is_closed(mode: str) -> None:
    text = talk(hours=WEEK, after_hours=mode).replies[0].text

    assert text.endswith(phrases.HELP)


def test_a_closure_and_a_weekend_put_the_opening_off() -> None:
    friday = datetime.fromisoformat("2027-03-05T20:00-05:00")
    hours = Hours(WEEK.weekly, closures=("2027-03-08",))

    text = talk(hours=hours, moment=friday, after_hours="message").replies[0].text

    assert "opens Tuesday at eight." in text


def test_a_public_holiday_closes_the_office() -> None:
    thanksgiving = datetime.fromisoformat("2026-11-26T10:00-05:00")
    hours = Hours(WEEK.weekly, country="US")

    text = talk(hours=hours, moment=thanksgiving, after_hours="message").replies[0].text

    assert "opens tomorrow at eight." in text


def test_a_company_that_never_opens_again_promises_no_day() -> None:
    closures = tuple(f"{MORNING.date() + timedelta(days=n)}" for n in range(400))
    hours = Hours(WEEK.weekly, closures=closures)

    text = talk(hours=hours, after_hours="message").replies[0].text

    assert phrases.CLOSED in text
    assert "opens" not in text


def test_while_messages_are_taken_nobody_is_rung_and_a_message_is() -> None:
    call = talk(**CLOSED, after_hours="message", transfer_numbers=(FRONT_DESK,))

    asked = call.press("0")
    noted = call.say("this is Ann, my sink leaks, please call me back")

    assert (asked.next, asked.text) == (
        Next.LISTEN,
        f"{phrases.NOBODY_NOW} {phrases.TAKE_MESSAGE}",
    )
    assert (noted.kind, noted.text) == ("noted", answers.NOTED)


def test_while_messages_are_taken_a_scenario_that_needs_people_takes_one() -> None:
    call = talk(**CLOSED, after_hours="message", transfer_numbers=(FRONT_DESK,))

    assert call.say("put me on to the office").kind == "message"


def test_while_messages_are_taken_questions_are_answered() -> None:
    call = talk("how much is a service call", **CLOSED, after_hours="message")

    assert call.replies[-1].text.startswith("A service call is $125.")


def test_an_emergency_rings_at_any_hour_the_emergency_number_and_then_everyone() -> None:
    call = talk(
        **CLOSED,
        after_hours="message",
        emergency_number=ON_CALL,
        transfer_numbers=(FRONT_DESK, MANAGER),
        business_numbers=(FRONT_DESK,),
    )

    reply = call.say("i smell gas")

    assert (reply.next, reply.dial) == (Next.DIAL, ON_CALL)
    assert reply.state.to_ring == (FRONT_DESK, MANAGER)


def on_call(**facts: object) -> Talk:
    """Return a call to a closed company where the manager is always there."""
    return talk(
        **CLOSED,
        **facts,
        after_hours="transfer",
        transfer_numbers=(FRONT_DESK, MANAGER),
        business_numbers=(FRONT_DESK,),
        emergency_number=ON_CALL,
    )


def test_who_stays_on_the_line_after_hours_is_put_through_to_who_is_always_there() -> None:
    call = on_call()

    reply = call.wait()

    assert phrases.PERSON_OFFER in call.replies[0].text
    assert (reply.next, reply.dial, reply.state.to_ring) == (Next.DIAL, MANAGER, ())


def test_who_is_not_understood_after_hours_is_put_through_at_once() -> None:
    reply = on_call().say("purple elephants sing quietly")

    assert (reply.next, reply.dial) == (Next.DIAL, MANAGER)


def test_an_emergency_after_hours_rings_the_emergency_number_and_not_the_manager() -> None:
    reply = on_call().say("i smell gas")

    assert reply.dial == ON_CALL


def test_who_asks_a_question_after_hours_is_answered_and_then_listened_to_as_always() -> None:
    call = on_call()

    answer = call.say("how much is a service call")
    silence = call.wait()

    assert answer.next == Next.LISTEN
    assert silence.text == answers.SILENCES[0]


def test_where_nobody_is_on_call_a_message_is_offered_and_nobody_promised() -> None:
    call = talk(**CLOSED, after_hours="transfer")

    assert phrases.MESSAGE_OFFER in call.replies[0].text
    assert call.press("0").kind == "message"


def test_every_call_of_a_forwarding_company_rings_its_own_phone_first() -> None:
    call = Talk(company(forward_number=OWN_PHONE))

    reply = call.begin()

    assert (reply.next, reply.dial, reply.text) == (Next.DIAL, OWN_PHONE, "")
    assert call.dialled("completed").next == Next.HANG_UP


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed", "canceled"])
def test_where_nobody_picks_up_the_own_phone_the_receptionist_answers(status: str) -> None:
    call = talk(forward_number=OWN_PHONE)

    greeting = call.dialled(status)
    answer = call.say("how much is a service call")

    assert greeting.text.startswith(phrases.FORWARD_UNANSWERED)
    assert greeting.text.endswith(phrases.HELP)
    assert answer.text.startswith("A service call is $125.")


def test_an_own_phone_that_did_not_ring_is_no_dead_end() -> None:
    assert talk(forward_number=OWN_PHONE).wait().kind == "greeting"
