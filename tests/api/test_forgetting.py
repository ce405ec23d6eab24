"""A write that the document shows is done, and makes forgotten what its view says."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from pytest_django import DjangoCaptureOnCommitCallbacks

from tenants.cache import NAMES, CompanyCache
from tests.api.document import operations
from tests.api.samples import parameters_of
from tests.api.world import World, rolled_back

pytestmark = pytest.mark.django_db

NEED_MORE = {
    "applyConfigurationVariables": "the token of a preview",
    "createTestCallTurn": "a test call that is going on",
}
"""What no example can bring, by the operation: they are done in tests of their own."""

WRITES = [
    pytest.param(path, verb, operation, id=operation["operationId"])
    for path, verb, operation in operations()
    if verb != "get" and "{companyId}" in path and operation["operationId"] not in NEED_MORE
]


def example_of(operation: dict[str, Any]) -> Any:
    """Return the first body that the document shows."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    shown = [one["value"] for one in body.get("examples", {}).values()]
    return [*shown, body.get("schema", {}).get("example")][0]


@pytest.mark.parametrize(("path", "verb", "operation"), WRITES)
def test_what_the_document_shows_is_done_and_what_it_makes_stale_is_forgotten(
    client: Client,
    world: World,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    path: str,
    verb: str,
    operation: dict[str, Any],
) -> None:
    url = path.format(**parameters_of(path, world))
    cache = CompanyCache(world.company.id)
    keep_something(cache)

    with rolled_back():
        with django_capture_on_commit_callbacks(execute=True):
            answer = send(client, verb, url, example_of(operation), world)
        forgotten = {name for name in NAMES if cache.get(name, 0) is None}

    assert answer.status_code in (200, 201, 204), answer.content
    assert forgotten >= set(resolve(url).func.cls.forgets)


def keep_something(cache: CompanyCache) -> None:
    """Keep something under each name."""
    for name in NAMES:
        cache.put(name, 0, "something")


def send(client: Client, verb: str, url: str, body: Any, world: World) -> HttpResponse:
    """Return the owner's answer."""
    return client.generic(
        verb.upper(),
        url,
        json.dumps(body),
        content_type="application/json",
        headers=world.headers["owner"],
    )
