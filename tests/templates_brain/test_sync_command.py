"""`sync_template`, as an operator runs it."""

import json
from typing import Any

import pytest

from templates_brain.cloning import clone_template, find_version
from templates_brain.models import Provenance, Scenario
from templates_brain.publishing import load_template
from tenants.models import Company
from tenants.scope import company_scope
from tests.telephony.commands import refusal, run
from tests.templates_brain.test_sync_api import document, scenario

pytestmark = pytest.mark.django_db


@pytest.fixture
def copied(company: Company) -> Company:
    """Return a company on the first of two versions, which has changed what the second changes."""
    load_template(document(), actor="staff")
    clone_template(company.pk, find_version("small"), actor="staff")
    with company_scope(company.pk, writing=True):
        Scenario.objects.filter(key="hello").update(
            quick_replies=["Howdy."], changed_fields=["quickReplies"]
        )
    prices = scenario("prices", "It is {price}.")
    load_template(document(scenarios=[scenario("hello", "Good day."), prices]), actor="staff")
    return company


def sync(company: Company, *words: str) -> Any:
    """Run `sync_template`."""
    return run("sync_template", "--company", str(company.pk), *words)


def stands(company: Company) -> tuple[int, list[str]]:
    """Return the version that the company is on, and what `hello` says."""
    with company_scope(company.pk):
        version = Provenance.objects.get().template_version
        return version, Scenario.objects.get(key="hello").quick_replies


def test_an_undecided_conflict_prints_the_report_and_writes_nothing(copied: Company) -> None:
    result = sync(copied)

    assert result.exit_status == 1
    assert [one["key"] for one in result.document["conflicts"]] == ["hello"]
    assert "--on-conflict" in result.messages
    assert stands(copied) == (1, ["Howdy."])


@pytest.mark.parametrize(("choice", "reply"), [("keep", "Howdy."), ("take", "Good day.")])
def test_a_conflict_is_decided_by_on_conflict(copied: Company, choice: str, reply: str) -> None:
    report = sync(copied, "--on-conflict", choice).document

    assert (report["fromVersion"], report["toVersion"]) == (1, 2)
    assert stands(copied) == (2, [reply])


def test_a_dry_run_writes_nothing(copied: Company) -> None:
    report = sync(copied, "--on-conflict", "take", "--dry-run").document

    assert (report["toVersion"], report["updated"]) == (2, ["hello"])
    assert stands(copied) == (1, ["Howdy."])


def test_an_older_version_is_brought_in_where_it_is_named(copied: Company) -> None:
    sync(copied, "--on-conflict", "take")

    report = sync(copied, "--to", "1").document

    assert (report["fromVersion"], report["toVersion"]) == (2, 1)
    assert stands(copied) == (1, ["Hello from {companyName}."])


def test_what_cannot_be_synced_is_refused_in_one_line(copied: Company, stranger: Company) -> None:
    assert "version 9" in refusal(sync(copied, "--to", "9"))
    assert "clone" in refusal(sync(stranger))
    assert "perhaps" in refusal(sync(copied, "--on-conflict", "perhaps"))
    assert json.dumps(stands(copied)) == '[1, ["Howdy."]]'
