"""What is said next, decided without a database, a cache or a network."""

import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony import phrases
from telephony.agent import Agent
from telephony.hours import Hours
from telephony.turns import CallState, Heard, Next, Reply, answer_turn
from tests.telephony.receptionists import receptionist, scenario

DRAINS = scenario("drains", "do you fix drains", "We do fix drains.")
PRICE = scenario("price", "how much is a visit", "It is $125.", "A visit is $125.")
BYE = scenario("bye", "goodbye", "Goodbye, and thank you.", action_hooks=("end_call",))
PERSON = scenario("person", "let me talk to somebody", "Of course.", action_hooks=("transfer",))
AGAIN = scenario("again", "say that again", "Once more.", action_hooks=("repeat",))
BOOK = scenario("book", "send a plumber", "Which day suits you?", follow_up="offer_booking")
GAS = scenario("emergency_gas", "i smell gas", "Leave the house now.", is_emergency=True)
FRONT_DESK, MANAGER, ON_CALL = "+12395550301", "+12395550302", "+12395550399"
OFFICE = {
    "business_numbers": (FRONT_DESK,),
    "hours": Hours({"mon": [["08:00", "17:00"]]}),
}
EVENING = datetime.fromisoformat("2027-03-01T20:00-05:00")
NONSENSE = "purple elephants sing quietly"

callers = st.builds(
    Heard,
    speech=st.text(max_size=60),
    digits=st.sampled_from(["", "0", "1", "#"]),
    dial_status=st.sampled_from(["", "completed", "busy", "nonsense"]),
)
states = st.builds(
    CallState,
    silences=st.integers(0, 3),
    unclear=st.integers(0, 3),
    asked=st.booleans(),
    last_said=st.text(max_size=40),
    to_ring=st.lists(st.sampled_from([FRONT_DESK, MANAGER]), max_size=2).map(tuple),
    given=st.dictionaries(st.sampled_from(["drains", "price"]), st.integers(0, 9)),
)


def say(agent: Agent, speech: str, state: CallState | None = None) -> Reply:
    """Return the reply to what a caller says."""
    return answer_turn(agent, Heard(speech=speech), state or CallState())


def silence(agent: Agent, state: CallState | None = None) -> Reply:
    """Return the reply to a caller who says nothing."""
    return answer_turn(agent, Heard(), state or CallState())


def dialled(agent: Agent, status: str, state: CallState) -> Reply:
    """Return the reply to the end of a dial."""
    return answer_turn(agent, Heard(dial_status=status), state)


def test_the_companys_own_answer_comes_before_a_scenario() -> None:
    agent = receptionist(DRAINS, knowledge={"do you fix drains": "Drains are all we do."})

    reply = say(agent, "do you fix drains")

    assert (reply.kind, reply.match_id) == ("qna", "do you fix drains")
    assert reply.text.startswith("Drains are all we do.")


def test_a_scenario_answers_where_the_company_has_no_answer_of_its_own() -> None:
    agent = receptionist(DRAINS, knowledge={"where is your office": "On Main Street."})

    reply = say(agent, "do you fix drains")

    assert (reply.kind, reply.scenario_key) == ("scenario", "drains")
    assert reply.text.startswith("We do fix drains.")


def test_what_nothing_answers_is_asked_for_in_other_words() -> None:
    agent = receptionist(DRAINS, knowledge={"where is your office": "On Main Street."})

    reply = say(agent, NONSENSE)

    assert (reply.kind, reply.match_id) == ("fallback", "")
    assert reply.text == phrases.UNCLEAR[0]


def test_the_replies_of_a_scenario_take_turns() -> None:
    agent = receptionist(PRICE)

    first = say(agent, "how much is a visit")
    second = say(agent, "how much is a visit", first.state)
    third = say(agent, "how much is a visit", second.state)

    assert first.text.startswith("It is $125.")
    assert second.text.startswith("A visit is $125.")
    assert third.text == first.text


def test_a_scenario_without_a_reply_that_can_be_spoken_falls_back() -> None:
    reply = say(receptionist(scenario("mute", "what is your warranty")), "what is your warranty")

    assert (reply.kind, reply.text) == ("fallback", phrases.UNCLEAR[0])


def test_a_question_whose_answer_cannot_be_spoken_falls_back() -> None:
    agent = receptionist(knowledge={"where is your office": "On Main Street."})
    agent.profile.answers.clear()

    reply = say(agent, "where is your office")

    assert (reply.kind, reply.text) == ("fallback", phrases.UNCLEAR[0])


