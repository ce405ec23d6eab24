"""Other ways to ask a question, by plain rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.suggesting import SUGGESTIONS_MAX, suggest_alternatives
from matching.engine import normalise


def read(text: str) -> str:
    """Return a text as the engine reads it."""
    return normalise(text).text


@pytest.mark.parametrize(
    ("question", "ways"),
    [
        ("What are your hours?", ["when are you open", "what time do you close"]),
        ("what's your hours on Sunday", ["how late are you open on sunday"]),
        ("Are you open on weekends?", ["do you work on weekends"]),
        ("Where are you located?", ["what is your address", "how do i get to you"]),
        ("What areas do you serve?", ["do you come to my area"]),
        ("How much is a drain cleaning?", ["what do you charge for a drain cleaning"]),
        ("What does a tune-up cost?", ["how much is a tune up"]),
        ("What do water heaters cost?", ["how much are water heaters"]),
        ("How much does it cost to move a gas line?", ["what do you charge to move a gas line"]),
        ("Do you charge for estimates?", ["do i have to pay for estimates"]),
        ("Do you take Visa?", ["can i pay with visa"]),
        ("Do you offer financing?", ["is financing available", "can i get financing"]),
        ("Do you have senior discounts?", ["are there senior discounts"]),
        ("Do you service tankless water heaters?", ["do you work on tankless water heaters"]),
        ("Can you install a bidet?", ["i need a bidet installed", "do you install a bidet"]),
        ("Are you licensed and insured?", ["is your company licensed and insured"]),
        ("Can I pay online?", ["is it possible to pay online"]),
        ("Do I need to be home?", ["do i have to be home"]),
        ("How long does a repipe take?", ["how much time does a repipe take"]),
        ("How soon can you come out?", ["when can you come out"]),
        ("What kind of furnaces do you install?", ["which furnaces do you install"]),
    ],
)
def test_a_question_is_asked_in_the_ways_of_callers(question: str, ways: list[str]) -> None:
    suggested = suggest_alternatives(question, [], read)

    assert set(ways) <= set(suggested)
    assert read(question) not in map(read, suggested)


@pytest.mark.parametrize(
    "question", ["Why is my bill so high?", "Do you know Bob?", "What does that mean?", "Bidets"]
)
def test_where_no_rule_fits_nothing_is_suggested(question: str) -> None:
    assert suggest_alternatives(question, [], read) == []


def test_what_is_there_already_is_not_suggested() -> None:
    given_ways = ["When are you OPEN?"]

    suggested = suggest_alternatives("Your hours?", given_ways, read)
    also = suggest_alternatives("What are your hours?", given_ways, read, {"what time do you open"})

    assert suggested == []
    assert also == ["what time do you close", "how late are you open"]


@given(st.text(), st.lists(st.text(), max_size=3))
def test_suggestions_are_few_and_differ(question: str, given_ways: list[str]) -> None:
    suggested = suggest_alternatives(f"do you fix {question}", given_ways, read)
    heard = [read(one) for one in suggested]

    assert len(suggested) <= SUGGESTIONS_MAX
    assert len({*heard, read(f"do you fix {question}")}) == len(heard) + 1
    assert not {*heard} & {*map(read, given_ways)}
