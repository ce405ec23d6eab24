"""What callers asked and fell back on: grouped by meaning, and the same way each time."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.grouping import EXAMPLES_MAX, Group, Turn, group_turns

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
SAID = (
    *("do you clean dryer vents", "can you clean out my dryer vent", "Do you clean dryer vents?"),
    *("do you have a senior discount", "any discounts for seniors"),
    *("do you have a military discount", "do you install solar panels", "yes", "no"),
)


def turns(*said: str) -> list[Turn]:
    """Return what was said, a minute after each other."""
    return [
        Turn(UUID(int=place), text, START + timedelta(minutes=place))
        for place, text in enumerate(said)
    ]


def utterances(groups: list[Group]) -> list[list[str]]:
    """Return what was said in each group, oldest first."""
    return [[turn.utterance for turn in group.turns] for group in groups]


def test_what_asks_the_same_in_other_words_is_one_group() -> None:
    groups = group_turns(turns(*SAID))

    assert utterances(groups) == [
        [*SAID[:3]], [*SAID[3:5]], ["do you have a military discount"],
        ["do you install solar panels"],
    ]  # fmt: skip


def test_a_group_tells_its_most_typical_utterance_and_a_few_others() -> None:
    ways = [f"do you clean dryer vents {number}" for number in range(EXAMPLES_MAX + 2)]

    (group,) = group_turns(turns("can you clean my dryer vent", *ways, ways[3], ways[3]))

    assert group.question == ways[3]
    assert (group.count, group.last_asked_at) == (10, START + timedelta(minutes=9))
    assert len(group.examples) == EXAMPLES_MAX
    assert group.examples[0] == ways[3]


@pytest.mark.parametrize("said", ["yes", "no that is not it", "…", "", "\u200b"])
def test_what_asks_nothing_is_no_group(said: str) -> None:
    assert len(group_turns(turns("do you sell faucets"))) == 1
    assert group_turns(turns(said)) == []


@given(st.lists(st.sampled_from(SAID), max_size=12), st.sampled_from(SAID))
def test_a_new_call_never_moves_an_earlier_turn(said: list[str], newest: str) -> None:
    before = {group.pk: {*group.turns} for group in group_turns(turns(*said))}
    after = {group.pk: {*group.turns} for group in group_turns(turns(*said, newest))}

    assert {pk: members & after[pk] for pk, members in before.items()} == before
    assert before.keys() <= after.keys()


@given(st.lists(st.text(max_size=30), max_size=8))
def test_each_utterance_is_in_one_group_at_most(said: list[str]) -> None:
    groups = group_turns(turns(*said))
    ids = [turn.id for group in groups for turn in group.turns]

    assert len(ids) == len({*ids})
    assert all(group.question in group.utterances for group in groups)
