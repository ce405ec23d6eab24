"""`/configuration/sync*`, `/configuration/history*` and `/api/templates`, as companies use them."""

import copy
from typing import Any

import pytest
from rest_framework.test import APIClient

from templates_brain.models import ConfigurationChange, Provenance, Scenario
from templates_brain.publishing import load_template
from tenants.models import Company, Role
from tenants.scope import company_scope
from tests.conftest import ClientOf
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def document(**changes: Any) -> dict[str, Any]:
    """Return a small template's document."""
    return {
        "schema": 1,
        "key": "small",
        "name": "Small",
        "industry": "all",
        "categories": [{"key": "talk", "name": "Talk"}],
        "variableDefinitions": [
            {"name": "companyName", "label": "Company name", "required": True},
            {"name": "price", "label": "Price", "type": "money"},
        ],
        "fillerWords": ["um"],
        "urgencyKeywords": [{"word": "flooding", "weight": 0.5}],
        "scenarios": [
            scenario("hello", "Hello from {companyName}."),
            scenario("prices", "It is {price}."),
        ],
        **changes,
    }


def scenario(key: str, reply: str) -> dict[str, Any]:
    """Return a scenario's document."""
    triggers = [f"{key} please", f"tell me {key}"]
    return {
        "key": key,
        "name": key,
        "category": "talk",
        "triggers": triggers,
        "quickReplies": [reply],
    }


@pytest.fixture
def first() -> dict[str, Any]:
    """Return the published first version's document."""
    published = document()
    load_template(published, actor="staff")
    return published


@pytest.fixture
def path(company: Company) -> str:
    """Return the company's configuration path."""
    return f"/api/company/{company.pk}/configuration"


@pytest.fixture
def cloned(first: dict[str, Any], path: str, owner: APIClient) -> dict[str, Any]:
    """Return the first version's document, which the company has a copy of."""
    assert sync(owner, path).status_code == 200
    return first


def sync(client: APIClient, path: str, **body: Any) -> Any:
    """Post a sync."""
    return client.post(f"{path}/sync", {"templateId": "small", **body}, format="json")


def publish_second(first: dict[str, Any]) -> None:
    """Publish a version in which `hello` speaks otherwise and `thanks` is new."""
    second = copy.deepcopy(first)
    second["scenarios"][0]["quickReplies"] = ["Good day from {companyName}."]
    second["scenarios"].append(scenario("thanks", "You are welcome."))
    load_template(second, actor="staff")


def reply_of(client: APIClient, company: Company, key: str) -> Any:
    """Return a scenario's quick replies as the API tells them."""
    return client.get(f"/api/company/{company.pk}/scenarios/{key}").json()["quickReplies"]


def test_the_first_sync_clones(first: dict[str, Any], path: str, owner: APIClient) -> None:
    answer = sync(owner, path)

    assert answer.status_code == 200
    assert answer.json()["added"] == ["hello", "prices"]
    assert (answer.json()["fromVersion"], answer.json()["toVersion"]) == (None, 1)
    assert owner.get(path).json()["clonedFromVersion"] == 1


def test_an_identical_sync_records_nothing(
    cloned: dict[str, Any], company: Company, path: str, owner: APIClient
) -> None:
    before = owner.get(path).json()
    with company_scope(company.pk):
        changes = ConfigurationChange.objects.count()

    answer = sync(owner, path)

    assert answer.json()["added"] == answer.json()["updated"] == answer.json()["removed"] == []
    assert owner.get(path).json() == before
    with company_scope(company.pk):
        assert ConfigurationChange.objects.count() == changes


def test_a_newer_version_is_brought_in(
    cloned: dict[str, Any], company: Company, path: str, owner: APIClient
) -> None:
    publish_second(cloned)

    answer = sync(owner, path).json()

    assert (answer["fromVersion"], answer["toVersion"]) == (1, 2)
    assert (answer["added"], answer["updated"]) == (["thanks"], ["hello"])
    assert reply_of(owner, company, "hello") == ["Good day from {companyName}."]


def test_a_preview_writes_nothing(
    cloned: dict[str, Any], company: Company, path: str, owner: APIClient
) -> None:
    publish_second(cloned)

    preview = owner.post(f"{path}/sync/preview", {"templateId": "small"}, format="json").json()

    assert preview["updated"] == ["hello"]
    assert preview["differences"]["hello"]["quickReplies"]["after"] == [
        "Good day from {companyName}."
    ]
    assert reply_of(owner, company, "hello") == ["Hello from {companyName}."]


