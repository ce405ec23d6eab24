"""Two requests in one utterance are both heard, in order, and one is never torn apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.normalise import split_words
from matching.engine.requests import split_in_halves, split_requests

UTTERANCES = st.text() | st.lists(
    st.sampled_from(
        [
            *(
                "i need a plumber",
                "my sink is clogged",
                "how much is a service call",
                "and",
                "also",
            ),
            *("oh and", "plus", "i also need a quote", "can you come today", "another thing", "my"),
            *("do you do drains", "where are you located", "and i need a drain cleaned", "water"),
        ]
    )
).map(" ".join)


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        (
            "i need to reschedule my appointment and also how much is a service call",
            "i need to reschedule my appointment",
            "how much is a service call",
        ),
        (
            "what are your hours and where are you located",
            "what are your hours",
            "where are you located",
        ),
        (
            "my sink is clogged and how much do you charge",
            "my sink is clogged",
            "how much do you charge",
        ),
        (
            "my toilet is clogged and also my ac is broken",
            "my toilet is clogged",
            "my ac is broken",
        ),
        (
            "what do you charge and do you take credit cards",
            "what do you charge",
            "do you take credit cards",
        ),
        (
            "my heater is making noise oh and do you sell filters",
            "my heater is making noise",
            "do you sell filters",
        ),
        (
            "how much is a service call and how long does it take",
            "how much is a service call",
            "how long does it take",
        ),
        (
            "i need a price on a water heater plus i need my drain cleaned",
            "i need a price on a water heater",
            "i need my drain cleaned",
        ),
        (
            "i need to reschedule my appointment and i need a quote for a water heater",
            "i need to reschedule my appointment",
            "i need a quote for a water heater",
        ),
        (
            "i want to book a tune up another thing my thermostat is blank",
            "i want to book a tune up",
            "my thermostat is blank",
        ),
        (
            "i need to cancel my appointment by the way what is your address",
            "i need to cancel my appointment",
            "what is your address",
        ),
        (
            "are you open on sunday and do you charge extra for weekends",
            "are you open on sunday",
            "do you charge extra for weekends",
        ),
        (
            "i need to pay my bill and i also need to schedule a tune up",
            "i need to pay my bill",
            "i also need to schedule a tune up",
        ),
    ],
)
def test_two_requests_are_heard_in_order(said: str, first: str, second: str) -> None:
    assert split_requests(said) == (first, second)


def test_three_requests_are_three() -> None:
    said = "where are you located and what time do you close and do you take checks"

    assert split_requests(said) == (
        *("where are you located", "what time do you close", "do you take checks"),
    )


@pytest.mark.parametrize(
    "said",
    [
        "my toilet and my sink are clogged",
        "i have a leak and i need someone to come out today",
        "my toilet is clogged and can you come today",
        "my toilet and also my sink are clogged",
        "i need to cancel and reschedule my appointment",
        "oh and do you work on weekends",
        "i need a plumber and i need one today",
        "i need my drain cleaned and i need you to come today",
        "when and where is my appointment",
        "my furnace is out and when can you come",
        "heating and cooling",
        "",
        "and",
        "do you do drains and toilets",
        "can you fix my sink and my toilet",
        "the ac is also making a noise",
        "my sink is leaking it also smells",
        "yes and no",
        "my drain is clogged and the water is backing up",
        "i smell gas and i have a headache",
        "is it going to rain and flood my basement",
        "my water heater is leaking and it is flooding my basement",
        "can you send someone and how much will it be",
        "my panel is full and i need more circuits",
        "the lights went out and won't come back on",
        "he just had dental work and can't talk right",
        "it breaks when i flush and when i shower",
    ],
)
def test_one_request_stays_whole(said: str) -> None:
    assert split_requests(said) == (said,)


@given(UTTERANCES)
def test_a_request_is_not_split_again(said: str) -> None:
    assert [split_requests(part) for part in split_requests(said)] == [
        (part,) for part in split_requests(said)
    ]


@given(UTTERANCES)
def test_nothing_but_joints_is_left_out(said: str) -> None:
    whole = iter(split_words(said))

    assert all(word in whole for part in split_requests(said) for word in split_words(part))


@pytest.mark.parametrize(
    ("said", "halves"),
    [
        (
            "my faucet drips and the water pressure is low",
            ("my faucet drips", "the water pressure is low"),
        ),
        ("the heat is out also i lost my receipt", ("the heat is out", "i lost my receipt")),
        ("my faucet drips and the pressure is low and we leave soon", ()),
        ("my faucet is dripping and it drives me crazy", ()),
        ("i reset the breaker and the breaker tripped again", ()),
        ("my water heater is old and loud", ()),
        ("there is a leak under my kitchen sink", ()),
        ("", ()),
    ],
)
def test_only_what_may_be_two_requests_is_halved(said: str, halves: tuple[str, ...]) -> None:
    assert split_in_halves(said) == halves


@given(UTTERANCES)
def test_halves_are_two_or_none(said: str) -> None:
    assert len(split_in_halves(said)) in (0, 2)
