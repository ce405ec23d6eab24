"""A document becomes the draft, the draft an immutable version: a new one for new content only."""

import hashlib
from typing import Any

import pytest

from templates_brain.documents import InvalidDocument
from templates_brain.models import Template, TemplateScenario, TemplateVersion
from templates_brain.publishing import (
    content_hash,
    draft_document,
    load_template,
    publish,
)
from tests.factories import ScenarioDocumentFactory, TemplateDocumentFactory

pytestmark = pytest.mark.django_db


def load(document: dict[str, Any] | None = None) -> Any:
    """Load a document, or the usual one."""
    return load_template(document or TemplateDocumentFactory(), actor="staff@example.com")


def test_loading_publishes_the_first_version() -> None:
    published = load()

    assert (published.key, published.version, published.is_new) == ("plumbing", 1, True)
    assert published.scenarios == 2
    version = TemplateVersion.objects.get()
    assert (version.number, version.published_by) == (1, "staff@example.com")
    assert version.content_hash == published.content_hash


def test_the_same_content_publishes_nothing() -> None:
    first, again = load(), load()

    assert (again.version, again.is_new) == (1, False)
    assert again.content_hash == first.content_hash
    assert TemplateVersion.objects.count() == 1


def test_changed_content_is_the_next_version_and_the_old_one_stays() -> None:
    load()
    before = TemplateVersion.objects.get(number=1).content

    changed = load(TemplateDocumentFactory(name="Plumbing and drains"))

    assert (changed.version, changed.is_new) == (2, True)
    assert TemplateVersion.objects.get(number=1).content == before
    assert TemplateVersion.objects.get(number=2).content["name"] == "Plumbing and drains"


def test_old_content_again_is_a_version_of_its_own() -> None:
    load()
    load(TemplateDocumentFactory(name="Other"))

    back = load()

    assert (back.version, back.is_new) == (3, True)
    first, third = TemplateVersion.objects.filter(number__in=[1, 3]).order_by("number")
    assert first.content_hash == third.content_hash


def test_versions_are_counted_by_template() -> None:
    load()
    load(TemplateDocumentFactory(name="Other"))

    assert load(TemplateDocumentFactory(key="hvac")).version == 1
    assert Template.objects.get(key="plumbing").latest_version().number == 2


def test_what_a_document_leaves_out_or_writes_out_is_the_same_content() -> None:
    short = load()

    long = load(TemplateDocumentFactory(description="", extends=None, fillerWords=["um"]))

    assert (long.version, long.content_hash) == (1, short.content_hash)


def test_the_order_of_a_documents_fields_is_no_change() -> None:
    first = load()

    turned = load(dict(reversed(TemplateDocumentFactory().items())))

    assert turned.content_hash == first.content_hash


def test_the_order_of_scenarios_is_a_change() -> None:
    first = load()
    document = TemplateDocumentFactory()
    document["scenarios"].reverse()

    assert load(document).content_hash != first.content_hash


def test_a_hash_is_sha256_of_canonical_json() -> None:
    canonical = '{"a":"é","b":[1,2]}'

    digest = content_hash({"b": [1, 2], "a": "é"})

    assert digest == hashlib.sha256(canonical.encode()).hexdigest()


def test_a_version_told_by_the_document_is_not_read() -> None:
    published = load({**TemplateDocumentFactory(), "version": 7, "contentHash": "0" * 64})

    assert published.version == 1
    assert published.content_hash != "0" * 64


def test_the_draft_comes_back_as_the_document_that_it_was() -> None:
    load()
    draft = draft_document(Template.objects.get())

    again = load(draft)

    assert (again.version, again.is_new) == (1, False)


def test_an_edited_draft_is_published_as_the_next_version() -> None:
    load()
    TemplateScenario.objects.filter(key="burst_pipe").update(name="Burst pipes")

    published = publish(Template.objects.get(), actor="staff@example.com")

    assert (published.version, published.is_new) == (2, True)
    names = [row["name"] for row in TemplateVersion.objects.get(number=2).content["scenarios"]]
    assert names == ["Scenario", "Burst pipes"]


def test_a_document_replaces_the_whole_draft() -> None:
    load()

    load(TemplateDocumentFactory(scenarios=[ScenarioDocumentFactory(key="only_one")]))

    assert list(TemplateScenario.objects.values_list("key", flat=True)) == ["only_one"]


def test_a_document_that_is_refused_leaves_everything_as_it_was() -> None:
    load()
    document = TemplateDocumentFactory(name="Other")
    document["scenarios"][0]["triggers"] = []

    with pytest.raises(InvalidDocument):
        load(document)

    assert Template.objects.get().name == "Plumbing"
    assert TemplateVersion.objects.count() == 1


def test_an_interrupted_load_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    monkeypatch.setattr(TemplateVersion.objects, "create", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        load(TemplateDocumentFactory(name="Other"))

    assert Template.objects.get().name == "Plumbing"
    assert TemplateScenario.objects.count() == 2
