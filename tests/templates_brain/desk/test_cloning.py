"""Cloning a version to companies at the desk."""

from typing import Any

import pytest

from templates_brain.models import (
    Provenance,
    Scenario,
    Template,
    TemplateScenario,
    TemplateVersion,
)
from templates_brain.publishing import load_template
from tenants.models import Company
from tenants.scope import company_scope
from tests import factories
from tests.desk import Desk, scenario_of


def test_a_template_without_a_version_is_published_first(desk: Desk) -> None:
    desk.add(Template, key="empty", name="Empty", industry="none")
    response = _clone(desk, Template.objects.get())
    assert response.status_code == 302


def test_cloning_shows_what_it_comes_to_before_it_writes(
    desk: Desk, template: Template, company: Company
) -> None:
    page = _clone(desk, template, companies=[company.pk])
    assert _told(page) == [("Will change", "Scenarios: 2 added.")]
    with company_scope(company.id):
        assert not Scenario.objects.exists()


def test_cloning_copies_once_and_tells_for_each_company(
    desk: Desk, template: Template, company: Company, stranger: Company
) -> None:
    chosen = [company.pk, stranger.pk]
    first = _clone(desk, template, companies=chosen, confirmed="")
    assert _told(first) == [("Done", "Scenarios: 2 added.")] * 2
    with company_scope(company.id):
        keys = set(Scenario.objects.values_list("key", flat=True))
        assert keys == {"clogged_drain", "burst_pipe"}
        assert Provenance.objects.get().cloned_by == desk.staff.email
    again = _clone(desk, template, companies=[company.pk], confirmed="")
    assert _told(again) == [("Unchanged", "The company is on this version already.")]


def test_cloning_leaves_a_company_alone_where_both_sides_changed(
    desk: Desk, template: Template, copy: Scenario, company: Company
) -> None:
    desk.change(copy, quick_replies="We come at once.")
    desk.change(TemplateScenario.objects.get(key="burst_pipe"), quick_replies="On our way.")
    desk.act("publish_drafts", template)
    alone = _clone(desk, template, companies=[company.pk], confirmed="")
    assert _told(alone) == [("Left alone", "Both sides changed burst_pipe.")]
    assert scenario_of(company, "burst_pipe").quick_replies == ["We come at once."]
    taken = _clone(desk, template, companies=[company.pk], confirmed="", on_conflict="take")
    assert _told(taken) == [("Done", "Scenarios: 1 updated.")]
    assert scenario_of(company, "burst_pipe").quick_replies == ["On our way."]


def test_cloning_another_template_says_which_one_the_company_leaves(
    desk: Desk, copy: Scenario, company: Company
) -> None:
    load_template(factories.TemplateDocumentFactory(key="hvac", name="HVAC"), actor="tests")
    page = _clone(desk, Template.objects.get(key="hvac"), companies=[company.pk])
    assert "The company leaves plumbing 1." in _told(page)[0][1]


@pytest.mark.parametrize("companies", [[], ["nonsense"]])
def test_cloning_to_no_company_asks_again(
    companies: list[str], desk: Desk, template: Template
) -> None:
    page = _clone(desk, template, companies=companies, confirmed="")
    assert "companies" in page.context["form"].errors


def test_an_older_version_is_cloned_from_its_own_page(
    desk: Desk, template: Template, company: Company
) -> None:
    version = TemplateVersion.objects.get()
    page = _clone(desk, version, companies=[company.pk], confirmed="")
    assert _told(page) == [("Done", "Scenarios: 2 added.")]


def _clone(desk: Desk, row: Template | TemplateVersion, **data: object) -> Any:
    return desk.client.post(desk.page_url(row, "clone"), data)


def _told(page: Any) -> list[tuple[str, str]]:
    return [(one.label, one.text) for one in page.context["outcomes"]]
