"""The static table is made of word pieces, the rare ones louder, in few levels."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.encoders.protocol import Floats, unit_rows
from matching.engine.encoders.static import LEVELS
from matching.engine.encoders.wordpieces import tokenizer
from matching.fitting.distil import (
    _is_kept,
    _moved,
    _piece_counts,
    _principal_axes,
    _quantised,
    _rarity,
    _sentences,
)


def made_up(seed: int, rows: int, columns: int = 16) -> Floats:
    return np.random.default_rng(seed).normal(size=(rows, columns)).astype(np.float32)


@given(st.integers(2, 500))
def test_a_rarer_piece_is_louder(count: int) -> None:
    rarity = _rarity(count)

    assert rarity.shape == (count,)
    assert (np.diff(rarity) > 0).all()
    assert 0 < rarity[0] < rarity[-1] < 1


@given(st.integers(0, 1_000))
def test_rows_are_kept_in_whole_levels_near_what_they_were(seed: int) -> None:
    table = made_up(seed, 40)

    codes, scales, lengths = _quantised(table)

    kept = lengths[:, None] * (codes * scales)
    cosines = (unit_rows(kept) * unit_rows(table)).sum(axis=1)
    assert codes.dtype == np.int8
    assert abs(codes).max() <= LEVELS
    assert cosines.min() > 0.95
    np.testing.assert_allclose(
        np.linalg.norm(kept, axis=1), np.linalg.norm(table, axis=1), rtol=1e-4
    )


@pytest.mark.parametrize(
    ("piece", "is_kept"),
    [
        *(("drain", True), ("##ing", True), ("2", True), ("$", True), ("'", True)),
        *(("[CLS]", False), ("é", False), ("##é", False), ("!", False)),
    ],
)
def test_a_piece_is_kept_where_a_normalised_text_may_hold_it(piece: str, is_kept: bool) -> None:
    assert _is_kept(piece) == is_kept


def test_principal_axes_stand_square_and_the_widest_comes_first() -> None:
    rows = made_up(3, 200) * np.linspace(1, 4, 16, dtype=np.float32)

    axes = _principal_axes(rows)
    spread = ((rows - rows.mean(axis=0)) @ axes).std(axis=0)

    np.testing.assert_allclose(axes.T @ axes, np.eye(16), atol=1e-5)
    assert (np.diff(spread) < 1e-4).all()


def test_sentences_come_from_json_and_from_plain_lines(tmp_path: Path) -> None:
    plain, rows = tmp_path / "plain.txt", tmp_path / "rows.json"
    plain.write_text("My sink LEAKS!\n\n?!\nhello\n")
    rows.write_text(json.dumps({"train": [["Pay it.", "pay"], ["...", "none"]], "test": [["x"]]}))

    assert _sentences(plain) == ["my sink leaks", "hello"]
    assert _sentences(rows) == ["pay it"]


def test_pieces_are_counted_by_sentence() -> None:
    sink, leak = tokenizer().encode("sink leak", add_special_tokens=False).ids

    counts = _piece_counts(np.array([leak, sink]), ["sink sink leak", "furnace"])

    assert counts.tolist() == [[1, 2], [0, 0]]


def test_sums_move_toward_their_goals_and_unused_pieces_stay() -> None:
    sentences = ["sink leak", "sink drip", "leak drip"]
    kept = np.array(tokenizer().encode("sink leak drip furnace", add_special_tokens=False).ids)
    table, goals = made_up(1, 4), unit_rows(made_up(2, 3))
    counts = _piece_counts(kept, sentences)

    moved = _moved(table, kept, sentences, goals)

    before = (unit_rows(counts @ table) * goals).sum(axis=1)
    after = (unit_rows(counts @ moved) * goals).sum(axis=1)
    assert after.mean() > before.mean()
    assert moved[3].tolist() == table[3].tolist()
