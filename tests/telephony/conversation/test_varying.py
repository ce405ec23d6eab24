"""The same is not said twice in the same words."""

from telephony.conversation import phrases
from tests.telephony.conversation.talks import DRAINS, talk
from tests.telephony.receptionists import scenario

ASKED = "do you fix drains"


def test_the_replies_of_a_scenario_are_owned_up_to_after_a_round() -> None:
    call = talk(*[ASKED] * 4, knowledge={})

    said = [reply.text for reply in call.replies[1:]]

    assert said[0].startswith(DRAINS.replies[0])
    assert said[1].startswith(DRAINS.replies[1])
    assert said[2].startswith(f"{phrases.AGAIN[0]} {DRAINS.replies[0]}")
    assert said[3].startswith(f"{phrases.AGAIN[1]} {DRAINS.replies[1]}")


def test_an_answer_of_the_companys_is_owned_up_to_the_second_time() -> None:
    call = talk(
        "where is your office",
        "where is your office",
        knowledge={
            "where is your office": "On Main Street.",
        },
        topics={"where is your office": "Where is your office?"},
    )

    assert call.replies[1].text.startswith("On Main Street.")
    assert call.replies[2].text.startswith(f"{phrases.AGAIN[0]} On Main Street.")


def test_callers_are_asked_for_more_in_other_words_each_time() -> None:
    call = talk(ASKED, "how much is a service call", "what are your hours", ASKED)

    endings = [reply.text for reply in call.replies[1:]]

    assert [text.endswith(one) for text, one in zip(endings, phrases.PROMPTS, strict=False)] == [
        True,
        True,
        True,
    ]
    assert endings[3].endswith(phrases.PROMPTS[0])


def test_no_four_turns_in_a_row_say_the_same() -> None:
    call = talk(*[ASKED] * 6)

    said = [reply.text for reply in call.replies]

    assert len(set(said)) == len(said)


def test_a_reply_that_is_one_question_is_asked_again_as_it_is() -> None:
    water = scenario("water", "it leaks", "Is the water off?")

    call = talk("it leaks", "it leaks", told=(water,), topics={"water": "A leak"})

    assert call.replies[-1].text == "Is the water off?"


def test_a_question_of_the_scenarios_own_stays_as_it_is() -> None:
    call = talk("book an appointment", "book an appointment")

    assert call.replies[-1].text == "Which day suits you?"
