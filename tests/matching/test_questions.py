"""The kind of a question is heard whatever it opens with, and a statement asks nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import normalise
from matching.engine.questions import asks

QUESTIONS = [
    ("how much is a service call", "how much"),
    ("hi i was wondering how much you charge", "how much"),
    ("what do you charge", "how much"),
    ("what does it cost to clean a drain", "how much"),
    ("what is the price of a tune up", "how much"),
    ("when can you come", "when"),
    ("what time do you open", "when"),
    ("what are your hours", "when"),
    ("how soon can someone get here", "when"),
    ("where are you located", "where"),
    ("what is your address", "where"),
    ("who is this", "who"),
    ("who do i talk to", "who"),
    ("why is my ac not cooling", "why"),
    ("how come nobody called", "why"),
    ("how do i reset my breaker", "how"),
    ("how long does it take", "how"),
    ("what is a heat pump", "what"),
    ("which one is better", "what"),
    ("do you fix toilets", "yes/no"),
    ("are you open on sunday", "yes/no"),
    ("is there a fee", "yes/no"),
    ("can you come today", "yes/no"),
    ("don't you have weekend appointments", "yes/no"),
    ("i was wondering if you do drains", "yes/no"),
    ("can you tell me how much it is", "how much"),
    ("hello can you tell me where you are located", "where"),
    ("do you know when he is coming", "when"),
    ("i'd like to know what your hours are", "when"),
    ("i have a leak how much do you charge", "how much"),
    ("my sink is clogged can you come today", "yes/no"),
    ("tell me how much it costs", "how much"),
    ("quick question are you guys licensed", "yes/no"),
    ("good morning what do you charge for a drain", "how much"),
    ("is my appointment still on", "yes/no"),
    ("does anyone speak spanish", "yes/no"),
    ("how many trucks do you have", "how much"),
    ("i'm calling to find out when my technician will be here", "when"),
    ("did you get my message", "yes/no"),
    ("what's that noise", "what"),
    ("whose number is this", "who"),
    ("may i speak to a manager", "yes/no"),
    ("have you guys been here before", "yes/no"),
]


@pytest.mark.parametrize(("said", "kind"), QUESTIONS)
def test_a_question_has_its_kind(said: str, kind: str) -> None:
    assert asks(normalise(said).tokens) == kind


@pytest.mark.parametrize(
    "said",
    [
        "hi how are you i need a plumber",
        "my sink is clogged",
        "cancel my appointment",
        "do not cancel my appointment",
        "please don't come today",
        "i need a plumber",
        "what i need is a plumber",
        "when i turn on the faucet it leaks",
        "if it rains the basement floods",
        "i don't know what is wrong",
        "have a nice day",
        "send someone right away",
        "you know what i need a plumber",
        "i do not know how to fix it",
        "that is what i said",
        "",
        "yes",
        "i wanted to ask about prices",
        "the water is running when nobody is home",
        "there's a musty smell coming from my vents",
        "do a safety check on my panel",
        "don't ever call this number again",
        "what a beautiful day",
        "how's it going",
        "i would like to book a visit",
        "could use a hand with my sink",
    ],
)
def test_a_statement_and_an_imperative_ask_nothing(said: str) -> None:
    assert asks(normalise(said).tokens) is None


@given(
    st.sampled_from(["hi", "hello there", "yes", "um", "good morning", "sorry", "quick question"]),
    st.sampled_from(QUESTIONS),
)
def test_an_opener_changes_no_question(opener: str, question: tuple[str, str]) -> None:
    said, kind = question

    assert asks(normalise(f"{opener} {said}").tokens) == kind


@given(st.lists(st.text() | st.sampled_from(["how", "much", "can", "you", "tell", "me", "if"])))
def test_any_words_ask_something_or_nothing(words: list[str]) -> None:
    assert asks(words) in (
        *("how much", "when", "where", "who", "why", "how", "what", "yes/no"),
        None,
    )
