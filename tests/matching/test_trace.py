"""A trace is small, is JSON, and holds all that the decision needs."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import decide, recompute
from tests.matching.catalogs import index

INDEX = index()
REQUESTS = st.sampled_from(
    ["i need to schedule", "an appointment", "cancel", "do not", "how much is", "what charge"]
)
WORDS = st.sampled_from(
    ["my visit", "a service call", "drain cleaning", "smell gas", "dogs", "warranty", "asap", "um"]
)


@given(st.lists(REQUESTS | WORDS, max_size=6).map(" ".join) | st.text())
def test_the_decision_can_be_recomputed_from_its_trace_alone(said: str) -> None:
    decision = decide(INDEX, said)

    stored = json.loads(json.dumps(decision.trace))

    assert recompute(stored) == (decision.kind, decision.id, decision.score)


@pytest.mark.parametrize("said", ["\U0001f525" * 5_000, "asap dogs " * 2_000, "\u00e9" * 5_000])
def test_a_trace_stays_small_whatever_is_said(said: str) -> None:
    name = "\U0001f525" * 25
    wide = index(
        scenarios=[{"id": f"{name[:-1]}{place}", "triggers": ["asap dogs"]} for place in range(9)],
        qnas=[{"id": f"{name[:-1]}{place}", "question": "asap dogs"} for place in range(9)],
    )

    trace = decide(wide, said).trace

    assert len(json.dumps(trace)) <= 4_000


def test_the_answer_is_in_the_trace_even_behind_better_scores() -> None:
    picky = [
        {"id": str(place), "triggers": ["open the gate now"], "minScore": 1.0} for place in range(4)
    ]
    last = {"id": "last", "triggers": ["open the gate quickly"]}

    decision = decide(index(scenarios=[*picky, last]), "open the gate quickly please")

    assert recompute(decision.trace) == (decision.kind, decision.id, decision.score)


def test_a_trace_says_what_was_heard_and_why() -> None:
    trace = decide(INDEX, "Um, I smell gas, come ASAP!").trace

    assert trace["heard"] == "Um, I smell gas, come ASAP!"
    assert trace["words"] == "i smell gas come asap"
    assert trace["stripped"] == ["um"]
    assert trace["emergency"]["rule"] == "smell of gas"
    assert trace["urgency"] == [["asap", 0.5]]
    assert "smell of gas" in trace["reason"]
