"""`/scenarios` and the company's words: what a company may make its own."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from templates_brain.publishing import load_template
from tenants.models import Company, Role
from tests.conftest import ClientOf
from tests.factories import UserFactory
from tests.templates_brain.test_sync_api import document, sync

pytestmark = pytest.mark.django_db

OWN = {
    "key": "roofs",
    "name": "Roofs",
    "triggers": ["do you fix roofs"],
    "quickReplies": ["We don't do roofs."],
}


@pytest.fixture
def path(company: Company, owner: APIClient) -> str:
    """Return the path of a company with a copy of a template."""
    load_template(document(), actor="staff")
    path = f"/api/company/{company.pk}"
    sync(owner, f"{path}/configuration")
    return path


def test_the_least_scenario_is_live_and_the_companys_own(path: str, owner: APIClient) -> None:
    answer = owner.post(f"{path}/scenarios", OWN, format="json")

    assert answer.status_code == 201
    kept = owner.get(f"{path}/scenarios/roofs").json()
    assert (kept["status"], kept["origin"], kept["changedFields"]) == ("live", "company", [])


def test_a_taken_key_is_409(path: str, owner: APIClient) -> None:
    assert (
        owner.post(f"{path}/scenarios", {**OWN, "key": "hello"}, format="json").status_code == 409
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("triggers", "not a list"),
        ("triggers", []),
        ("quickReplies", ["x" * 221]),
        ("status", "gone"),
        ("priority", 101),
        ("key", "Not a key"),
        ("company", "another"),
        ("origin", "template"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_written(
    field: str, value: Any, path: str, owner: APIClient
) -> None:
    answer = owner.post(f"{path}/scenarios", {**OWN, field: value}, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])
    assert owner.get(f"{path}/scenarios").json()["count"] == 2


def test_a_change_is_marked_as_the_companys_own(path: str, owner: APIClient) -> None:
    answer = owner.patch(f"{path}/scenarios/hello", {"priority": 5}, format="json")

    assert (answer.json()["priority"], answer.json()["changedFields"]) == (5, ["priority"])


def test_a_reset_returns_to_the_templates(path: str, owner: APIClient) -> None:
    before = owner.get(f"{path}/scenarios/hello").json()
    owner.patch(f"{path}/scenarios/hello", {"priority": 5, "name": "Hi"}, format="json")

    answer = owner.post(f"{path}/scenarios/hello/reset", format="json")

    assert (answer.status_code, answer.json()) == (200, before)


def test_a_scenario_of_ones_own_has_nothing_to_return_to(path: str, owner: APIClient) -> None:
    owner.post(f"{path}/scenarios", OWN, format="json")

    assert owner.post(f"{path}/scenarios/roofs/reset", format="json").status_code == 422


def test_a_removed_scenario_is_gone(path: str, owner: APIClient) -> None:
    assert owner.delete(f"{path}/scenarios/hello").status_code == 204

    assert owner.get(f"{path}/scenarios/hello").status_code == 404
    assert owner.get(f"{path}/scenarios/prices").status_code == 200


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VIEWER, 403), (Role.MANAGER, 200), (Role.OWNER, 200)]
)
def test_a_manager_edits_and_a_viewer_reads(
    role: Role, status: int, path: str, company: Company, client_of: ClientOf
) -> None:
    client = client_of(UserFactory(company=company, role=role))

    changed = client.patch(f"{path}/scenarios/hello", {"priority": 1}, format="json")

    assert (client.get(f"{path}/scenarios").status_code, changed.status_code) == (200, status)


def test_an_outsider_neither_reads_nor_writes(path: str, outsider: APIClient) -> None:
    assert outsider.get(f"{path}/scenarios/hello").status_code == 403
    assert outsider.delete(f"{path}/scenarios/hello").status_code == 403


def test_a_stale_if_match_is_412_and_the_fresh_one_is_taken(path: str, owner: APIClient) -> None:
    fresh = owner.get(f"{path}/scenarios/hello").headers["ETag"]
    stale = owner.patch(
        f"{path}/scenarios/hello", {"priority": 1}, format="json", HTTP_IF_MATCH='"1"'
    )

    taken = owner.patch(
        f"{path}/scenarios/hello", {"priority": 2}, format="json", HTTP_IF_MATCH=f"W/{fresh}"
    )

    assert (stale.status_code, taken.status_code) == (412, 200)
    assert taken.headers["ETag"] != fresh


NEW_FIELDS = {
    "language": "en-GB",
    "channel": "voice",
    "cooldownTurns": 3,
    "preconditions": {"requires": {"is_member": True}},
    "effects": {"set": {"was_told": 1}},
    "entities": [{"name": "day", "type": "date", "required": False, "prompt": ""}],
    "hookParameters": {"escalate": {"first": "people"}},
    "replyWeights": {"Hello from {companyName}.": 2.0},
    "followUp": "ask",
}


@pytest.mark.parametrize(("field", "value"), NEW_FIELDS.items(), ids=NEW_FIELDS)
def test_every_field_of_the_copy_can_be_made_the_companys_own(
    field: str, value: Any, path: str, owner: APIClient
) -> None:
    answer = owner.patch(f"{path}/scenarios/hello", {field: value}, format="json")

    assert (answer.status_code, answer.json()["changedFields"]) == (200, [field])
    assert owner.get(f"{path}/scenarios/hello").json()[field] == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("behaviour", "unheard_of"),
        ("regexTriggers", ["("]),
        ("hookParameters", {"dance": {}}),
        ("preconditions", {"needs": {}}),
        ("notes", "Staff's remarks are no company's."),
    ],
)
def test_what_a_copy_cannot_be_is_400_and_changes_nothing(
    field: str, value: Any, path: str, owner: APIClient
) -> None:
    before = owner.get(f"{path}/scenarios/hello").json()

    answer = owner.patch(f"{path}/scenarios/hello", {field: value}, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])
    assert owner.get(f"{path}/scenarios/hello").json() == before


def test_a_change_to_what_stands_already_records_nothing(path: str, owner: APIClient) -> None:
    history = f"{path}/configuration/history"
    before = owner.get(history).json()["count"]

    answer = owner.patch(f"{path}/scenarios/hello", {"priority": 0}, format="json")

    assert (answer.status_code, answer.json()["changedFields"]) == (200, [])
    assert owner.get(history).json()["count"] == before


def test_scenarios_are_searched_and_ordered(path: str, owner: APIClient) -> None:
    owner.patch(f"{path}/scenarios/hello", {"priority": 9}, format="json")

    found = owner.get(f"{path}/scenarios?search=prices").json()
    ordered = owner.get(f"{path}/scenarios?ordering=priority&pageSize=1").json()

    assert [one["key"] for one in found["results"]] == ["prices"]
    assert [one["key"] for one in ordered["results"]] == ["prices"]
    assert ordered["next"].startswith("http")
