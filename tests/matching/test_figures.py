"""Days, times, amounts and numbers are told apart, however they are spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import normalise
from matching.engine.figures import number_clash

WORDS = st.lists(
    st.sampled_from(
        ["at", "2", "2:00", "2pm", "2am", "noon", "$5", "3rd", "first", "a", "monday", "weekend"]
    )
    | st.text()
)


@pytest.mark.parametrize(
    ("said", "trigger"),
    [
        ("can you come at two", "can you come at ten"),
        ("thursday works", "tuesday works"),
        ("2 pm", "2 am"),
        ("midnight", "noon"),
        ("$125", "$150"),
        ("today", "tomorrow"),
        ("this weekend", "on monday"),
        ("morning", "afternoon"),
        ("two toilets", "three toilets"),
        ("the third", "the fifth"),
        ("first floor", "second floor"),
        ("in june", "in july"),
        ("two thirty pm", "three thirty pm"),
        ("tuesday's appointment", "thursday's appointment"),
        ("at five", "5 people at 6"),
    ],
)
def test_different_numbers_clash(said: str, trigger: str) -> None:
    assert number_clash(normalise(said).tokens, normalise(trigger).tokens)


@pytest.mark.parametrize(
    ("said", "trigger"),
    [
        ("at two", "at 2:00"),
        ("two pm", "at two o'clock"),
        ("noon", "12 pm"),
        ("$125", "a hundred and twenty five dollars"),
        ("tonight", "today"),
        ("this weekend", "on saturday"),
        ("at two", "two toilets"),
        ("at two", "my sink"),
        ("my sink", "my sink"),
        ("monday or tuesday", "tuesday"),
        ("wait a second", "the third time"),
        ("call 239-555-0177", "call 239-555-0199"),
        ("half past two", "2:30 pm"),
        ("noon", "at twelve"),
        ("one of them", "two of them"),
        ("may i come", "in june"),
    ],
)
def test_the_same_number_and_one_of_another_kind_do_not_clash(said: str, trigger: str) -> None:
    assert not number_clash(normalise(said).tokens, normalise(trigger).tokens)


@given(WORDS, WORDS)
def test_a_clash_of_numbers_is_mutual(said: list[str], trigger: list[str]) -> None:
    assert number_clash(said, trigger) == number_clash(trigger, said)


@given(WORDS)
def test_no_text_s_numbers_clash_with_themselves(said: list[str]) -> None:
    assert not number_clash(said, said)
