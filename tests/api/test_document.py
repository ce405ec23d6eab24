"""The OpenAPI document: complete, valid, and the one that is checked in."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema

from tests.api.document import document, operations, referred

A_FILE = "multipart/form-data"
DOCUMENT = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"
OPERATIONS = list(operations())

every_operation = pytest.mark.parametrize(
    ("path", "verb", "operation"),
    OPERATIONS,
    ids=[f"{verb} {path}" for path, verb, _ in OPERATIONS],
)


def answers(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of an operation by status."""
    return {status: referred(answer) for status, answer in operation["responses"].items()}


def test_the_document_that_is_checked_in_is_the_one_that_the_code_makes() -> None:
    made = OpenApiYamlRenderer().render(document(), renderer_context={})

    assert DOCUMENT.read_bytes() == made, "The API changed: run `make schema` and commit the file."


def test_the_document_is_valid_and_made_without_a_warning() -> None:
    with GENERATOR_STATS.silence():
        made = SchemaGenerator().get_schema(request=None, public=True)

    validate_schema(made)
    assert not GENERATOR_STATS


def test_the_document_is_served_with_whole_paths(client: Client) -> None:
    answer = client.get("/api/schema", headers={"Accept": "application/json"})

    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.")
    assert "/api/company/{companyId}/configuration" in answer.json()["paths"]


def test_twilios_webhooks_are_not_part_of_it() -> None:
    assert not [path for path in document()["paths"] if "twilio" in path]
    assert "Twilio" in document()["info"]["description"]


def test_each_operation_has_a_name_of_its_own() -> None:
    names = Counter(operation["operationId"] for _, _, operation in OPERATIONS)

    assert set(names.values()) == {1}
    assert all(name.isalnum() for name in names)


def has_example(content: dict[str, Any]) -> bool:
    """Return whether a body is shown: beside its schema, or in it."""
    return bool(content.get("examples") or content["schema"].get("example"))


@every_operation
def test_an_operation_says_what_it_does(path: str, verb: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert not operation["summary"].endswith(".")
    assert len(operation["tags"]) == 1


@every_operation
def test_an_error_is_always_the_same_component(
    path: str, verb: str, operation: dict[str, Any]
) -> None:
    errors = [one for status, one in answers(operation).items() if status >= "400"]

    bodies = [error["content"]["application/json"] for error in errors]
    assert {body["schema"]["$ref"] for body in bodies} == {"#/components/schemas/Error"}
    assert all(body["examples"] for body in bodies)


@every_operation
def test_every_answer_names_the_request(path: str, verb: str, operation: dict[str, Any]) -> None:
    assert all("X-Request-Id" in answer["headers"] for answer in answers(operation).values())


@every_operation
def test_what_a_company_has_is_refused_to_others(
    path: str, verb: str, operation: dict[str, Any]
) -> None:
    company_only = {"401", "403", "404"} if "{companyId}" in path else set()

    assert company_only <= operation["responses"].keys()
    assert {"406", "429"} <= operation["responses"].keys()


@every_operation
def test_every_body_has_an_example(path: str, verb: str, operation: dict[str, Any]) -> None:
    successes = [one for status, one in answers(operation).items() if status < "300"]
    sent = [operation["requestBody"]] if "requestBody" in operation else []

    shown = [
        (kind, has_example(content))
        for body in [*sent, *successes]
        for kind, content in body.get("content", {}).items()
        if kind != A_FILE
    ]
    assert [kind for kind, is_shown in shown if not is_shown] == []


def test_no_object_is_bare() -> None:
    bare = [
        f"{verb} {path}"
        for path, verb, operation in OPERATIONS
        for body in [operation.get("requestBody", {}), *answers(operation).values()]
        for content in body.get("content", {}).values()
        if content["schema"] in ({}, {"type": "object", "additionalProperties": {}})
    ]

    assert bare == []
