"""Publishing a draft at the desk."""

from typing import Any
from uuid import uuid4

import pytest

from templates_brain.admin.drafts import draft_of
from templates_brain.admin.engine_check import check_share
from templates_brain.models import (
    Template,
    TemplateScenario,
    TemplateVersion,
)
from tests.desk import Desk, errors_of, refused_everyone_else, told_last


def test_a_draft_is_published_once(desk: Desk, template: Template) -> None:
    desk.change(TemplateScenario.objects.get(key="burst_pipe"), triggers="a pipe burst")
    url = desk.url(template, "change", template.pk)
    first = desk.client.post(url.replace("change/", "publish/"), {"note": "Pipes"}, follow=True)
    assert told_last(first) == "Plumbing: version 2 is published."
    newest = template.latest_version()
    assert newest is not None
    assert (newest.note, newest.published_by) == ("Pipes", desk.staff.email)
    again = told_last(desk.act("publish_drafts", template))
    assert again == "Plumbing: nothing is new since version 2."


def test_opening_the_publish_page_publishes_nothing(desk: Desk, template: Template) -> None:
    desk.change(TemplateScenario.objects.get(key="burst_pipe"), triggers="a pipe burst")
    url = desk.url(template, "change", template.pk).replace("change/", "publish/")
    assert desk.client.get(url).status_code == 200
    assert TemplateVersion.objects.count() == 1


def test_a_draft_that_is_no_template_is_not_published(desk: Desk) -> None:
    desk.add(Template, key="empty", name="Empty", industry="none")
    told = told_last(desk.act("publish_drafts", Template.objects.get()))
    assert "cannot be published" in told
    assert not TemplateVersion.objects.exists()


def test_a_template_builds_on_one_that_stands_by_itself(desk: Desk, template: Template) -> None:
    facts = {"name": "Drains", "industry": "plumbing"}
    assert desk.add(Template, key="drains", extends=template, **facts).status_code == 302
    drains = Template.objects.get(key="drains")
    assert "extends" in errors_of(desk.add(Template, key="third", extends=drains, **facts))
    assert "extends" in errors_of(desk.change(drains, extends=drains))
    assert "extends" in errors_of(desk.change(template, extends=drains))
    alone = Template.objects.create(key="alone", **facts)
    assert "extends" in errors_of(desk.change(template, extends=alone))


def test_the_page_shows_what_is_found_and_where(desk: Desk, template: Template) -> None:
    scenario = TemplateScenario.objects.get(key="burst_pipe")
    TemplateScenario.objects.filter(pk=scenario.pk).update(quick_replies=["It is $125."])
    page = desk.client.get(desk.page_url(template, "publish"))
    found = page.context["errors_found"]
    assert [(one["check"], one["url"]) for one in found] == [
        ("company_fact", desk.url(scenario, "change", scenario.pk))
    ]
    assert "it cannot be published" in page.content.decode()


def test_a_warning_stops_nothing(desk: Desk, template: Template) -> None:
    replies = ["It is {servicecallprice}."]
    TemplateScenario.objects.filter(key="burst_pipe").update(quick_replies=replies)
    page = desk.client.get(desk.page_url(template, "publish"))
    assert [one["check"] for one in page.context["warnings_found"]] == ["no_safe_reply"]
    desk.client.post(desk.page_url(template, "publish"), {"note": ""})
    assert TemplateVersion.objects.count() == 2


def test_a_draft_with_errors_is_not_published(desk: Desk, template: Template) -> None:
    TemplateScenario.objects.filter(key="burst_pipe").update(quick_replies=["It is $125."])
    sent = desk.client.post(desk.page_url(template, "publish"), {"note": ""}, follow=True)
    assert "cannot be published" in told_last(sent)
    assert TemplateVersion.objects.count() == 1


