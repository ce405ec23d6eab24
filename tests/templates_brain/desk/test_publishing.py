"""Publishing a draft at the desk."""

from templates_brain.models import (
    Template,
    TemplateScenario,
    TemplateVersion,
)
from tests.desk import Desk, errors_of, told_last


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