def change_hello(client: APIClient, company: Company, reply: str = "Howdy.") -> Any:
    """Change what `hello` says at the company."""
    path = f"/api/company/{company.pk}/scenarios/hello"
    return client.patch(path, {"quickReplies": [reply]}, format="json")


def test_both_changed_is_409_with_the_report_and_nothing_written(
    cloned: dict[str, Any], company: Company, path: str, owner: APIClient
) -> None:
    change_hello(owner, company)
    publish_second(cloned)

    answer = sync(owner, path)

    assert answer.status_code == 409
    assert answer.json()["details"]["conflicts"] == [
        {
            "key": "hello",
            "reason": "both_changed",
            "fields": ["quickReplies"],
            "resolution": None,
        }
    ]
    assert owner.get(path).json()["clonedFromVersion"] == 1
    assert reply_of(owner, company, "hello") == ["Howdy."]


@pytest.mark.parametrize(
    ("decision", "reply"),
    [
        ({"onConflict": "keep"}, "Howdy."),
        ({"onConflict": "take"}, "Good day from {companyName}."),
        ({"resolutions": {"hello": "take"}}, "Good day from {companyName}."),
        ({"onConflict": "take", "resolutions": {"hello": "keep"}}, "Howdy."),
    ],
)
def test_a_decision_settles_a_conflict(
    decision: dict[str, Any],
    reply: str,
    cloned: dict[str, Any],
    company: Company,
    path: str,
    owner: APIClient,
) -> None:
    change_hello(owner, company)
    publish_second(cloned)

    answer = sync(owner, path, **decision)

    assert answer.status_code == 200
    assert reply_of(owner, company, "hello") == [reply]
    assert owner.get(path).json()["clonedFromVersion"] == 2


def test_undo_returns_to_exactly_what_stood_before(
    cloned: dict[str, Any], company: Company, path: str, owner: APIClient
) -> None:
    change_hello(owner, company)
    before = owner.get(path).json()
    publish_second(cloned)
    sync(owner, path, onConflict="take")

    answer = owner.post(f"{path}/sync/undo", format="json")

    assert answer.status_code == 200
    after = owner.get(path).json()
    assert {**after, "version": None} == {**before, "version": None}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("voice-settings", {"speakingRate": 0.9}),
        ("business-hours", {"closures": [{"date": "2027-03-05", "reason": "Count"}]}),
        ("call-handling", {"afterHours": "message"}),
    ],
)
def test_settings_changed_since_neither_hinder_an_undo_nor_are_undone(
    cloned: dict[str, Any], company: Company, path: str, owner: APIClient, name: str, body: Any
) -> None:
    before = owner.get(path).json()
    publish_second(cloned)
    sync(owner, path)
    written = owner.patch(f"/api/company/{company.pk}/{name}", body, format="json").json()

    answer = owner.post(f"{path}/sync/undo", format="json")

    assert answer.status_code == 200
    assert owner.get(path).json()["scenarios"] == before["scenarios"]
    assert owner.get(f"/api/company/{company.pk}/{name}").json() == written


def test_undo_after_a_later_edit_is_409(
    cloned: dict[str, Any], company: Company, path: str, owner: APIClient
) -> None:
    publish_second(cloned)
    sync(owner, path)
    change_hello(owner, company, "Edited since.")

    answer = owner.post(f"{path}/sync/undo", format="json")

    assert answer.status_code == 409
    assert reply_of(owner, company, "hello") == ["Edited since."]


def test_a_second_undo_is_409(cloned: dict[str, Any], path: str, owner: APIClient) -> None:
    publish_second(cloned)
    sync(owner, path)
    owner.post(f"{path}/sync/undo", format="json")

    assert owner.post(f"{path}/sync/undo", format="json").status_code == 409


def test_the_history_tells_who_and_what_and_restores(
    cloned: dict[str, Any], company: Company, path: str, owner: APIClient
) -> None:
    change_hello(owner, company, "First.")
    history = owner.get(f"{path}/history").json()["results"]
    change_hello(owner, company, "Second.")

    answer = owner.post(f"{path}/history/{history[0]['version']}/restore", format="json")

    assert (history[0]["action"], history[0]["details"]["scenario"]) == (
        "scenario_changed",
        "hello",
    )
    assert history[0]["actor"].endswith("@example.com")
    assert answer.status_code == 200
    assert reply_of(owner, company, "hello") == ["First."]


