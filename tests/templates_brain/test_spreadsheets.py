"""Scenarios out as CSV and in again: the same, whatever stands in them, and harmless in between."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from templates_brain.documents import completed_rows
from templates_brain.models import Template, TemplateVersion
from templates_brain.publishing import load_template
from templates_brain.spreadsheets import (
    COLUMNS,
    InvalidSpreadsheet,
    load_scenarios,
    read_scenarios,
    write_scenarios,
)
from tests.telephony.commands import refusal, run
from tests.templates_brain.documents import scenario_documents, texts
from tests.templates_brain.test_linting import BRAINS
from tests.templates_brain.test_sync_api import document, scenario

TEMPLATES = ("universal", "plumbing", "hvac", "electrical")
unlike = st.lists(scenario_documents(), max_size=3, unique_by=lambda one: one["key"])


def there_and_back(scenarios: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what an import makes of an export."""
    return completed_rows("scenarios", read_scenarios(write_scenarios(scenarios)))


def cells(text: str) -> list[dict[str, str]]:
    """Return a CSV's rows as a spreadsheet shows them."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheet(*rows: dict[str, str]) -> str:
    """Return a CSV of rows that each have at least what a scenario needs."""
    least = {"name": "N", "category": "talk", "quickReplies": "Yes."}
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(
        {**least, "triggers": f"about {place}", **row} for place, row in enumerate(rows)
    )
    return text.getvalue()


def faults_of(text: str) -> list[tuple[int, str]]:
    """Return the row and the column of everything that is wrong with a CSV."""
    with pytest.raises(InvalidSpreadsheet) as refused:
        read_scenarios(text)
    return [(fault.row, fault.column) for fault in refused.value.faults]


@given(unlike)
def test_a_round_trip_is_identity(scenarios: list[dict[str, Any]]) -> None:
    assert there_and_back(scenarios) == scenarios


@given(st.lists(st.sampled_from(["a\nb", '["a"]', "[0-9]+", "'", "''=", "=1", "[", "\\n", "a\rb"])))
def test_what_looks_like_the_notation_comes_back_too(awkward: list[str]) -> None:
    (plain,) = completed_rows("scenarios", [scenario("hello", "Hi.")])
    one = {**plain, "negativeTriggers": awkward, "name": "'=1+1"}

    assert there_and_back([one]) == [one]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_round_trip_of_a_bundled_template_is_identity(template: str) -> None:
    content = yaml.safe_load((BRAINS / f"{template}.yaml").read_text())
    scenarios = completed_rows("scenarios", content["scenarios"])

    assert len(scenarios) >= 30
    assert there_and_back(scenarios) == scenarios


@given(st.sampled_from("=+-@\t\r"), texts)
def test_no_text_of_an_export_is_a_formula(sign: str, text: str) -> None:
    (plain,) = completed_rows("scenarios", [scenario("hello", "Hi.")])
    formula = sign + text
    one = {**plain, "name": formula, "notes": formula, "triggers": [formula]}

    (row,) = cells(write_scenarios([one]))

    assert {row[name][0] for name in ("name", "notes", "triggers")} <= {"'", "["}


def test_a_list_stands_one_item_a_line() -> None:
    (plain,) = completed_rows("scenarios", [scenario("hello", "Hi.")])

    (row,) = cells(write_scenarios([plain]))

    assert row["triggers"] == "hello please\ntell me hello"
    assert (row["priority"], row["isEmergency"], row["minScore"]) == ("0", "false", "")


def test_what_a_spreadsheet_makes_of_it_is_taken_too() -> None:
    text = "\ufeffkey,name,category,triggers,quickReplies,isEmergency\r\n"
    text += 'hello,Hello,talk,"hi\r\n hello \r\n\r\n",Hi.,TRUE\r\n,,,,,\r\n'

    (row,) = read_scenarios(text)

    assert (row["triggers"], row["isEmergency"]) == (["hi", "hello"], True)


def test_every_fault_is_told_by_row_and_column_at_once() -> None:
    text = sheet(
        {"key": "fine"},
        {"key": "Not a key", "priority": "101", "isEmergency": "maybe"},
        {"key": "third", "status": "gone", "preconditions": "{", "quickReplies": ""},
        {"key": "fine", "triggers": "x" * 201, "entities": '[{"name": "day", "type": "colour"}]'},
    )

    assert set(faults_of(text)) == {
        (3, "isEmergency"),
        (4, "preconditions"),
        (5, "key"),
        (5, "triggers"),
        (5, "entities"),
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", (1, "")),
        ("key,nmae\nhello,Hello\n", (1, "nmae")),
        ("key,key\nhello,hello\n", (1, "key")),
        ('key,name\nhello,"Hel\n', (1, "")),
        (sheet({"key": "hello"}).rstrip() + ",,,more\r\n", (2, "")),
    ],
)
def test_what_is_no_list_of_scenarios_is_refused(text: str, fault: tuple[int, str]) -> None:
    assert fault in faults_of(text)


@pytest.fixture
def template(db: None) -> Template:
    """Publish the small template."""
    load_template(document(), actor="staff")
    return Template.objects.get()


def test_a_csv_replaces_the_scenarios_and_nothing_else(template: Template) -> None:
    published = load_scenarios(template, sheet({"key": "roofs"}), actor="staff")

    content = TemplateVersion.objects.get(number=2).content
    assert (published.version, published.is_new) == (2, True)
    assert [one["key"] for one in content["scenarios"]] == ["roofs"]
    assert (content["fillerWords"], len(content["variableDefinitions"])) == (["um"], 2)


def test_faults_beyond_a_row_are_told_by_row_too(template: Template) -> None:
    text = sheet(
        {"key": "roofs", "category": "nowhere"},
        {"key": "pipes", "behaviour": "calm", "priority": "999"},
    )
    with pytest.raises(InvalidSpreadsheet) as refused:
        load_scenarios(template, text, actor="staff")
    with pytest.raises(InvalidSpreadsheet) as linted:
        load_scenarios(
            template, sheet({"key": "a"}, {"key": "b", "quickReplies": "Ask {x}."}), actor=""
        )

    found = [(fault.row, fault.column) for fault in refused.value.faults]
    assert found == [(2, "category"), (3, "priority"), (3, "behaviour")]
    assert [(fault.row, fault.message) for fault in linted.value.faults] == [
        (3, "{x} is not defined.")
    ]
    assert TemplateVersion.objects.count() == 1


def test_an_export_is_imported_without_a_change(template: Template, tmp_path: Path) -> None:
    file = tmp_path / "scenarios.csv"
    file.write_text(run("export_template", "small", "--format", "csv").output, newline="")

    imported = run("import_template", str(file), "--template", "small").document

    assert (imported["version"], imported["changed"]) == (1, False)


def test_a_dry_run_of_a_csv_writes_nothing(template: Template, tmp_path: Path) -> None:
    file = tmp_path / "scenarios.csv"
    file.write_text(sheet({"key": "roofs"}), newline="")

    told = run("import_template", str(file), "--template", "small", "--dry-run").document

    assert (told["version"], told["changed"], told["scenarios"]) == (2, True, 1)
    assert TemplateVersion.objects.count() == 1
    assert template.scenarios.count() == 2


def test_an_import_prints_every_fault_and_one_line(template: Template, tmp_path: Path) -> None:
    file = tmp_path / "scenarios.csv"
    file.write_text(sheet({"key": "A"}, {"key": "b", "status": "gone"}), newline="")

    result = run("import_template", str(file), "--template", "small")

    assert result.exit_status == 1
    assert [(one["row"], one["column"]) for one in result.document["errors"]] == [
        (2, "key"),
        (3, "status"),
    ]
    assert result.messages.count("\n") == 1
    assert "(2 errors)" in result.messages


def test_a_json_import_tells_every_fault_by_place(template: Template, tmp_path: Path) -> None:
    broken = document()
    broken["scenarios"][0]["triggers"] = []
    broken["scenarios"][1]["status"] = "gone"
    file = tmp_path / "small.json"
    file.write_text(json.dumps(broken))

    result = run("import_template", str(file))

    assert [one["place"] for one in result.document["errors"]] == [
        "scenarios.0.triggers",
        "scenarios.1.status",
    ]


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("a.csv", [], "--template"),
        ("a.csv", ["--template", "nothing"], "nothing"),
        ("a.json", ["--template", "small"], "--template"),
        ("a.json", [], "JSON"),
        ("missing.json", [], "missing.json"),
    ],
)
def test_a_wrong_argument_is_one_line(
    name: str, words: list[str], says: str, template: Template, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(sheet({"key": "roofs"}), newline="")
    (tmp_path / "a.json").write_text("NaN")

    assert says in refusal(run("import_template", str(tmp_path / name), *words))
