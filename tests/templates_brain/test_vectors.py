"""Templates' triggers are encoded once for everybody, and a company's own words for it alone."""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command

from matching.engine import Catalog, build_index, vectors
from matching.engine.common_requests import common_requests
from matching.engine.encoders import choice, choose_encoder
from matching.engine.encoders.protocol import Floats
from matching.engine.vectors import encode_to_bytes, read_vectors, shared_vector, text_key
from telephony.profiles import agent_for
from templates_brain import vectors as template_vectors
from templates_brain.cloning import clone_template, find_version
from templates_brain.linting import catalog_of
from templates_brain.management.commands import encode_brains
from templates_brain.models import Scenario, TemplateVersion
from templates_brain.publishing import load_template
from templates_brain.vectors import BUNDLED, share_version, spoken_texts
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.factories import (
    QuestionAnswerFactory,
    ScenarioDocumentFactory,
    TemplateDocumentFactory,
)
from tests.matching.encoding import encoder_named
from tests.telephony.test_profiles import route_to

pytestmark = pytest.mark.django_db

Commits = Callable[..., Any]
BUNDLED_TRIGGER = "my toilet is clogged"
NEW = ["the frobnicator hums", "a frobnicator for my garage"]
SAMPLE_EVERY = 67


class Counting:
    """An encoder that answers for MiniLM and tells what it was asked for."""

    name = "minilm"
    dimensions = 384

    def __init__(self) -> None:
        """Begin with nothing encoded."""
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text, always the same."""
        self.encoded += texts
        return np.full((len(texts), self.dimensions), self.dimensions**-0.5, dtype=np.float32)


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, bytes], bytes]:
    """Return the shared store of a new process: the bundled vectors, and room for one test's."""
    shared = {("minilm", key): row for key, row in read_vectors(BUNDLED)[1].items()}
    monkeypatch.setattr(vectors, "_shared", shared)
    monkeypatch.setattr(vectors, "_unread", [])
    monkeypatch.setattr(template_vectors, "_shared", set())
    return shared


def template(*triggers: str, **changes: Any) -> dict[str, Any]:
    """Return a template's document with one scenario."""
    scenario = ScenarioDocumentFactory(key="only", triggers=list(triggers))
    return TemplateDocumentFactory(scenarios=[scenario], **changes)


def publish(commits: Commits, *triggers: str) -> TemplateVersion:
    """Publish a version with these triggers and let its transaction commit."""
    with commits(execute=True):
        published = load_template(template(*triggers), actor="staff@example.com")
    return TemplateVersion.objects.get(template__key="plumbing", number=published.version)


def kept(version: TemplateVersion) -> dict[bytes, bytes]:
    """Return the vectors that a version keeps, by key."""
    name, rows = read_vectors(BytesIO(bytes(version.vectors)))
    assert name == "minilm"
    return rows


@lru_cache(maxsize=1)
def bundled_texts() -> tuple[str, ...]:
    """Return the triggers of every bundled template, in the order of the alphabet."""
    return tuple(sorted(encode_brains._texts()))


def test_every_bundled_trigger_is_in_the_file_that_ships() -> None:
    _, shipped = read_vectors(BUNDLED)

    missing = [text for text in bundled_texts() if text_key(text) not in shipped]

    assert not TemplateVersion.objects.exists()  # what was loaded to read them is gone
    assert not missing, "templates_brain/brains/vectors.npz is behind: run `make vectors`."


def test_what_callers_ask_any_company_is_in_the_file_that_ships() -> None:
    _, shipped = read_vectors(BUNDLED)

    asked = {way for request in common_requests() for way in request}

    assert {way for way in asked if text_key(way) not in shipped} == set()


def test_the_file_that_ships_is_what_the_model_gives() -> None:
    _, shipped = read_vectors(BUNDLED)
    sample = [text for text in bundled_texts()[::SAMPLE_EVERY] if text_key(text) in shipped]

    fresh = encode_to_bytes(sample, encoder_named("minilm"))

    rows = np.array([np.frombuffer(row, np.int8) for row in fresh], dtype=int)
    held = np.array([np.frombuffer(shipped[text_key(one)], np.int8) for one in sample], dtype=int)
    assert abs(rows - held).max() <= 1
    assert abs(held).max() < 127


