"""`evaluate_matching` prints figures, and says in one line what is wrong."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from templates_brain.publishing import load_template
from tests.factories import ScenarioDocumentFactory, TemplateDocumentFactory

CATALOG = {
    "scenarios": [
        {"id": "book", "triggers": ["can i book a visit", "i need an appointment"]},
        {"id": "price", "triggers": ["how much is a service call", "what do you charge"]},
    ]
}
LINES = [
    {"text": "can i book a visit", "expects": ["book"], "trade": "hvac"},
    {"text": "what do you charge", "expects": ["price"], "trade": "plumbing"},
    {"text": "how much is a service call", "label": "book", "trade": "plumbing"},
    {"text": "zebra xylophone", "label": None},
]


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(CATALOG))
    return path


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    path = tmp_path / "labelled.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in LINES))
    return path


@pytest.fixture
def template(db: None) -> str:
    scenarios = [
        ScenarioDocumentFactory(key="clogged_drain", testPhrases=["my pipe burst"]),
        ScenarioDocumentFactory(key="burst_pipe", triggers=["my pipe burst"], testPhrases=[]),
        ScenarioDocumentFactory(key="old", status="draft", testPhrases=["never asked"]),
    ]
    load_template(TemplateDocumentFactory(scenarios=scenarios), actor="staff")
    return "plumbing"


def run(*arguments: object) -> tuple[dict[str, Any], str]:
    """Return the figures printed and what was said beside them."""
    printed, said = io.StringIO(), io.StringIO()
    call_command("evaluate_matching", *map(str, arguments), stdout=printed, stderr=said)
    [line] = printed.getvalue().splitlines()
    return json.loads(line), said.getvalue()


def fault_of(*arguments: object) -> str:
    with pytest.raises(CommandError) as refusal:
        run(*arguments)
    return str(refusal.value)


def test_a_labelled_file_is_evaluated_on_a_catalog(catalog: Path, labelled: Path) -> None:
    figures, said = run(labelled, "--catalog", catalog)

    assert (figures["utterances"], figures["inScope"], figures["outOfScope"]) == (4, 3, 1)
    assert (figures["right"], figures["wrong"], figures["oosRecall"]) == (0.6667, 0.3333, 1.0)
    assert figures["confusions"][0] == {
        "expected": "book",
        "found": "price",
        "count": 1,
        "answered": 1,
        "example": "how much is a service call",
    }
    assert (figures["noise"], said) == ({}, "")


def test_one_trade_of_a_file_is_evaluated(catalog: Path, labelled: Path) -> None:
    figures, _ = run(labelled, "--catalog", catalog, "--trade", "plumbing")

    assert (figures["utterances"], figures["right"]) == (2, 0.5)


def test_noise_is_the_seeds(catalog: Path, labelled: Path) -> None:
    arguments = (labelled, "--catalog", catalog, "--noise", "--seed")

    first, again = (run(*arguments, 7)[0]["noise"] for _ in range(2))

    assert first == again
    assert set(first["all of it"]) >= {"accuracy", "right", "auroc"}


def test_the_page_is_written_for_a_browser(catalog: Path, labelled: Path, tmp_path: Path) -> None:
    run(labelled, "--catalog", catalog, "--html", tmp_path / "page.html")

    written = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<h1>Matching: catalog.json on labelled.jsonl</h1>" in written
    assert "<dt>Accuracy</dt><dd>66.7%</dd>" in written


def test_a_table_is_printed_beside_the_figures(catalog: Path, labelled: Path) -> None:
    _, said = run(labelled, "--catalog", catalog, "--table")

    assert "4 utterances, 3 in scope, 1 out of scope" in said
    assert "book → price" in said


def test_a_templates_live_test_phrases_are_evaluated(template: str) -> None:
    figures, _ = run("--template", template)

    assert (figures["utterances"], figures["inScope"]) == (1, 1)
    assert figures["confusions"][0]["expected"] == "clogged_drain"
    assert figures["confusions"][0]["found"] == "burst_pipe"


def test_a_labelled_file_is_evaluated_on_a_template(template: str, tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    path.write_text('{"text": "my pipe burst", "label": "burst_pipe"}\n')

    assert run(path, "--template", template)[0]["right"] == 1


def test_ids_that_the_catalog_does_not_have_are_told(catalog: Path, tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    ids = ["gone", "book", *"fedcba"]
    path.write_text("".join(f'{{"text": "a", "label": "{one}"}}\n' for one in ids))

    assert run(path, "--catalog", catalog)[1] == (
        "7 ids expected are not in the catalog: a, b, c, d, e…\n"
    )


def test_what_is_wrong_with_a_file_is_said_by_line(catalog: Path, tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    path.write_text('{"text": "a", "label": "book"}\n{"text": "b"}\n')

    assert fault_of(path, "--catalog", catalog) == (
        f'{path}: line 2: it needs either "expects" or "label".'
    )


def test_what_cannot_be_evaluated_is_said(catalog: Path, labelled: Path, tmp_path: Path) -> None:
    gone, empty = tmp_path / "gone", tmp_path / "empty"
    empty.write_text("")

    assert fault_of(gone, "--catalog", catalog) == (
        f"{gone} cannot be read: No such file or directory."
    )
    assert fault_of(labelled, "--catalog", gone) == (
        f"{gone} cannot be read: No such file or directory."
    )
    assert fault_of(labelled, "--catalog", labelled) == f"{labelled} is not JSON."
    assert fault_of(empty, "--catalog", catalog) == "There are no utterances to evaluate."
    assert fault_of("--catalog", catalog) == "A catalog needs a FILE of labelled utterances."
    assert fault_of(labelled, "--catalog", catalog, "--html", gone / "page.html") == (
        f"{gone / 'page.html'} cannot be written: No such file or directory."
    )


@pytest.mark.parametrize(
    ("scenario", "fault"),
    [
        ({"id": "book"}, "scenarios[0].triggers is required."),
        (
            {"id": "book", "triggers": [], "regexTriggers": ["(?=x)"]},
            "scenario 'book' has a regex trigger that RE2 refuses: '(?=x)'.",
        ),
    ],
)
def test_a_catalog_that_is_none_is_refused(
    scenario: dict[str, Any], fault: str, labelled: Path, tmp_path: Path
) -> None:
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps({"scenarios": [scenario]}))

    assert fault in fault_of(labelled, "--catalog", path)


def test_an_unknown_template_is_refused(db: None) -> None:
    assert fault_of("--template", "gone") == "There is no published template gone."


def test_either_a_catalog_or_a_template_answers(catalog: Path, labelled: Path) -> None:
    assert "one of the arguments --catalog --template is required" in fault_of(labelled)
    assert "not allowed with argument" in fault_of(
        labelled, "--catalog", catalog, "--template", "plumbing"
    )