def test_a_version_that_is_not_on_record_is_404(
    cloned: dict[str, Any], path: str, owner: APIClient
) -> None:
    assert owner.post(f"{path}/history/999999/restore", format="json").status_code == 404


def test_an_unknown_template_is_404(path: str, owner: APIClient) -> None:
    assert sync(owner, path).status_code == 404


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER])
def test_only_an_owner_syncs(
    role: Role, first: dict[str, Any], company: Company, path: str, client_of: ClientOf
) -> None:
    client = client_of(UserFactory(company=company, role=role))

    assert sync(client, path).status_code == 403


def test_a_sync_touches_no_other_company(
    cloned: dict[str, Any],
    stranger: Company,
    outsider: APIClient,
    path: str,
    owner: APIClient,
) -> None:
    sync(outsider, f"/api/company/{stranger.pk}/configuration")
    theirs = outsider.get(f"/api/company/{stranger.pk}/configuration").json()
    publish_second(cloned)

    sync(owner, path)

    assert outsider.get(f"/api/company/{stranger.pk}/configuration").json() == theirs
    assert owner.get(path).json()["clonedFromVersion"] == 2


def test_an_outsider_syncs_nothing(
    first: dict[str, Any], company: Company, path: str, outsider: APIClient
) -> None:
    assert sync(outsider, path).status_code == 403
    with company_scope(company.pk):
        assert not Scenario.objects.exists()
        assert not Provenance.objects.exists()


def test_templates_are_listed_at_their_newest_version(
    first: dict[str, Any], owner: APIClient
) -> None:
    publish_second(first)

    listed = owner.get("/api/templates").json()["results"]

    assert [(one["key"], one["version"], one["scenarioCount"]) for one in listed] == [
        ("small", 2, 3)
    ]


def test_the_history_is_searched(
    cloned: dict[str, Any], company: Company, path: str, owner: APIClient
) -> None:
    change_hello(owner, company)

    found = owner.get(f"{path}/history?search=scenario_changed").json()["results"]

    assert [one["action"] for one in found] == ["scenario_changed"]


def publish_another_price(first: dict[str, Any], **facts: Any) -> None:
    """Publish a version in which the price is defined otherwise."""
    second = copy.deepcopy(first)
    second["variableDefinitions"][1] |= facts
    load_template(second, actor="staff")


def test_a_value_that_a_new_definition_refuses_is_409_until_it_is_decided(
    cloned: dict[str, Any], path: str, owner: APIClient
) -> None:
    owner.patch(f"{path}/variables", {"price": "150"}, format="json")
    publish_another_price(cloned, validation={"max": 100})

    undecided = sync(owner, path)
    kept = sync(owner, path, resolutions={"variable:price": "keep"})

    (conflict,) = undecided.json()["details"]["conflicts"]
    assert (undecided.status_code, conflict["key"]) == (409, "variable:price")
    assert (conflict["reason"], conflict["fields"]) == ("value_refused", ["value"])
    assert kept.status_code == 200
    assert owner.get(f"{path}/variables").json() == {"price": "150"}


def test_a_value_that_was_given_up_is_back_after_an_undo(
    cloned: dict[str, Any], path: str, owner: APIClient
) -> None:
    owner.patch(f"{path}/variables", {"price": "150"}, format="json")
    publish_another_price(cloned, validation={"max": 100})

    taken = sync(owner, path, onConflict="take")
    without = owner.get(f"{path}/variables").json()
    owner.post(f"{path}/sync/undo", format="json")

    assert (taken.status_code, without) == (200, {})
    assert owner.get(f"{path}/variables").json() == {"price": "150"}


def test_a_preview_tells_of_words_behaviours_and_variables_too(
    cloned: dict[str, Any], path: str, owner: APIClient
) -> None:
    second = copy.deepcopy(cloned)
    second["behaviours"] = [{"key": "calm", "name": "Calm"}]
    second["synonyms"] = [{"word": "a c", "means": "ac"}]
    second["fillerWords"] = ["er"]
    second["variableDefinitions"][1]["label"] = "What it costs"
    load_template(second, actor="staff")

    preview = owner.post(f"{path}/sync/preview", {"templateId": "small"}, format="json").json()

    assert preview["differences"].keys() == {
        "behaviour:calm", "synonym:a c", "filler:er", "filler:um", "variable:price",
    }  # fmt: skip
    changed = preview["differences"]["variable:price"]
    assert changed == {"label": {"before": "Price", "after": "What it costs"}}
