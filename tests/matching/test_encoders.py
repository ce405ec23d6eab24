"""An encoder gives each text one vector of length 1, whatever it is encoded with."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from matching.engine.encoders import EncoderUnavailable
from matching.engine.encoders.minilm import END, START, MiniLM
from matching.engine.encoders.static import LEVELS, TABLE, Static, pack, unpack
from matching.engine.encoders.wordpieces import MOST_PIECES, VOCABULARY, common_words, tokenizer
from tests.matching.encoding import encoder_named

MOST_TABLE_BYTES = 4_000_000
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"

EACH = pytest.mark.parametrize("name", ["minilm", "static", "counting"])
MEASURED = pytest.mark.parametrize("name", ["minilm", "static"])
SPOKEN = ["my sink is leaking", "water drips from the tap", "how much is a service call"]
CODES = arrays.arrays(
    np.int8,
    st.tuples(st.integers(0, 5), st.integers(0, 8).map(lambda half: 2 * half)),
    elements=st.integers(-LEVELS, LEVELS),
)


@EACH
@pytest.mark.parametrize("text", ["a", *SPOKEN, "drain " * 5_000, "ünïcødé", "$125 at 2:30pm"])
def test_a_text_is_a_row_of_length_1(name: str, text: str) -> None:
    encoder = encoder_named(name)

    rows = encoder.encode([text])

    assert (rows.shape, rows.dtype) == ((1, encoder.dimensions), np.float32)
    assert np.linalg.norm(rows[0]) == pytest.approx(1, abs=1e-5)


@EACH
def test_a_text_s_vector_is_the_same_alone_and_in_company(name: str) -> None:
    encoder = encoder_named(name)

    together = encoder.encode([SPOKEN[2], *SPOKEN, "drain " * 50])

    assert together[0].tolist() == together[3].tolist()
    assert encoder.encode([SPOKEN[0]])[0].tolist() == together[1].tolist()
    assert together[1].tolist() != together[2].tolist()


@settings(max_examples=30)
@given(st.lists(st.text(max_size=30), max_size=5))
def test_the_static_vector_depends_on_its_text_alone(texts: list[str]) -> None:
    together = Static().encode(texts)

    alone = [Static().encode([text])[0].tolist() for text in texts]

    assert together.tolist() == alone


@EACH
def test_no_texts_are_no_rows(name: str) -> None:
    encoder = encoder_named(name)

    rows = encoder.encode([])

    assert (rows.shape, rows.dtype) == ((0, encoder.dimensions), np.float32)


@MEASURED
def test_a_long_text_is_cut_not_refused(name: str) -> None:
    encoder = encoder_named(name)

    whole = encoder.encode(["drain " * 5_000 + "furnace"])

    assert whole.tolist() == encoder.encode(["drain " * MOST_PIECES + "heater"]).tolist()
    assert whole.tolist() != encoder.encode(["drain furnace"]).tolist()


@MEASURED
def test_texts_that_mean_the_same_are_close(name: str) -> None:
    encoder = encoder_named(name)

    leak, drip, price = encoder.encode(SPOKEN)

    assert leak @ drip > leak @ price


def test_what_the_table_has_no_piece_of_points_nowhere() -> None:
    assert not Static().encode(["\u2603", ""]).any()


def test_a_text_and_its_pieces_are_one_vector() -> None:
    model = MiniLM()
    pieces = tokenizer().encode(SPOKEN[0]).ids

    assert (pieces[0], pieces[-1]) == (START, END)
    assert model.encode_pieces(pieces[1:-1]).tolist() == model.encode([SPOKEN[0]]).tolist()


@pytest.mark.parametrize("content", [b"", b"another model"])
def test_a_model_that_is_not_the_pinned_one_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(content)

    with pytest.raises(EncoderUnavailable, match=r"model\.onnx is not the model"):
        MiniLM(file)


def test_a_model_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="cannot be read"):
        MiniLM(tmp_path / "nowhere.onnx")


def test_a_model_that_the_runtime_refuses_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(b"no model at all")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    monkeypatch.setattr("matching.engine.encoders.minilm.SHA256", digest)

    with pytest.raises(EncoderUnavailable, match="runtime refuses"):
        MiniLM(file)


def test_the_vocabulary_is_the_models_own() -> None:
    content = VOCABULARY.read_bytes()

    assert hashlib.sha256(content).hexdigest() == VOCABULARY_SHA256
    assert tokenizer().get_vocab_size() == content.count(b"\n")


def test_common_words_are_whole_english_words() -> None:
    assert {"train", "water", "service"} <= common_words()
    assert common_words().isdisjoint({"a", "##ing", "[CLS]", "2019", "drainz"})


def test_the_table_stays_small() -> None:
    assert TABLE.stat().st_size <= MOST_TABLE_BYTES


@given(CODES)
def test_what_is_packed_is_unpacked(codes: np.typing.NDArray[np.int8]) -> None:
    packed = pack(codes)

    assert packed.nbytes * 2 == codes.nbytes
    assert unpack(packed).tolist() == codes.tolist()
