"""Every decision on a whole trade's catalog is worked out from its trace again."""

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Catalog, Decision, Index, build_index, decide, recompute
from tests.matching.brains import plumbing_index
from tests.matching.catalogs import static_index
from tests.matching.encoding import encoder_named

CALLERS = Path(__file__).resolve().parents[1] / "data" / "callers.jsonl"
EVERY = 14
SPOKEN = [
    json.loads(line)["text"] for line in islice(CALLERS.open(encoding="utf-8"), 0, None, EVERY)
]
SPECIAL = [
    "how much is a service call",
    "um are you open on weekends and also my commode is clogged",
    "my comode is overflowwing asap",
    "i smell gas",
    "no i did not smell gas",
    "please do not cancel my appointment",
    "",
    "\U0001f525 \u00fcber \x00 'n' 2:30 $125 50% a/c",
]


def recomputed(decision: Decision) -> tuple[str, str | None, float]:
    """Return what the trace comes to after it was stored and read."""
    return recompute(json.loads(json.dumps(decision.trace)))


def hostile_index() -> Index:
    """Return an index whose ids, fillers and words are as wide as they may be."""
    wide = "\U0001f525" * 24
    letters = "abcdefghi"
    words = " ".join(f"fluxcapacitor{letter}gizmomachine" for letter in letters)
    document: dict[str, Any] = {
        "scenarios": [
            {"id": wide + "a", "triggers": [f"open the gate {words}"], "minScore": 1.0},
            {"id": wide + "b", "triggers": [f"open gate {words}"]},
            {"id": wide + "c", "triggers": ["what is your address"]},
            {"id": wide + "d", "triggers": ["how much is a service call"]},
            {"id": wide + "e", "triggers": ["i smell gas"], "isEmergency": True},
        ],
        "qnas": [
            {"id": wide + "q", "question": f"shut the gate {words}"},
            {"id": wide + "r", "question": "are you good with dogs"},
        ],
        "fillerWords": [f"fillerfillerfiller{letter}" for letter in letters],
        "urgencyKeywords": [
            {"word": f"so very urgently needed thing {letter}", "weight": 0.1234567890123456}
            for letter in letters
        ],
    }
    return build_index(Catalog.from_document(document), encoder_named("static"))


def hostile_utterance(*further: str) -> str:
    letters = "abcdefgh"
    fillers = " ".join(f"fillerfillerfiller{letter}" for letter in letters)
    slips = " ".join(f"fluxcapacitor{letter}gismomachine" for letter in letters)
    urgent = " ".join(f"so very urgently needed thing {letter}" for letter in letters)
    return " ".join((fillers, "open the gate", slips, urgent, *further))


@pytest.mark.parametrize("said", SPOKEN + SPECIAL)
def test_a_caller_s_decision_is_recomputed_from_its_small_trace(said: str) -> None:
    decision = decide(plumbing_index(), said)

    assert recomputed(decision) == (decision.kind, decision.id, decision.score)
    assert len(json.dumps(decision.trace)) <= 4_000


@settings(max_examples=40)
@given(st.lists(st.sampled_from(SPOKEN + SPECIAL), min_size=1, max_size=3), st.text(max_size=9))
def test_requests_run_together_are_recomputed_too(said: list[str], joint: str) -> None:
    decision = decide(plumbing_index(), f" and also {joint} ".join(said))

    assert recomputed(decision) == (decision.kind, decision.id, decision.score)
    assert len(json.dumps(decision.trace)) <= 4_000


@pytest.mark.parametrize(
    "further",
    [
        (),
        ("and what is your address", "and how much is a service call"),
        ("and what is your address", "and how much is a service call", "\u00e9" * 200),
        ("i smell gas",),
        ("\u00e9" * 300,),
    ],
)
def test_a_trace_stays_small_where_everything_is_wide(further: tuple[str, ...]) -> None:
    decision = decide(hostile_index(), hostile_utterance(*further))

    assert len(json.dumps(decision.trace)) <= 4_000
    assert recomputed(decision) == (decision.kind, decision.id, decision.score)


@pytest.mark.parametrize("encoder", ["static", "minilm"])
def test_a_trace_names_the_encoder(encoder: str) -> None:
    catalog = static_index().catalog

    decision = decide(build_index(catalog, encoder_named(encoder)), "could i book some visit")

    assert decision.trace["encoder"] == encoder
    assert recomputed(decision) == (decision.kind, decision.id, decision.score)


def test_a_trace_names_what_was_stripped_repaired_and_asked_for_besides() -> None:
    said = "um cancel my appoinment and also how much is a service call"

    trace = decide(static_index(), said).trace

    assert trace["heard"] == said
    assert trace["words"] == "cancel my appoinment"
    assert trace["repaired"] == [["appoinment", "appointment"]]
    assert trace["also"] == [{"kind": "scenario", "id": "price", "score": 1.0}]
    assert decide(static_index(), "um cancel it").trace["stripped"] == ["um"]


def test_a_trace_has_the_numbers_that_the_score_is_made_of() -> None:
    trace = decide(static_index(), "could i cancel that appointment").trace

    best, *others = trace["scenarios"]

    assert best["id"] == "cancel"
    assert {"strength", "lead", "semantic", "coverage"} <= set(best["evidence"])
    assert [one["evidence"]["most"] < best["score"] for one in others] == [True, True]
    assert trace["thresholds"] == {"qna": 0.80, "scenario": 0.50}


def test_a_trace_that_is_tampered_with_gives_itself_away() -> None:
    decision = decide(static_index(), "could i cancel that appointment")
    stored = json.loads(json.dumps(decision.trace))
    stored["scenarios"][0]["evidence"]["lead"] -= 0.9

    assert recompute(stored) != (decision.kind, decision.id, decision.score)
