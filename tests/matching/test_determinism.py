"""The same catalog and utterance get the same decision, in any process and from any past."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Catalog, Index, build_index, decide
from matching.engine.pool import Pool
from tests.matching.catalogs import document
from tests.matching.encoding import Counting

ROOT = Path(__file__).resolve().parents[2]
UTTERANCES = [
    "could i set up some appointment please",
    "what would you charge me",
    "how much for the drain",
    "cancel my appoinment and also what do you charge",
    "is it under warranty asap",
    "do you sell pizza",
    "i smell gas",
]
PHRASES = ["book a visit", "cancel my visit", "what do you charge", "my sink leaks", "a plumber"]
OWN = st.lists(st.sampled_from(PHRASES), max_size=3)
EDITS = st.dictionaries(st.sampled_from(["book", "cancel", "price", "leak"]), OWN, max_size=4)
CATALOGS = st.builds(
    lambda scenarios, qnas, words: {
        "scenarios": [{"id": key, "triggers": own} for key, own in scenarios.items()],
        "qnas": [{"id": key, "question": key, "alternatives": own} for key, own in qnas.items()],
        **words,
    },
    EDITS,
    EDITS,
    st.sampled_from(
        [
            {},
            {"fillerWords": ["please", "my"]},
            {"synonyms": [{"word": "visit", "means": "appointment"}]},
        ]
    ),
)


def match_utterances(folder: Path, **environment: str) -> list[dict[str, Any]]:
    """Return what the command answers in a process of its own, without the time it took."""
    file = folder / "catalog.json"
    file.write_text(json.dumps(document()))
    bare = {"PATH": os.environ["PATH"], "DEBUG": "on", "VAR_DIR": str(folder)}
    ended = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "manage.py", "match_utterances", "--catalog", str(file)],
        cwd=ROOT,
        env=bare | environment,
        input="\n".join(json.dumps({"text": said}) for said in UTTERANCES),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    return [{key: value for key, value in one.items() if "Micros" not in key} for one in answers]


def test_another_process_decides_the_same(tmp_path: Path) -> None:
    one = match_utterances(tmp_path, PYTHONHASHSEED="1")
    other = match_utterances(tmp_path, PYTHONHASHSEED="2")

    assert [answer["text"] for answer in one] == UTTERANCES
    assert [answer["score"] for answer in one] == pytest.approx(
        [answer["score"] for answer in other], abs=1e-6
    )
    assert {answer["trace"]["encoder"] for answer in one} == {"minilm"}
    assert one == other


def test_the_static_encoder_answers_where_it_is_chosen(tmp_path: Path) -> None:
    answers = match_utterances(tmp_path, MATCHING_ENCODER="static")

    assert {answer["trace"]["encoder"] for answer in answers} == {"static"}
    assert [(answer["id"], answer["also"]) for answer in answers] == [
        ("book", []),
        ("price", []),
        ("drain-price", []),
        ("cancel", ["price"]),
        ("warranty", []),
        (None, []),
        ("emergency_gas", []),
    ]


def index_of(catalog: dict[str, Any], previous: Index | None = None) -> Index:
    return build_index(Catalog.from_document(catalog), Counting(), previous)


def pool_of(pool: Pool) -> list[Any]:
    """Return all that a pool answers from, comparable."""
    return [
        *(pool.entries, pool.phrases, pool.exact),
        *(pool.owners.tolist(), pool.starts.tolist(), pool.vectors.rows.tolist()),
        *(pool.lexicon.weights.tolist(), pool.solution.weights.tolist()),
    ]


@settings(max_examples=60)
@given(CATALOGS, CATALOGS)
def test_an_index_built_from_another_is_the_index_built_anew(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    anew, edited = index_of(after), index_of(after, index_of(before))

    assert pool_of(edited.scenarios) == pool_of(anew.scenarios)
    assert pool_of(edited.qnas) == pool_of(anew.qnas)
    assert edited.speller.known == anew.speller.known


@settings(max_examples=40)
@given(CATALOGS, CATALOGS, st.sampled_from([*PHRASES, "book my visit", "vist", "leaks a lot"]))
def test_a_decision_does_not_depend_on_what_was_there_before(
    before: dict[str, Any], after: dict[str, Any], said: str
) -> None:
    assert decide(index_of(after, index_of(before)), said) == decide(index_of(after), said)


def test_an_unchanged_catalog_works_nothing_out_again() -> None:
    before, encoder = index_of(document()), Counting()

    after = build_index(Catalog.from_document(document()), encoder, before)

    assert (after.scenarios, after.qnas) == (before.scenarios, before.qnas)
    assert encoder.encoded == []


def test_an_index_of_another_encoder_is_not_taken_over() -> None:
    class Other(Counting):
        name = "other"

    before = build_index(Catalog.from_document(document()), Other())

    after = index_of(document(), before)

    assert after.scenarios is not before.scenarios
    assert np.array_equal(after.scenarios.vectors.rows, before.scenarios.vectors.rows)


def test_words_said_twice_in_a_process_score_the_same() -> None:
    index = index_of(document())

    first = [decide(index, said) for said in UTTERANCES]

    assert [decide(index, said) for said in UTTERANCES] == first