@pytest.mark.parametrize(("arguments", "is_written"), [(["--dry-run"], False), ([], True)])
def test_the_command_writes_the_file_unless_it_is_tried(
    arguments: list[str],
    is_written: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "vectors.npz"
    monkeypatch.setattr(encode_brains, "BUNDLED", file)
    monkeypatch.setattr(encode_brains, "_texts", lambda: {*NEW})

    call_command("encode_brains", *arguments)

    assert json.loads(capsys.readouterr().out) == {"file": "vectors.npz", "texts": 2}
    assert file.exists() == is_written


def test_a_version_keeps_the_vectors_of_what_is_new(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    version = publish(django_capture_on_commit_callbacks, BUNDLED_TRIGGER, *NEW)

    assert shared_vector(BUNDLED_TRIGGER, "minilm") is not None
    assert kept(version).keys() == {text_key(text) for text in NEW}


def test_a_version_of_bundled_triggers_keeps_none(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    assert bytes(publish(django_capture_on_commit_callbacks, BUNDLED_TRIGGER).vectors) == b""


def test_nothing_is_encoded_before_the_commit(
    django_capture_on_commit_callbacks: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Counting()
    monkeypatch.setattr(template_vectors, "current_encoder", lambda: counting)

    with django_capture_on_commit_callbacks() as waiting:
        load_template(template(*NEW), actor="staff@example.com")

    assert (len(waiting), counting.encoded) == (1, [])
    waiting[0]()
    assert sorted(counting.encoded) == sorted(NEW)


def test_a_shared_version_is_not_encoded_again(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    version = publish(django_capture_on_commit_callbacks, BUNDLED_TRIGGER, *NEW)
    catalog = Catalog.from_document(catalog_of(version.content))
    before, after = Counting(), Counting()

    build_index(catalog, before)
    share_version("plumbing", version.number)
    build_index(catalog, after)

    assert (sorted(before.encoded), after.encoded) == (sorted(NEW), [])


def test_a_version_published_where_the_last_was_shared_still_keeps_all_its_own(
    django_capture_on_commit_callbacks: Commits,
) -> None:
    publish(django_capture_on_commit_callbacks, NEW[0])
    share_version("plumbing", 1)

    second = publish(django_capture_on_commit_callbacks, *NEW)

    assert kept(second).keys() == {text_key(text) for text in NEW}


@pytest.mark.parametrize(("key", "number"), [("", 1), ("plumbing", 9), ("nowhere", 1)])
def test_a_version_that_is_not_there_shares_nothing(
    key: str,
    number: int,
    store: dict[tuple[str, bytes], bytes],
    django_capture_on_commit_callbacks: Commits,
) -> None:
    publish(django_capture_on_commit_callbacks, *NEW)
    before = dict(store)

    share_version(key, number)

    assert store == before


def test_a_process_with_the_static_encoder_keeps_nothing(
    django_capture_on_commit_callbacks: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choice, "_chosen", "minilm")
    choose_encoder("static")

    assert bytes(publish(django_capture_on_commit_callbacks, *NEW).vectors) == b""


def test_what_a_trigger_says_is_read_as_a_company_s_index_reads_it() -> None:
    load_template(template("Um, the A/C won't start!", "MY sink: leaks"), actor="staff@example.com")

    assert [*spoken_texts(find_version("plumbing").content)] == [
        "the ac will not start",
        "my sink leaks",
    ]


def test_a_company_s_own_words_are_in_no_version_and_no_shared_vector(
    company: Company,
    number: PhoneNumber,
    foreign_number: PhoneNumber,
    store: dict[tuple[str, bytes], bytes],
    django_capture_on_commit_callbacks: Commits,
) -> None:
    version = publish(django_capture_on_commit_callbacks, *NEW)
    clone_template(company.pk, find_version("plumbing"), actor="staff@example.com")
    own = ["does aunt mabel still answer", "the blue van of joe"]
    with company_scope(company.pk):
        Scenario.objects.filter(key="only").update(triggers=[*NEW, own[0]])
        QuestionAnswerFactory(company=company, question=own[1])
    share_version("plumbing", version.number)
    before = dict(store)

    agent, foreign = agent_for(route_to(number)), agent_for(route_to(foreign_number))
    again = publish(django_capture_on_commit_callbacks, *NEW, "fix my frobnicator")
    share_version("plumbing", again.number)

    assert {*own} <= {*agent.index.scenarios.phrases, *agent.index.qnas.phrases}
    assert {*own}.isdisjoint((*foreign.index.scenarios.phrases, *foreign.index.qnas.phrases))
    assert [shared_vector(text, "minilm") for text in own] == [None, None]
    assert {key for _, key in store.keys() - before.keys()} == {text_key("fix my frobnicator")}
    assert kept(again).keys().isdisjoint(map(text_key, own))
