"""A template's solution is worked out once a machine; a company's own words stay out of it."""

from pathlib import Path

import numpy as np
import pytest

from matching.engine import pool, solutions, vectors
from matching.engine.encoders.static import Static
from matching.engine.pool import Entry, Pool, build_pool

ENCODER = Static()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which solutions of any size are kept."""
    monkeypatch.setattr(solutions, "_folder", tmp_path)
    monkeypatch.setattr(solutions, "WORTH_KEEPING", 1)
    return tmp_path


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> list[Entry]:
    """Return entries whose phrases are all a template's."""
    texts = ["when do you open", "what are your hours", "how much is a call", "what does it cost"]
    held = zip(texts, vectors.encode_to_bytes(texts, ENCODER), strict=True)
    shared = {(ENCODER.name, vectors.text_key(text)): row for text, row in held}
    monkeypatch.setattr(vectors, "_shared", shared)
    return [("hours", (texts[0], texts[1])), ("price", (texts[2], texts[3]))]


def refuse(*_: object) -> None:
    """Fail where a solution is worked out."""
    raise AssertionError("It was worked out again.")


def weights_of(built: Pool) -> np.ndarray:
    """Return what a pool weighs phrases with."""
    return built.solution.weights


def test_it_is_worked_out_once_and_then_read(
    folder: Path, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build_pool(entries, ENCODER)
    monkeypatch.setattr(pool, "solve", refuse)

    again = build_pool(entries, ENCODER)

    assert np.array_equal(weights_of(first), weights_of(again))


def test_words_of_a_companys_own_are_not_kept(folder: Path, entries: list[Entry]) -> None:
    build_pool([*entries, ("ours", ("do you fix wilhelminas boiler",))], ENCODER)

    assert list(folder.iterdir()) == []


def test_a_file_that_is_torn_is_made_anew(folder: Path, entries: list[Entry]) -> None:
    first = build_pool(entries, ENCODER)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-7])

    again = build_pool(entries, ENCODER)

    assert np.array_equal(weights_of(first), weights_of(again))
    assert np.array_equal(np.load(file), weights_of(first))


def test_other_code_makes_another_file(
    folder: Path, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    build_pool(entries, ENCODER)
    monkeypatch.setattr(solutions, "_code", lambda: b"another release")

    build_pool(entries, ENCODER)

    assert len(list(folder.iterdir())) == 2


def test_the_oldest_files_go(
    folder: Path, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solutions, "MOST_FILES", 1)
    build_pool(entries, ENCODER)
    first = set(folder.iterdir())

    build_pool(entries[:1], ENCODER)

    assert len(list(folder.iterdir())) == 1
    assert not first & set(folder.iterdir())


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    entries: list[Entry], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "a file"
    file.touch()
    monkeypatch.setattr(solutions, "_folder", file / "under it")

    assert build_pool(entries, ENCODER).solution.weights.shape == (4, 2)
