"""A template that builds on another: what it takes over, and when the other has news for it."""

from typing import Any

import pytest

from templates_brain.documents import InvalidDocument
from templates_brain.extending import ParentsNews, parents_news
from templates_brain.models import Template, TemplateVersion
from templates_brain.publishing import load_template, publish
from tests.templates_brain.test_sync_api import document, scenario

pytestmark = pytest.mark.django_db


def load_parent(**changes: Any) -> Template:
    """Publish the parent's document with these changes."""
    load_template(document(**changes), actor="staff")
    return Template.objects.get(key="small")


def load_child(**changes: Any) -> Template:
    """Publish a template that builds on the parent."""
    own = {
        "key": "trade",
        "extends": "small",
        "categories": [],
        "variableDefinitions": [],
        "fillerWords": [],
        "urgencyKeywords": [],
        "scenarios": [scenario("roofs", "We do roofs.")],
    }
    load_template(document(**{**own, **changes}), actor="staff")
    return Template.objects.get(key="trade")


def newest(template: Template) -> Any:
    """Return the content of the newest version."""
    version = template.latest_version()
    assert version is not None
    return version.content


def test_a_version_says_which_version_of_the_parent_it_was_built_on() -> None:
    load_parent()
    load_parent(name="Smaller")

    load_child()

    versions = TemplateVersion.objects.values_list("template__key", "number", "parent_version")
    assert set(versions) == {("small", 1, None), ("small", 2, None), ("trade", 1, 2)}


def test_a_newer_version_of_the_parent_is_news_until_the_child_is_published_again() -> None:
    parent = load_parent()
    child = load_child()
    before = parents_news(child)

    load_parent(fillerWords=["um", "er"])
    news = parents_news(child)
    publish(child, actor="staff")

    assert (before, news) == (None, ParentsNews(parent, 1, 2))
    assert newest(child)["fillerWords"] == ["er", "um"]
    assert parents_news(child) is None


def test_news_that_the_child_replaces_is_taken_note_of_without_a_new_version() -> None:
    load_parent()
    child = load_child(scenarios=[scenario("hello", "Howdy."), scenario("prices", "Ask us.")])
    load_parent(scenarios=[scenario("hello", "Hi."), scenario("prices", "It is {price}.")])

    published = publish(child, actor="staff")

    assert (published.version, published.is_new) == (1, False)
    assert parents_news(child) is None


def test_a_template_that_stands_by_itself_has_no_parents_news() -> None:
    assert parents_news(load_parent()) is None


def test_a_child_has_its_parents_behaviours_synonyms_and_words_of_categories() -> None:
    category = {"key": "talk", "name": "Talk", "fillerWords": ["so"]}
    load_parent(
        categories=[category],
        behaviours=[{"key": "calm", "name": "Calm"}],
        synonyms=[{"word": "a c", "means": "ac"}],
    )

    content = newest(load_child(scenarios=[{**scenario("roofs", "Yes."), "behaviour": "calm"}]))

    assert [one["key"] for one in content["behaviours"]] == ["calm"]
    assert content["synonyms"] == [{"word": "a c", "means": "ac"}]
    assert content["categories"][0]["fillerWords"] == ["so"]


def test_a_behaviour_that_neither_has_is_refused_on_publishing() -> None:
    load_parent()

    with pytest.raises(InvalidDocument, match="no behaviour calm"):
        load_child(scenarios=[{**scenario("roofs", "Yes."), "behaviour": "calm"}])


def test_a_parents_version_from_before_a_field_existed_is_built_on_all_the_same() -> None:
    load_parent()
    version = TemplateVersion.objects.get()
    version.content = _as_before(version.content)
    version.save()

    content = newest(load_child())

    assert {one["language"] for one in content["scenarios"]} == {"en-US"}
    assert content["behaviours"] == []


def _as_before(content: dict[str, Any]) -> dict[str, Any]:
    """Return a version's content without the fields that came later."""
    later = {"language", "channel", "preconditions", "behaviour", "entities", "notes"}
    kept = {
        name: value for name, value in content.items() if name not in ("behaviours", "synonyms")
    }
    scenarios = [
        {name: value for name, value in one.items() if name not in later}
        for one in content["scenarios"]
    ]
    categories = [{"key": one["key"], "name": one["name"]} for one in content["categories"]]
    return {**kept, "scenarios": scenarios, "categories": categories}
