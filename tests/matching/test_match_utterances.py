"""The command answers line by line, and says in one line what is wrong."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from matching.management.commands.match_utterances import Command
from tests.matching.catalogs import document


class Stdin:
    """A standard input that holds these bytes."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(document()))
    return path


def answer(monkeypatch: pytest.MonkeyPatch, catalog: Path, content: bytes) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", Stdin(content))
    printed = io.StringIO()
    call_command("match_utterances", "--catalog", str(catalog), stdout=printed)
    return [json.loads(line) for line in printed.getvalue().splitlines()]


def test_decisions_come_in_the_order_of_the_utterances(
    monkeypatch: pytest.MonkeyPatch, catalog: Path
) -> None:
    lines = b'{"text": "How much is a service call?"}\n\n{"text": "caf\xc3\xa9"}\n'

    decisions = answer(monkeypatch, catalog, lines)

    assert [decision["text"] for decision in decisions] == ["How much is a service call?", "café"]
    assert [decision["id"] for decision in decisions] == ["price", None]
    assert set(decisions[0]) == {
        *("text", "kind", "id", "score", "confirm", "also", "elapsedMicros", "trace")
    }


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b'"text"',
        b"{}",
        b'{"text": 1}',
        b'{"text": "a", "b": 1}',
        b"\xff",
        b'{"text":"\\ud800"}',
    ],
)
def test_a_bad_line_is_named_by_its_number(
    monkeypatch: pytest.MonkeyPatch, catalog: Path, line: bytes
) -> None:
    with pytest.raises(CommandError) as failed:
        answer(monkeypatch, catalog, b'{"text": "hello"}\n' + line)

    assert "line 2" in str(failed.value)
    assert "\n" not in str(failed.value)


@pytest.mark.parametrize("content", ["{", "[]", '{"scenarios": 1}', '{"qnas": [], "more": 1}'])
def test_a_bad_catalog_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content)

    with pytest.raises(CommandError) as failed:
        answer(monkeypatch, path, b"")

    assert str(path) in str(failed.value)
    assert "\n" not in str(failed.value)


@pytest.mark.parametrize("arguments", [[], ["--catalog", "/nowhere.json"], ["--what"]])
def test_a_wrong_argument_ends_with_exit_1(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "match_utterances", *arguments])

    assert ended.value.code == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