def test_a_statement_is_followed_by_a_question_and_a_question_is_not() -> None:
    agent = receptionist(DRAINS, scenario("when", "are you open", "We are. Shall we come?"))

    statement = say(agent, "do you fix drains")
    question = say(agent, "are you open")

    assert statement.text == f"We do fix drains. {phrases.ANYTHING_ELSE}"
    assert question.text == "We are. Shall we come?"


def test_silence_is_asked_twice_in_other_words_and_then_ends_politely() -> None:
    agent = receptionist(DRAINS)

    first = silence(agent)
    second = silence(agent, first.state)
    third = silence(agent, second.state)

    assert [first.next, second.next, third.next] == [Next.LISTEN, Next.LISTEN, Next.HANG_UP]
    assert len({first.text, second.text, third.text}) == 3
    assert "Goodbye" in third.text


@pytest.mark.parametrize("reprompts", range(6))
def test_a_silent_caller_is_asked_as_often_as_the_company_wants_in_other_words_each_time(
    reprompts: int,
) -> None:
    agent = receptionist(DRAINS, silence_reprompts=reprompts)

    said = [silence(agent, CallState(silences=count)) for count in range(reprompts + 1)]

    assert [reply.next for reply in said] == [*[Next.LISTEN] * reprompts, Next.HANG_UP]
    assert len({reply.text for reply in said}) == reprompts + 1


def test_a_silent_caller_is_put_through_once_where_the_company_wants_it() -> None:
    agent = receptionist(
        DRAINS, silence_reprompts=0, silence_then="transfer", transfer_numbers=(FRONT_DESK,)
    )

    rung = silence(agent)
    nobody = dialled(agent, "no-answer", rung.state)
    last = silence(agent, nobody.state)

    assert (rung.next, rung.dial) == (Next.DIAL, FRONT_DESK)
    assert (nobody.next, last.next) == (Next.LISTEN, Next.HANG_UP)


@pytest.mark.parametrize("then", ["transfer", "message", "hangup"])
def test_a_silent_caller_for_whom_there_is_nobody_is_let_go(then: str) -> None:
    agent = receptionist(DRAINS, silence_reprompts=0, silence_then=then)

    assert silence(agent).next == Next.HANG_UP


@pytest.mark.parametrize("then", ["transfer", "message"])
def test_a_silent_callers_message_is_recorded_where_the_company_has_voicemail(then: str) -> None:
    wants = {"silence_reprompts": 0, "silence_then": then}

    taken = silence(receptionist(DRAINS, voicemail=True, transcribe=True, **wants))

    assert (taken.next, taken.transcribe, taken.state.recording) == (Next.RECORD, True, True)


def test_the_wish_for_a_person_is_not_what_a_call_is_about() -> None:
    agent = receptionist(DRAINS, PERSON, transfer_numbers=(FRONT_DESK,))
    asked = say(agent, "do you fix drains")

    reply = say(agent, "let me talk to somebody", asked.state)

    assert (reply.next, reply.state.subject) == (Next.DIAL, asked.match_id)


def test_a_word_in_between_begins_the_silences_anew() -> None:
    agent = receptionist(DRAINS)
    twice_silent = silence(agent, silence(agent).state)

    spoke = say(agent, "do you fix drains", twice_silent.state)

    assert silence(agent, spoke.state).text == silence(agent).text


def test_the_zero_key_puts_the_caller_through() -> None:
    agent = receptionist(DRAINS, transfer_numbers=(FRONT_DESK, MANAGER))

    reply = answer_turn(agent, Heard(digits="0"), CallState())

    assert (reply.next, reply.dial) == (Next.DIAL, FRONT_DESK)
    assert reply.text == phrases.TRANSFER


def test_the_zero_key_says_so_where_there_is_nobody_and_listens() -> None:
    reply = answer_turn(receptionist(DRAINS), Heard(digits="0"), CallState())

    assert (reply.next, reply.dial) == (Next.LISTEN, "")
    assert reply.text == phrases.NOBODY_TO_TRANSFER_TO


def test_asking_for_a_person_puts_the_caller_through() -> None:
    agent = receptionist(PERSON, transfer_numbers=(FRONT_DESK,))

    reply = say(agent, "let me talk to somebody")

    assert (reply.next, reply.dial, reply.text) == (Next.DIAL, FRONT_DESK, "Of course.")