def test_a_draft_without_news_offers_nothing_to_publish(desk: Desk, template: Template) -> None:
    url = desk.page_url(template, "publish")
    assert not desk.client.get(url).context["is_new"]
    TemplateScenario.objects.filter(key="burst_pipe").update(triggers=["a pipe burst"])
    page = desk.client.get(url)
    assert page.context["is_new"]
    assert "Publish version 2" in page.content.decode()


@pytest.fixture
def confused(template: Template) -> Template:
    """Return a template one of whose test phrases reaches another scenario."""
    rows = TemplateScenario.objects.filter(key="burst_pipe")
    rows.update(test_phrases=["about my clogged drain", "about my burst pipe please"])
    return template


def test_every_phrase_is_put_to_the_engine_share_by_share(desk: Desk, confused: Template) -> None:
    first = _check(desk, confused).json()
    assert (first["triedTo"], first["total"], first["testPhrases"]) == (4, 4, 2)
    (lost,) = first["lost"]
    assert lost["phrase"] == "about my clogged drain"
    assert (lost["wanted"]["key"], lost["reached"]["key"]) == ("burst_pipe", "clogged_drain")
    rest = _check(desk, confused, begin=2).json()
    assert (rest["triedTo"], rest["testPhrases"], rest["lost"]) == (4, 0, [])


def test_a_share_ends_with_its_time_and_the_next_goes_on(confused: Template) -> None:
    draft = draft_of(confused)
    share = check_share(draft, 0, seconds=0)
    assert (share.tried_to, share.total, len(share.lost)) == (1, 4, 1)
    assert check_share(draft, share.tried_to).tried_to == 4


def test_the_whole_check_is_shown_without_a_script(desk: Desk, confused: Template) -> None:
    page = desk.client.get(desk.page_url(confused, "publish"), {"check": ""})
    assert page.context["percent_reached"] == 50
    assert [one["phrase"] for one in page.context["lost"]] == ["about my clogged drain"]


def test_what_callers_do_not_meet_is_not_checked(desk: Desk, confused: Template) -> None:
    TemplateScenario.objects.filter(key="burst_pipe").update(status="draft")
    assert _check(desk, confused).json()["total"] == 1


def test_a_check_of_a_draft_that_has_changed_is_begun_again(desk: Desk, template: Template) -> None:
    digest = draft_of(template).digest
    TemplateScenario.objects.filter(key="burst_pipe").update(triggers=["a pipe burst"])
    assert _check(desk, template, digest=digest).status_code == 409
    assert _check(desk, template).status_code == 200


def test_a_draft_beyond_the_engine_is_told(desk: Desk, template: Template) -> None:
    TemplateScenario.objects.filter(key="burst_pipe").update(regex_triggers=["(a"])
    answer = _check(desk, template)
    assert answer.status_code == 422
    assert "(a" in answer.json()["error"]
    page = desk.client.get(desk.page_url(template, "publish"), {"check": ""})
    assert "(a" in page.context["check_failed"]


@pytest.mark.parametrize("sent", [{}, {"begin": "-1"}, {"begin": "x"}])
def test_a_check_from_nowhere_is_refused(
    sent: dict[str, str], desk: Desk, template: Template
) -> None:
    url = desk.page_url(template, "publish/check")
    digest = draft_of(template).digest
    assert desk.client.post(url, {"digest": digest, **sent}).status_code == 400
    assert desk.client.get(url).status_code == 405


@pytest.mark.parametrize("page", ["publish", "publish/check"])
def test_publishing_is_for_staff_and_for_templates_that_are_there(
    page: str, desk: Desk, template: Template
) -> None:
    refused_everyone_else(desk.page_url(template, page))
    assert desk.client.post(desk.page_url(Template(pk=uuid4()), page)).status_code == 404


def _check(desk: Desk, template: Template, begin: int = 0, digest: str = "") -> Any:
    sent = {"begin": begin, "digest": digest or draft_of(template).digest}
    return desk.client.post(desk.page_url(template, "publish/check"), sent)
