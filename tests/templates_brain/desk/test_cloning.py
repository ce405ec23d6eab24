"""Cloning a version to companies at the desk: chosen, previewed, confirmed, reported."""

from typing import Any
from uuid import uuid4

import pytest

from templates_brain.admin import clone_targets
from templates_brain.models import (
    Provenance,
    Scenario,
    Template,
    TemplateVersion,
)
from templates_brain.publishing import load_template
from tenants.models import Company
from tenants.scope import company_scope, platform_scope
from tests import factories
from tests.desk import Desk, refused_everyone_else, scenario_of, told_last


def test_a_template_without_a_version_is_published_first(desk: Desk) -> None:
    desk.add(Template, key="empty", name="Empty", industry="none")
    page = desk.client.get(desk.page_url(Template.objects.get(), "clone"), follow=True)
    assert "publish it first" in told_last(page)


def test_a_template_leads_to_its_newest_version(
    desk: Desk, template: Template, newer: TemplateVersion
) -> None:
    page = desk.client.get(desk.page_url(template, "clone"))
    assert page["Location"] == desk.page_url(newer, "clone")


def test_one_template_at_a_time_is_cloned_from_the_list(
    desk: Desk, template: Template, extension: Template
) -> None:
    page = desk.act("clone_selected", template)
    assert page.context["version"] == template.latest_version()
    assert told_last(desk.act("clone_selected", template, extension)) == "Select one template."


def test_companies_are_listed_with_what_they_are_on(
    desk: Desk, copy: Scenario, newer: TemplateVersion, company: Company, stranger: Company
) -> None:
    other = factories.CompanyFactory(name="Zoe's Pools", is_live=False)
    factories.ProvenanceFactory(company=other, template_key="pools")
    page = desk.client.get(desk.page_url(newer, "clone"))
    listed = page.context["listed"].targets
    assert [(one.company, one.behind, one.is_elsewhere) for one in listed] == [
        (company, 1, False),
        (stranger, 0, False),
        (other, 0, True),
    ]
    assert (page.context["answered"], page.context["behind"]) == (2, 1)


def test_companies_are_listed_with_as_few_queries_for_many_as_for_one(
    copy: Scenario, company: Company, django_assert_num_queries: Any
) -> None:
    factories.ProvenanceFactory(company=factories.CompanyFactory())
    version = TemplateVersion.objects.select_related("template").get()
    with platform_scope("tests"), django_assert_num_queries(3):
        listed = clone_targets.list_targets(version, "")
        assert [one.behind for one in listed.targets] == [0, 0]


def test_companies_are_found_by_name_and_the_rest_is_counted(
    desk: Desk, template: Template, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.CompanyFactory.create_batch(3, name="Ann's Plumbing")
    monkeypatch.setattr(clone_targets, "MOST_LISTED", 2)
    url = desk.page_url(TemplateVersion.objects.get(), "clone")
    found = desk.client.get(url, {"q": "joe's"}).context["listed"]
    assert ([one.company for one in found.targets], found.unlisted) == ([company], 0)
    every = desk.client.get(url).context["listed"]
    assert (len(every.targets), every.unlisted) == (2, 2)


def test_cloning_shows_what_it_comes_to_before_it_writes(
    desk: Desk, template: Template, company: Company
) -> None:
    (outcome,) = _clone(desk, template, companies=[company.pk]).context["outcomes"]
    assert (outcome.label, outcome.added, outcome.conflicts) == ("Will change", 2, 0)
    with company_scope(company.id):
        assert not Scenario.objects.exists()


def test_cloning_copies_once_and_tells_for_each_company(
    desk: Desk, template: Template, company: Company, stranger: Company
) -> None:
    chosen = [company.pk, stranger.pk]
    first = _clone(desk, template, companies=chosen, confirmed="").context["outcomes"]
    assert [(one.label, one.added) for one in first] == [("Done", 2)] * 2
    with company_scope(company.id):
        keys = set(Scenario.objects.values_list("key", flat=True))
        assert keys == {"clogged_drain", "burst_pipe"}
        assert Provenance.objects.get().cloned_by == desk.staff.email
    again = _clone(desk, template, companies=[company.pk], confirmed="")
    assert _told(again) == [("Unchanged", "The company is on this version already.")]


def test_cloning_leaves_a_company_alone_where_both_sides_changed(
    desk: Desk, template: Template, contested: TemplateVersion, company: Company
) -> None:
    alone = _clone(desk, template, companies=[company.pk], confirmed="")
    assert _told(alone) == [("Left alone", "Both sides changed burst_pipe.")]
    assert scenario_of(company, "burst_pipe").quick_replies == ["We come at once."]
    taken = _clone(desk, template, companies=[company.pk], confirmed="", on_conflict="take")
    assert [(one.label, one.updated) for one in taken.context["outcomes"]] == [("Done", 1)]
    assert scenario_of(company, "burst_pipe").quick_replies == ["On our way."]


def test_cloning_another_template_says_which_one_the_company_leaves(
    desk: Desk, copy: Scenario, company: Company
) -> None:
    load_template(factories.TemplateDocumentFactory(key="hvac", name="HVAC"), actor="tests")
    page = _clone(desk, Template.objects.get(key="hvac"), companies=[company.pk])
    assert _told(page) == [("Will change", "The company leaves plumbing 1.")]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"companies": ["nonsense"]},
        {"companies": [str(uuid4())]},
        {"which": "behind"},
        {"which": "every"},
    ],
)
def test_cloning_to_no_company_asks_again(
    sent: dict[str, object], desk: Desk, template: Template, company: Company
) -> None:
    page = _clone(desk, template, **sent, confirmed="")
    assert page.context["form"].errors
    assert 'role="alert"' in page.content.decode()
    with company_scope(company.id):
        assert not Scenario.objects.exists()


