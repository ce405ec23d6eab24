"""A company's sync page: what would change, the choices, applying them, and the undo."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from templates_brain.models import ConfigurationChange, Provenance, Scenario, TemplateVersion
from templates_brain.publishing import publish
from templates_brain.scenarios import remove_scenario
from tenants.models import Company
from tenants.scope import company_scope
from tests.desk import Desk, refused_everyone_else, scenario_of, told_last


def test_a_sync_shows_what_would_change_field_by_field(
    desk: Desk, copy: Scenario, newer: TemplateVersion, company: Company
) -> None:
    page = _open(desk, company)
    assert page.context["target"].behind == 1
    (scenarios,) = page.context["sync"].groups
    (changed,) = scenarios.changed
    assert (scenarios.title, changed.key, changed.name) == ("Scenarios", "burst_pipe", "Scenario")
    shown = {one.label: (one.put_in, one.taken_out) for one in changed.fields}
    assert shown == {
        "Triggers": (("a pipe has burst",), ("about my burst pipe",)),
        "Quick replies": (("On our way.",), ("{companyName} sees to that.",)),
    }
    assert scenario_of(company, "burst_pipe").quick_replies == copy.quick_replies


def test_a_sync_is_applied_and_told(
    desk: Desk, copy: Scenario, newer: TemplateVersion, company: Company, stranger: Company
) -> None:
    done = _apply(desk, company, newer)
    assert told_last(done) == "Joe's Plumbing is on plumbing 2. Scenarios: 1 updated."
    assert scenario_of(company, "burst_pipe").quick_replies == ["On our way."]
    with company_scope(stranger.id):
        assert not Scenario.objects.exists()


def test_a_company_that_is_up_to_date_has_nothing_to_apply(
    desk: Desk, copy: Scenario, company: Company
) -> None:
    page = _open(desk, company)
    assert not page.context["sync"].is_change
    assert "Apply to" not in page.content.decode()


def test_a_conflict_waits_for_a_decision(
    desk: Desk, contested: TemplateVersion, company: Company
) -> None:
    page = _open(desk, company)
    (conflict,) = page.context["sync"].contested
    assert (conflict.key, conflict.contested) == ("burst_pipe", ["Quick replies"])
    refused = _apply(desk, company, contested)
    assert "decide about 1 more" in told_last(refused)
    assert scenario_of(company, "burst_pipe").quick_replies == ["We come at once."]


@pytest.mark.parametrize(
    ("decided", "reply"),
    [
        ({"decision-burst_pipe": "keep"}, "We come at once."),
        ({"decision-burst_pipe": "take"}, "On our way."),
        ({"on_conflict": "keep"}, "We come at once."),
        ({"on_conflict": "take"}, "On our way."),
        ({"on_conflict": "take", "decision-burst_pipe": "keep"}, "We come at once."),
    ],
)
def test_a_conflict_is_decided_scenario_by_scenario(
    decided: dict[str, str],
    reply: str,
    desk: Desk,
    contested: TemplateVersion,
    company: Company,
) -> None:
    assert "is on plumbing 2" in told_last(_apply(desk, company, contested, **decided))
    assert scenario_of(company, "burst_pipe").quick_replies == [reply]
    assert scenario_of(company, "burst_pipe").triggers == ["a pipe has burst"]


@pytest.mark.parametrize("decided", [{"decision-burst_pipe": "both"}, {"on_conflict": "both"}])
def test_a_decision_that_is_none_decides_nothing(
    decided: dict[str, str], desk: Desk, contested: TemplateVersion, company: Company
) -> None:
    assert _apply(desk, company, contested, **decided).status_code == 200
    assert scenario_of(company, "burst_pipe").quick_replies == ["We come at once."]


def test_a_decision_is_still_ticked_while_another_is_open(
    desk: Desk, contested: TemplateVersion, company: Company
) -> None:
    with company_scope(company.id, writing=True):
        remove_scenario(Scenario.objects.get(key="clogged_drain"), actor="tests")
    contested.template.scenarios.filter(key="clogged_drain").update(triggers=["the drain"])
    publish(contested.template, actor="tests")
    newest = contested.template.latest_version()
    refused = _apply(desk, company, newest, **{"decision-burst_pipe": "take"})
    choices = {one.key: one.choice for one in refused.context["sync"].contested}
    assert choices == {"burst_pipe": "take", "clogged_drain": None}


def test_what_was_changed_meanwhile_is_looked_at_again(
    desk: Desk, copy: Scenario, newer: TemplateVersion, company: Company
) -> None:
    seen = _seen(company)
    desk.change(copy, name="Burst pipe")
    moved = _apply(desk, company, newer, seen=seen)
    assert "changed meanwhile" in told_last(moved)
    assert scenario_of(company, "burst_pipe").quick_replies != ["On our way."]
    assert "is on plumbing 2" in told_last(_apply(desk, company, newer))


def test_a_company_without_a_template_chooses_one(
    desk: Desk, newer: TemplateVersion, company: Company
) -> None:
    page = _open(desk, company)
    assert page.context["sync"] is None
    assert page.context["form"].offered() == [newer]
    chosen = _open(desk, company, version_id=newer.pk)
    assert len(chosen.context["sync"].report.added) == 2
    assert "2 added" in told_last(_apply(desk, company, newer))


def test_an_older_version_can_be_gone_back_to(
    desk: Desk, newer: TemplateVersion, company: Company
) -> None:
    older = TemplateVersion.objects.get(number=1)
    _apply(desk, company, newer)
    assert "is on plumbing 1" in told_last(_apply(desk, company, older))
    with company_scope(company.id):
        assert Provenance.objects.get().template_version == 1


@pytest.mark.parametrize("version_id", ["nonsense", "", "05e8d7de-0316-4b5a-a688-79aa00501529"])
def test_a_version_that_is_not_there_is_not_applied(
    version_id: str, desk: Desk, copy: Scenario, newer: TemplateVersion, company: Company
) -> None:
    page = _open(desk, company, version_id=version_id)
    assert page.context["version"] == newer
    sent = {"version_id": version_id, "seen": _seen(company)}
    assert desk.client.post(_url(company), sent).status_code == 200
    assert scenario_of(company, "burst_pipe").quick_replies != ["On our way."]


def test_without_any_version_the_page_says_so(desk: Desk, company: Company) -> None:
    assert "No template has been published yet" in _open(desk, company).content.decode()


def test_a_sync_is_undone_to_what_stood_before(
    desk: Desk, copy: Scenario, newer: TemplateVersion, company: Company
) -> None:
    _apply(desk, company, newer)
    assert _open(desk, company).context["undo"]["sync"].actor == desk.staff.email
    undone = desk.client.post(_url(company, "undo"), follow=True)
    assert "exactly as it was" in told_last(undone)
    assert scenario_of(company, "burst_pipe").quick_replies == copy.quick_replies
    with company_scope(company.id):
        assert ConfigurationChange.objects.first().actor == desk.staff.email


def test_a_sync_is_not_undone_over_later_edits(
    desk: Desk, copy: Scenario, newer: TemplateVersion, company: Company
) -> None:
    _apply(desk, company, newer)
    desk.change(scenario_of(company, "burst_pipe"), quick_replies="We come at once.")
    assert "edited after that sync" in _open(desk, company).context["undo"]["why_not"]
    refused = desk.client.post(_url(company, "undo"), follow=True)
    assert "edited after that sync" in told_last(refused)
    assert scenario_of(company, "burst_pipe").quick_replies == ["We come at once."]


def test_without_a_sync_there_is_nothing_to_undo(desk: Desk, company: Company) -> None:
    assert _open(desk, company).context["undo"]["why_not"] == "There is no sync to undo."
    refused = desk.client.post(_url(company, "undo"), follow=True)
    assert told_last(refused) == "There is no sync to undo."


def test_looking_writes_nothing(desk: Desk, contested: TemplateVersion, company: Company) -> None:
    seen = _seen(company)
    _open(desk, company)
    assert desk.client.get(_url(company, "undo")).status_code == 405
    assert _seen(company) == seen


def test_the_company_and_its_provenance_lead_to_the_page(
    desk: Desk, copy: Scenario, company: Company
) -> None:
    assert _url(company) in desk.open(company, "change", company.pk).content.decode()
    with company_scope(company.id):
        provenance = Provenance.objects.get()
    assert desk.client.get(desk.page_url(provenance, "sync"))["Location"] == _url(company)


@pytest.mark.parametrize("page", ["sync", "undo"])
def test_syncing_is_for_staff_and_for_companies_that_are_there(
    page: str, desk: Desk, company: Company
) -> None:
    refused_everyone_else(_url(company, page))
    assert desk.client.post(_url(Company(pk=uuid4()), page)).status_code == 404


def _url(company: Company, page: str = "sync") -> str:
    return reverse(f"admin:templates_brain_provenance_{page}", args=[company.pk])


def _open(desk: Desk, company: Company, **query: object) -> Any:
    return desk.client.get(_url(company), query)


def _apply(desk: Desk, company: Company, version: TemplateVersion | None, **sent: object) -> Any:
    assert version is not None
    given = {"version_id": version.pk, "seen": _seen(company), **sent}
    return desk.client.post(_url(company), given, follow=True)


def _seen(company: Company) -> int:
    with company_scope(company.id):
        return Company.in_company.get().configuration_version