def test_asking_for_a_person_where_there_is_nobody_promises_none() -> None:
    reply = say(receptionist(PERSON), "let me talk to somebody")

    assert (reply.next, reply.text) == (Next.LISTEN, phrases.NOBODY_TO_TRANSFER_TO)


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed", "canceled"])
def test_who_does_not_pick_up_is_followed_by_the_next_and_then_by_listening(status: str) -> None:
    agent = receptionist(DRAINS, transfer_numbers=(FRONT_DESK, MANAGER))
    first = answer_turn(agent, Heard(digits="0"), CallState())

    second = dialled(agent, status, first.state)
    nobody = dialled(agent, status, second.state)

    assert (first.dial, second.dial) == (FRONT_DESK, MANAGER)
    assert second.text == phrases.TRYING_NEXT
    assert (nobody.next, nobody.text) == (Next.LISTEN, phrases.NOBODY_PICKED_UP)


@pytest.mark.parametrize("status", ["completed", "answered"])
def test_a_talk_that_took_place_ends_the_call_without_a_word(status: str) -> None:
    agent = receptionist(DRAINS, transfer_numbers=(FRONT_DESK, MANAGER))
    rung = answer_turn(agent, Heard(digits="0"), CallState())

    reply = dialled(agent, status, rung.state)

    assert (reply.next, reply.text) == (Next.HANG_UP, "")


def test_a_caller_whom_nobody_picked_up_for_is_answered_again() -> None:
    agent = receptionist(DRAINS, transfer_numbers=(FRONT_DESK,))
    rung = answer_turn(agent, Heard(digits="0"), CallState())
    nobody = dialled(agent, "no-answer", rung.state)

    reply = say(agent, "do you fix drains", nobody.state)

    assert reply.scenario_key == "drains"


def test_a_goodbye_is_returned_and_ends_the_call() -> None:
    reply = say(receptionist(BYE), "goodbye")

    assert (reply.next, reply.text) == (Next.HANG_UP, "Goodbye, and thank you.")


def test_what_was_said_is_said_again_on_request_however_often() -> None:
    agent = receptionist(DRAINS, AGAIN)
    answer = say(agent, "do you fix drains")

    once = say(agent, "say that again", answer.state)
    twice = say(agent, "say that again", once.state)

    assert once.text == f"Once more. {answer.text}"
    assert twice.text == once.text


def test_an_emergency_says_what_keeps_people_safe_and_rings_the_emergency_number() -> None:
    agent = receptionist(GAS, emergency_number=ON_CALL, transfer_numbers=(FRONT_DESK,))

    reply = say(agent, "i smell gas")

    assert reply.text == f"Leave the house now. {phrases.CONNECTING_EMERGENCY}"
    assert (reply.next, reply.dial) == (Next.DIAL, ON_CALL)
    assert reply.state.to_ring == (FRONT_DESK,)


def test_an_emergency_without_an_emergency_number_rings_a_person() -> None:
    reply = say(receptionist(GAS, transfer_numbers=(FRONT_DESK,)), "i smell gas")

    assert (reply.next, reply.dial) == (Next.DIAL, FRONT_DESK)


@pytest.mark.parametrize(
    ("moment", "dialled"), [("2027-03-01T10:00", FRONT_DESK), ("2027-03-01T20:00", MANAGER)]
)
def test_who_is_there_in_business_hours_only_is_rung_in_business_hours_only(
    moment: str, dialled: str
) -> None:
    agent = receptionist(DRAINS, **OFFICE, transfer_numbers=(FRONT_DESK, MANAGER))

    reply = answer_turn(agent.at(datetime.fromisoformat(moment)), Heard(digits="0"), CallState())

    assert reply.dial == dialled


def test_after_hours_nobody_is_promised_where_all_have_gone_home() -> None:
    agent = receptionist(DRAINS, **OFFICE, transfer_numbers=(FRONT_DESK,)).at(EVENING)

    reply = answer_turn(agent, Heard(digits="0"), CallState())

    assert (reply.next, reply.text) == (Next.LISTEN, phrases.NOBODY_TO_TRANSFER_TO)