def test_what_was_ticked_stays_ticked_when_the_page_asks_again(
    desk: Desk, template: Template, company: Company, stranger: Company
) -> None:
    page = _clone(desk, template, companies=[stranger.pk, "nonsense"]).content.decode()
    assert page.count("checked>") == 1 + page.count('type="radio"') // 3


@pytest.mark.parametrize("which", ["answered", "behind"])
def test_many_companies_are_chosen_at_once(
    which: str, desk: Desk, copy: Scenario, newer: TemplateVersion, company: Company
) -> None:
    factories.CompanyFactory(is_live=False)
    factories.CompanyFactory(is_suspended=True)
    page = _clone(desk, newer, which=which, confirmed="")
    assert [one.company for one in page.context["outcomes"]] == [company]


def test_many_ids_are_sent_in_one_field(
    desk: Desk, template: Template, company: Company, stranger: Company
) -> None:
    page = _clone(desk, template, companies=f"{company.pk},{stranger.pk},")
    assert len(page.context["outcomes"]) == 2


def test_a_page_with_a_script_leaves_the_work_to_it(
    desk: Desk, template: Template, company: Company
) -> None:
    page = _clone(desk, template, companies=[company.pk], scripted="1")
    assert page.context["outcomes"] == []
    assert [one.company for one in page.context["targets"]] == [company]
    (previewed,) = _run(desk, companies=company.pk).json()["outcomes"]
    assert (previewed["label"], previewed["added"]) == ("Will change", 2)
    (done,) = _run(desk, companies=company.pk, confirmed="1").json()["outcomes"]
    assert (done["label"], done["company"]) == ("Done", str(company.pk))
    assert scenario_of(company, "burst_pipe")


def test_a_script_hears_of_what_is_left_alone(
    desk: Desk, contested: TemplateVersion, company: Company
) -> None:
    (outcome,) = _run(desk, companies=company.pk, confirmed="1").json()["outcomes"]
    assert (outcome["label"], outcome["conflicts"]) == ("Left alone", 1)
    assert outcome["url"].endswith(f"/company/{company.pk}/sync/")


def test_a_script_that_names_no_company_is_refused(desk: Desk, template: Template) -> None:
    assert _run(desk, companies="nonsense").status_code == 400
    assert desk.client.get(desk.page_url(_newest(), "clone/run")).status_code == 405


@pytest.mark.parametrize("page", ["clone", "clone/run"])
def test_cloning_is_for_staff_and_for_versions_that_are_there(
    page: str, desk: Desk, template: Template
) -> None:
    refused_everyone_else(desk.page_url(_newest(), page))
    missing = TemplateVersion(pk=uuid4())
    assert desk.client.post(desk.page_url(missing, page)).status_code == 404


def _clone(desk: Desk, row: Template | TemplateVersion, **data: object) -> Any:
    version = row if isinstance(row, TemplateVersion) else row.latest_version()
    assert version is not None
    return desk.client.post(desk.page_url(version, "clone"), data)


def _run(desk: Desk, **data: object) -> Any:
    return desk.client.post(desk.page_url(_newest(), "clone/run"), data)


def _newest() -> TemplateVersion:
    version = TemplateVersion.objects.order_by("-number").first()
    assert version is not None
    return version


def _told(page: Any) -> list[tuple[str, str]]:
    return [(one.label, one.text) for one in page.context["outcomes"]]
