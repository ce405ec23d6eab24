"""Two requests in one utterance are both answered, in order; half a request is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import decide, recompute
from tests.matching.brains import plumbing_index
from tests.matching.catalogs import static_index

INDEX = static_index()
CLAUSES = st.sampled_from(
    [
        *("i need to schedule an appointment", "how much is a service call", "what do you charge"),
        *("how much for drain cleaning", "what is the capital of france", "i smell gas"),
        *(
            "cancel my appointment",
            "do you cover my warranty",
            "are your technicians good with dogs",
        ),
    ]
)
JOINTS = st.sampled_from([" and also ", " and ", " oh and ", " plus ", " by the way "])


@pytest.mark.parametrize(
    ("said", "first", "also"),
    [
        (
            "i need to schedule an appointment and also how much is a service call",
            "book",
            ("price",),
        ),
        (
            "how much is a service call and also i need to schedule an appointment",
            "price",
            ("book",),
        ),
        ("how much for drain cleaning and also what do you charge", "drain-price", ("price",)),
        (
            "are your technicians good with dogs and what do you charge and do you take a warranty",
            "dogs",
            ("price", "warranty"),
        ),
    ],
)
def test_the_first_request_is_answered_and_the_others_are_named(
    said: str, first: str, also: tuple[str, ...]
) -> None:
    decision = decide(INDEX, said)

    assert (decision.id, decision.also) == (first, also)
    assert [one["id"] for one in decision.trace["also"]] == [*also]


@pytest.mark.parametrize(
    "said",
    [
        "cancel my appointment and what is the capital of france",
        "what is the capital of france and how much is a service call",
        "how much is a service call and what do you charge",
        "i smell gas and how much is a service call",
        "how much is a service call",
        "",
    ],
)
def test_no_other_is_named_where_only_one_is_answered(said: str) -> None:
    decision = decide(INDEX, said)

    assert decision.also == ()
    assert decision.trace["also"] == []


def test_the_others_are_told_with_their_kind_and_score() -> None:
    said = "i need to schedule an appointment and how much for drain cleaning"

    assert decide(INDEX, said).trace["also"] == [{"kind": "qna", "id": "drain-price", "score": 1.0}]


@given(st.lists(CLAUSES, min_size=1, max_size=4), JOINTS)
def test_at_most_three_are_answered_each_once(clauses: list[str], joint: str) -> None:
    decision = decide(INDEX, joint.join(clauses))

    answered = [decision.id, *decision.also]

    assert len({*answered}) == len(answered) <= 3
    assert recompute(decision.trace) == (decision.kind, decision.id, decision.score)


@pytest.mark.parametrize(
    ("said", "first", "also"),
    [
        (
            "my faucet is dripping and the water pressure is really low",
            "faucet_repair",
            ("low_water_pressure",),
        ),
        (
            "there is a leak under my sink and the garbage disposal is humming",
            "leaking_pipe",
            ("garbage_disposal",),
        ),
        ("i tried a plunger and the toilet is still clogged", "clogged_toilet", ()),
        ("the pipe burst and water is spraying all over the floor", "burst_pipe", ()),
        ("i have a leak under the sink and it is getting worse", "leaking_pipe", ()),
    ],
)
def test_two_troubles_are_two_where_each_half_surely_asks_for_one(
    said: str, first: str, also: tuple[str, ...]
) -> None:
    decision = decide(plumbing_index(), said)

    assert (decision.id, decision.also) == (first, also)
    assert recompute(decision.trace) == (decision.kind, decision.id, decision.score)