def test_a_company_that_has_told_no_hours_counts_as_open() -> None:
    agent = receptionist(DRAINS, business_numbers=(FRONT_DESK,), transfer_numbers=(FRONT_DESK,))

    reply = answer_turn(agent.at(EVENING), Heard(digits="0"), CallState())

    assert reply.dial == FRONT_DESK


def test_an_emergency_after_hours_rings_a_phone_that_may_be_left_alone_rather_than_none() -> None:
    agent = receptionist(GAS, **OFFICE, transfer_numbers=(FRONT_DESK,)).at(EVENING)

    reply = say(agent, "i smell gas")

    assert (reply.next, reply.dial) == (Next.DIAL, FRONT_DESK)


def test_an_emergency_with_nobody_to_ring_promises_nobody_and_listens() -> None:
    reply = say(receptionist(GAS), "i smell gas")

    assert (reply.next, reply.text) == (Next.LISTEN, "Leave the house now.")


def test_an_emergency_comes_before_the_companys_own_answer() -> None:
    agent = receptionist(GAS, knowledge={"i smell gas": "Our shop sells scented candles."})

    reply = say(agent, "i smell gas")

    assert reply.scenario_key == "emergency_gas"
    assert "candles" not in reply.text


def test_an_emergency_that_no_scenario_answers_is_an_emergency_all_the_same() -> None:
    agent = receptionist(DRAINS, emergency_number=ON_CALL)

    reply = say(agent, "i smell gas in my kitchen")

    assert phrases.EMERGENCY in reply.text
    assert (reply.next, reply.dial) == (Next.DIAL, ON_CALL)


def test_an_emergency_is_as_urgent_as_can_be_and_a_question_is_not() -> None:
    agent = receptionist(GAS, DRAINS)

    assert say(agent, "i smell gas").urgency == 1.0
    assert say(agent, "do you fix drains").urgency == 0.0


def test_whoever_was_not_understood_twice_gets_a_person() -> None:
    agent = receptionist(DRAINS, transfer_numbers=(FRONT_DESK,))
    first = say(agent, NONSENSE)

    second = say(agent, NONSENSE, first.state)

    assert first.next == Next.LISTEN
    assert (second.next, second.dial) == (Next.DIAL, FRONT_DESK)
    assert second.text == phrases.UNCLEAR_TRANSFER


def test_whoever_was_understood_in_between_is_asked_again_first() -> None:
    agent = receptionist(DRAINS, transfer_numbers=(FRONT_DESK,))
    unclear = say(agent, NONSENSE)
    understood = say(agent, "do you fix drains", unclear.state)

    reply = say(agent, NONSENSE, understood.state)

    assert (reply.next, reply.text) == (Next.LISTEN, phrases.UNCLEAR[0])


def test_whoever_was_not_understood_twice_is_asked_otherwise_where_there_is_nobody() -> None:
    agent = receptionist(DRAINS)

    second = say(agent, NONSENSE, say(agent, NONSENSE).state)

    assert (second.next, second.text) == (Next.LISTEN, phrases.UNCLEAR[1])


def test_the_answer_to_our_own_question_is_taken_down_and_not_misunderstood() -> None:
    agent = receptionist(BOOK)
    asked = say(agent, "send a plumber")

    answered = say(agent, "the tuesday after next", asked.state)
    after = say(agent, "the tuesday after next", answered.state)

    assert (answered.kind, answered.text) == ("noted", phrases.NOTED)
    assert after.kind == "fallback"


def test_a_turn_carries_its_score_and_a_trace_that_is_json() -> None:
    reply = say(receptionist(DRAINS), "do you fix drains")

    assert reply.score is not None
    assert 0.5 <= reply.score <= 1
    assert json.loads(json.dumps(reply.trace))


@given(state=states)
def test_a_state_survives_being_kept_as_json(state: CallState) -> None:
    document = json.loads(json.dumps(state.as_document()))

    assert CallState.from_document(document) == state


def test_a_call_without_a_state_begins_anew() -> None:
    assert CallState.from_document({}) == CallState()


@settings(deadline=None)
@given(heard=callers, state=states)
def test_no_caller_meets_silence_unless_the_talk_has_taken_place(
    heard: Heard, state: CallState
) -> None:
    agent = receptionist(DRAINS, PRICE, GAS, BYE, AGAIN, transfer_numbers=(FRONT_DESK,))

    reply = answer_turn(agent, heard, state)

    assert reply.text or heard.dial_status == "completed"
    assert (reply.next == Next.DIAL) == bool(reply.dial)
