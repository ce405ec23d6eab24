"""The desk's pages of published versions: what is in one, and what differs between two."""

from typing import Any
from uuid import uuid4

import pytest

from templates_brain.admin.differences import field_changes, label_of_field
from templates_brain.comparing import Difference
from templates_brain.models import Template, TemplateScenario, TemplateVersion
from templates_brain.publishing import load_template
from tests.desk import Desk, refused_everyone_else


def test_a_version_is_downloaded_as_an_import_takes_it(desk: Desk, template: Template) -> None:
    document = desk.client.get(desk.page_url(TemplateVersion.objects.get(), "download")).json()
    assert not load_template(document, actor="tests").is_new


def test_a_version_shows_what_is_in_it_and_not_what_the_draft_became(
    desk: Desk, template: Template
) -> None:
    version = TemplateVersion.objects.get()
    TemplateScenario.objects.update(name="Edited since")
    page = desk.open(version, "change", version.pk)
    (chapter,) = page.context["overview"].chapters
    keys = [one["key"] for one in chapter.scenarios]
    assert (chapter.name, keys) == ("Services", ["clogged_drain", "burst_pipe"])
    assert "Edited since" not in page.content.decode()


def test_a_version_is_compared_with_the_one_before(desk: Desk, newer: TemplateVersion) -> None:
    page = _compare(desk, newer)
    assert page.context["other"].number == 1
    (scenarios,) = page.context["groups"]
    assert [one.key for one in scenarios.changed] == ["burst_pipe"]
    shown = {one.label: one.put_in for one in scenarios.changed[0].fields}
    assert shown == {"Triggers": ("a pipe has burst",), "Quick replies": ("On our way.",)}


def test_any_two_versions_are_compared(
    desk: Desk, newer: TemplateVersion, extension: Template
) -> None:
    other = extension.latest_version()
    assert other is not None
    page = _compare(desk, newer, other_id=other.pk)
    groups = {group.title: group for group in page.context["groups"]}
    assert [one.key for one in groups["Scenarios"].removed] == ["sump_pump"]
    assert groups["The template itself"].changed


def test_versions_of_the_same_template_are_offered_first(
    desk: Desk, newer: TemplateVersion, extension: Template
) -> None:
    offered = [str(one) for one in _compare(desk, newer).context["offered"]]
    assert offered == ["Plumbing 1", "Basements 1"]


def test_a_first_version_has_nothing_before_it(desk: Desk, template: Template) -> None:
    page = _compare(desk, TemplateVersion.objects.get())
    assert page.context["other"] is None
    assert "This is the first version" in page.content.decode()


@pytest.mark.parametrize("other_id", ["nonsense", "05e8d7de-0316-4b5a-a688-79aa00501529"])
def test_a_version_that_is_not_there_is_compared_with_the_one_before(
    other_id: str, desk: Desk, newer: TemplateVersion
) -> None:
    assert _compare(desk, newer, other_id=other_id).context["other"].number == 1


def test_versions_that_are_the_same_say_so(desk: Desk, newer: TemplateVersion) -> None:
    page = _compare(desk, newer, other_id=newer.pk)
    assert "Nothing differs" in page.content.decode()


@pytest.mark.parametrize("page", ["compare", "download"])
def test_versions_are_for_staff_and_must_be_there(
    page: str, desk: Desk, template: Template
) -> None:
    refused_everyone_else(desk.page_url(TemplateVersion.objects.get(), page))
    assert desk.client.get(desk.page_url(TemplateVersion(pk=uuid4()), page)).status_code == 404


def test_a_version_is_not_changed_at_the_desk(desk: Desk, template: Template) -> None:
    version = TemplateVersion.objects.get()
    assert (
        desk.client.post(desk.url(version, "change", version.pk), {"note": "x"}).status_code == 403
    )
    assert desk.client.post(desk.url(version, "delete", version.pk)).status_code == 403


@pytest.mark.parametrize(
    ("name", "label"),
    [("quickReplies", "Quick replies"), ("isEmergency", "Emergency"), ("priority", "Priority")],
)
def test_a_documents_field_is_called_in_words(name: str, label: str) -> None:
    assert label_of_field(name) == label


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (None, 0.6, ("", "0.6")),
        (False, True, ("no", "yes")),
        ({}, {"set": {"is_member": True}}, ("", '{"set": {"is_member": true}}')),
        ("ask", "none", ("ask", "none")),
    ],
)
def test_a_value_is_written_to_be_read(before: Any, after: Any, shown: tuple[str, str]) -> None:
    fields = {"minScore": {"before": before, "after": after}}
    (change,) = field_changes(Difference("scenario", "greeting", "changed", fields))
    assert (change.before, change.after) == shown


def test_a_list_in_another_order_says_so() -> None:
    fields = {"triggers": {"before": ["a", "b"], "after": ["b", "a"]}}
    items = {"triggers": {"added": [], "removed": []}}
    (change,) = field_changes(Difference("scenario", "greeting", "changed", fields, items))
    assert change.after == "in another order"


def _compare(desk: Desk, version: TemplateVersion, **query: object) -> Any:
    return desk.client.get(desk.page_url(version, "compare"), query)
