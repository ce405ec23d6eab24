"""The desk's list of templates, and how each of them stands."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from templates_brain.admin import draft_states
from templates_brain.cloning import clone_template, find_version
from templates_brain.extending import parents_news
from templates_brain.models import (
    Scenario,
    Template,
    TemplateFillerWord,
    TemplateScenario,
    TemplateVersion,
)
from templates_brain.publishing import publish
from tenants.models import Company
from tests.desk import Desk


def test_a_draft_is_published_until_one_of_its_rows_changes(desk: Desk, template: Template) -> None:
    assert _states(desk) == {"plumbing": "published"}
    TemplateScenario.objects.filter(key="burst_pipe").update(triggers=["a pipe burst"])
    assert _states(desk) == {"plumbing": "changed"}
    publish(template, actor="tests")
    assert _states(desk) == {"plumbing": "published"}


def test_any_kind_of_row_and_fact_makes_a_change(desk: Desk, template: Template) -> None:
    TemplateFillerWord.objects.create(template=template, word="well")
    assert _states(desk) == {"plumbing": "changed"}
    TemplateFillerWord.objects.filter(word="well").delete()
    assert _states(desk) == {"plumbing": "published"}
    Template.objects.update(description="Drains and pipes.")
    assert _states(desk) == {"plumbing": "changed"}


def test_a_draft_without_a_version_is_never_published(desk: Desk) -> None:
    Template.objects.create(key="empty", name="Empty", industry="none")
    assert _states(desk) == {"empty": "never published"}


def test_companies_are_counted_with_those_that_are_behind(
    desk: Desk, copy: Scenario, newer: TemplateVersion, stranger: Company
) -> None:
    clone_template(stranger.id, newer, actor="tests")
    (row,) = _rows(desk)
    assert (row.newest_number, row.standing.companies, row.standing.behind) == (2, 2, 1)
    assert _open(desk).context["cl"].model_admin.behind(row) == ("behind", 1)


def test_a_parents_new_version_is_news_until_it_is_brought_in(
    desk: Desk, extension: Template, newer: TemplateVersion
) -> None:
    assert _news(desk) == {"plumbing": None, "basements": ("news", "2 is new")}
    publish(extension, actor="tests")
    assert _news(desk) == {"plumbing": None, "basements": None}


def test_the_list_has_the_same_news_as_the_template_itself(
    desk: Desk, extension: Template, newer: TemplateVersion
) -> None:
    told = {row.key: parents_news(row) is not None for row in _rows(desk)}
    assert told == {row.key: draft_states.has_parents_news(row) for row in _rows(desk)}


def test_the_list_takes_as_many_queries_for_many_templates_as_for_few(
    desk: Desk, extension: Template
) -> None:
    few = _queries(desk)
    copies = [_published_copy(extension, number) for number in range(4)]
    _open(desk)
    assert len(copies) == 4
    assert _queries(desk) == few


def test_a_document_is_made_again_only_after_a_change(
    desk: Desk, template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(desk)
    held = draft_states._digest.cache_info().misses
    _open(desk)
    assert draft_states._digest.cache_info().misses == held
    TemplateScenario.objects.update(name="Other")
    _open(desk)
    assert draft_states._digest.cache_info().misses == held + 1


def test_a_template_says_how_it_stands(desk: Desk, copy: Scenario, newer: TemplateVersion) -> None:
    template = newer.template
    page = desk.open(template, "change", template.pk)
    assert (page.context["state"], page.context["latest"]) == ("published", newer)
    assert (page.context["standing"].companies, page.context["standing"].behind) == (1, 1)
    TemplateScenario.objects.update(name="Other")
    page = desk.open(template, "change", template.pk)
    assert page.context["state"] == "changed"


def test_a_template_without_a_version_says_so(desk: Desk) -> None:
    empty = Template.objects.create(key="empty", name="Empty", industry="none")
    assert desk.open(empty, "change", empty.pk).context["state"] == "never published"


def _open(desk: Desk) -> Any:
    return desk.open(Template, "changelist")


def _rows(desk: Desk) -> list[Any]:
    return list(_open(desk).context["cl"].result_list)


def _states(desk: Desk) -> dict[str, str]:
    page = _open(desk).context["cl"]
    return {row.key: page.model_admin.state(row) for row in page.result_list}


def _news(desk: Desk) -> dict[str, object]:
    page = _open(desk).context["cl"]
    return {row.key: page.model_admin.news(row) for row in page.result_list}


def _queries(desk: Desk) -> int:
    _open(desk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        _open(desk)
    return len(queries)


def _published_copy(parent: Template, number: int) -> Template:
    facts = {"name": f"Copy {number}", "industry": "none", "extends": parent.extends}
    copy = Template.objects.create(key=f"copy_{number}", **facts)
    publish(copy, actor="tests")
    assert find_version(copy.key)
    return copy
