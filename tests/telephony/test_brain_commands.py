"""`load_brain` and `clone_template`, as an operator runs them."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from templates_brain.management.commands import load_brain
from templates_brain.models import Provenance, Scenario, TemplateVersion
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import ScenarioDocumentFactory, TemplateDocumentFactory
from tests.telephony.commands import refusal, run

pytestmark = pytest.mark.django_db


def written(folder: Path, **changes: Any) -> str:
    """Write a template's document into the folder and return where it stands; JSON is YAML too."""
    file = folder / "plumbing.yaml"
    file.write_text(json.dumps(TemplateDocumentFactory(**changes)))
    return str(file)


def scenarios_of(company_id: UUID) -> list[str]:
    """Return the keys of the company's scenarios."""
    with company_scope(company_id):
        return sorted(Scenario.objects.values_list("key", flat=True))


def clone(company: Company | UUID, *words: str, template: str = "plumbing") -> Any:
    """Run `clone_template`."""
    company_id = str(getattr(company, "id", company))
    return run("clone_template", "--template", template, "--company", company_id, *words)


@pytest.fixture
def _loaded(tmp_path: Path) -> None:
    """Load the small template."""
    run("load_brain", written(tmp_path))


def test_a_template_is_loaded_and_described(tmp_path: Path) -> None:
    result = run("load_brain", written(tmp_path))

    version = TemplateVersion.objects.get()
    assert result.exit_status == 0
    assert result.document == {
        "template": "plumbing",
        "version": 1,
        "scenarios": 2,
        "contentHash": version.content_hash,
        "changed": True,
    }


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    first = run("load_brain", written(tmp_path)).document

    second = run("load_brain", written(tmp_path)).document

    assert second == {**first, "changed": False}
    assert TemplateVersion.objects.count() == 1


def test_a_changed_file_becomes_a_new_version_beside_the_old_one(tmp_path: Path) -> None:
    first = run("load_brain", written(tmp_path)).document
    more = [ScenarioDocumentFactory(key="sump_pump")]

    second = run("load_brain", written(tmp_path, scenarios=more)).document

    assert (second["version"], second["changed"]) == (2, True)
    assert second["contentHash"] != first["contentHash"]
    assert sorted(TemplateVersion.objects.values_list("number", flat=True)) == [1, 2]


def test_a_dry_run_of_loading_writes_nothing(tmp_path: Path) -> None:
    result = run("load_brain", written(tmp_path), "--dry-run")

    assert result.document["changed"]
    assert not TemplateVersion.objects.exists()


def test_the_bundled_templates_are_loaded_where_no_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path)
    monkeypatch.setattr(load_brain, "BRAINS", tmp_path)

    assert run("load_brain").document["template"] == "plumbing"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("key: [", "YAML"),
        ("just a text", "template"),
        ("schema: 1", "required"),
        (json.dumps(TemplateDocumentFactory(scenarios=[])), "scenarios"),
        (json.dumps({**TemplateDocumentFactory(), "companyId": "x"}), "companyId"),
        ("\x00\x01", "YAML"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_that_names_it(
    tmp_path: Path, text: str, fault: str
) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text)

    line = refusal(run("load_brain", str(file)))

    assert "bad.yaml" in line
    assert fault in line
    assert not TemplateVersion.objects.exists()


def test_a_file_that_is_not_there_or_not_a_text_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "picture.yaml").write_bytes(b"\xff\xfe\xfa")

    missing = refusal(run("load_brain", str(tmp_path / "missing.yaml")))
    picture = refusal(run("load_brain", str(tmp_path / "picture.yaml")))

    assert "missing.yaml" in missing
    assert "picture.yaml" in picture


@pytest.mark.usefixtures("_loaded")
def test_a_company_gets_its_own_copy(company: Company) -> None:
    report = clone(company).document

    assert (report["companyId"], report["toVersion"]) == (str(company.id), 1)
    assert report["fromVersion"] is None
    assert sorted(report["added"]) == ["burst_pipe", "clogged_drain"]
    assert scenarios_of(company.id) == ["burst_pipe", "clogged_drain"]


@pytest.mark.usefixtures("_loaded")
def test_the_same_version_again_changes_nothing(company: Company) -> None:
    clone(company)
    with company_scope(company.id):
        before = Company.in_company.get().configuration_version

    report = clone(company).document

    assert (report["fromVersion"], report["toVersion"], report["added"]) == (1, 1, [])
    with company_scope(company.id):
        assert Company.in_company.get().configuration_version == before


@pytest.mark.usefixtures("_loaded")
def test_another_company_gets_nothing_of_it(company: Company, stranger: Company) -> None:
    clone(company)

    assert scenarios_of(stranger.id) == []


@pytest.mark.usefixtures("_loaded")
def test_a_dry_run_of_cloning_writes_nothing(company: Company) -> None:
    report = clone(company, "--dry-run").document

    assert sorted(report["added"]) == ["burst_pipe", "clogged_drain"]
    assert scenarios_of(company.id) == []
    with company_scope(company.id):
        assert not Provenance.objects.exists()


@pytest.mark.usefixtures("_loaded")
def test_what_cannot_be_cloned_is_refused_in_one_line(company: Company) -> None:
    nobody, unheard_of = refusal(clone(uuid4())), refusal(clone(company, template="unheard_of"))
    no_id = refusal(run("clone_template", "--template", "plumbing", "--company", "nonsense"))

    assert "company" in nobody
    assert "unheard_of" in unheard_of
    assert "nonsense" in no_id
    assert scenarios_of(company.id) == []
