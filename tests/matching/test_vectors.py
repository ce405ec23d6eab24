"""Vectors are kept in a byte a number, and only those of templates are shared."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Catalog, build_index, decide, vectors
from matching.engine.encoders.static import Static
from matching.engine.vectors import (
    encode_to_bytes,
    read_vectors,
    share,
    share_file,
    shared_vector,
    text_key,
    vectors_of,
    write_vectors,
)
from tests.matching.catalogs import document
from tests.matching.encoding import Counting

SPOKEN = ["my sink leaks", "the furnace is cold", "how much is a service call", "my sink drips"]
TEXTS = st.lists(st.text(max_size=12), max_size=6)


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, bytes], bytes]:
    """Return an empty shared store, there for one test."""
    shared: dict[tuple[str, bytes], bytes] = {}
    monkeypatch.setattr(vectors, "_shared", shared)
    monkeypatch.setattr(vectors, "_unread", [])
    return shared


def test_a_byte_a_number_keeps_the_cosine() -> None:
    exact = Static().encode(SPOKEN)
    kept = vectors_of(SPOKEN, Static())

    np.testing.assert_allclose(kept.gram(), exact @ exact.T, atol=0.02)
    np.testing.assert_allclose(kept.similarities(exact[0]), exact @ exact[0], atol=0.02)


def test_the_chosen_rows_of_the_gram_are_those_rows() -> None:
    kept = vectors_of(SPOKEN, Static())

    np.testing.assert_allclose(kept.gram(np.array([2, 0])), kept.gram()[[2, 0]], atol=1e-6)


def test_a_shared_vector_is_not_encoded_again() -> None:
    encoder = Counting()
    share("static", {text_key("my sink leaks"): bytes(16)})

    kept = vectors_of(["my sink leaks", "a drip"], encoder)

    assert encoder.encoded == ["a drip"]
    assert not kept.rows[0].any()


def test_a_shared_vector_is_of_one_encoder() -> None:
    share("minilm", {text_key("my sink leaks"): bytes(384)})

    assert shared_vector("my sink leaks", "minilm") == bytes(384)
    assert shared_vector("my sink leaks", "static") is None


def test_a_file_is_read_when_it_is_first_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "vectors.npz"
    share_file(file)
    write_vectors(file, Counting(), ["my sink leaks"])

    found = shared_vector("my sink leaks", "static")

    file.unlink()
    assert found == encode_to_bytes(["my sink leaks"], Counting())[0]
    assert shared_vector("my sink leaks", "static") == found
    assert shared_vector("something else", "static") is None


@given(TEXTS)
def test_what_is_written_is_read(texts: list[str]) -> None:
    file = BytesIO()

    write_vectors(file, Counting(), texts)
    file.seek(0)
    name, read = read_vectors(file)

    rows = encode_to_bytes(texts, Counting())
    assert name == "static"
    assert read == {text_key(text): row for text, row in zip(texts, rows, strict=True)}


@given(TEXTS)
def test_a_file_does_not_depend_on_the_order_of_its_texts(texts: list[str]) -> None:
    one, other = BytesIO(), BytesIO()

    write_vectors(one, Counting(), texts)
    write_vectors(other, Counting(), texts[::-1])

    assert one.getvalue() == other.getvalue()


def test_a_file_holds_no_text() -> None:
    file = BytesIO()

    write_vectors(file, Counting(), ["mysinkleaks"])

    with np.load(BytesIO(file.getvalue())) as held:
        assert sorted(held.files) == ["encoder", "keys", "rows"]
        assert b"mysinkleaks" not in held["keys"].tobytes() + held["rows"].tobytes()


@given(st.text(), st.text())
def test_a_text_has_a_key_of_its_own(one: str, other: str) -> None:
    assert (text_key(one) == text_key(other)) == (one == other)


def test_what_a_company_wrote_is_never_shared(store: dict[tuple[str, bytes], bytes]) -> None:
    index = build_index(Catalog.from_document(document()), Static())
    decide(index, "is the fee waived for my neighbour")
    build_index(Catalog.from_document(document(qnas=[])), Static(), index)

    assert store == {}


def test_a_company_s_index_takes_what_is_shared_and_adds_nothing(
    store: dict[tuple[str, bytes], bytes],
) -> None:
    encoder = Counting()
    share("static", {text_key("what do you charge"): bytes(16)})
    before = dict(store)

    build_index(Catalog.from_document(document()), encoder)

    assert "what do you charge" not in encoder.encoded
    assert "cancel my appointment" in encoder.encoded
    assert store == before


def test_another_company_encodes_the_same_text_itself() -> None:
    ours, theirs = Counting(), Counting()

    build_index(Catalog.from_document(document()), ours)
    build_index(Catalog.from_document(document()), theirs)

    assert theirs.encoded == ours.encoded != []
