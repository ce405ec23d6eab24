"""`/configuration` and `/configuration/variables`: their shape, their roles, their versions."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from templates_brain.cloning import clone_template, find_version
from templates_brain.publishing import load_template
from tenants.models import AuditEntry, Company, Role
from tenants.scope import company_scope
from tests.conftest import ClientOf
from tests.factories import (
    FillerWordFactory,
    StaffFactory,
    TemplateDocumentFactory,
    UrgencyKeywordFactory,
    UserFactory,
    VariableFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's configuration's path."""
    return f"/api/company/{company.id}/configuration"


@pytest.fixture
def cloned(company: Company) -> Company:
    """Clone a template into the company."""
    load_template(TemplateDocumentFactory(), actor="staff@example.com")
    clone_template(company.id, find_version("plumbing"), actor="owner@example.com")
    return company


@pytest.fixture
def priced(company: Company) -> Company:
    """Give the company a price."""
    VariableFactory(company=company, name="servicecallprice", type="money", value="125")
    return company


def test_a_configuration_has_exactly_these_fields(
    owner: APIClient, here: str, cloned: Company
) -> None:
    body = owner.get(here).json()

    assert body.keys() == {
        "companyId", "companyName", "clonedFrom", "clonedFromVersion", "clonedAt", "variables",
        "variableDefinitions", "fillerWords", "urgencyKeywords", "scenarios", "version",
    }  # fmt: skip
    assert (body["companyId"], body["companyName"]) == (str(cloned.id), "Joe's Plumbing")
    assert (body["clonedFrom"], body["clonedFromVersion"]) == ("plumbing", 1)
    assert body["clonedAt"].endswith("Z")


def test_each_part_has_its_shape(owner: APIClient, here: str, cloned: Company) -> None:
    FillerWordFactory(company=cloned, word="well")
    UrgencyKeywordFactory(company=cloned, word="asap", weight=0.7)

    body = owner.get(here).json()

    assert body["variableDefinitions"][0] == {
        "name": "companyName",
        "label": "Company name",
        "type": "text",
        "required": True,
        "category": "",
        "example": "",
    }
    assert body["fillerWords"] == {"inherited": ["um"], "custom": ["well"]}
    assert body["urgencyKeywords"] == {
        "inherited": [{"word": "flooding", "weight": 0.9}],
        "custom": [{"word": "asap", "weight": 0.7}],
    }
    assert {
        "key", "name", "category", "status", "priority", "triggers", "regexTriggers",
        "negativeTriggers", "quickReplies", "fullReplies", "isEmergency", "minScore",
        "actionHooks", "replyWeights", "origin", "changedFields",
    } <= body["scenarios"][0].keys()  # fmt: skip


def test_a_company_without_a_clone_says_so(owner: APIClient, here: str) -> None:
    body = owner.get(here).json()

    assert (body["clonedFrom"], body["clonedFromVersion"], body["clonedAt"]) == (None, None, None)
    assert (body["variables"], body["scenarios"]) == ({}, [])


def test_the_companys_name_is_what_callers_hear(
    owner: APIClient, here: str, company: Company
) -> None:
    VariableFactory(company=company, name="companyName", value="Joe's Pipes")

    assert owner.get(here).json()["companyName"] == "Joe's Pipes"


def test_a_configuration_shows_nothing_of_another_company(
    owner: APIClient, outsider: APIClient, here: str, stranger: Company
) -> None:
    VariableFactory(company=stranger, name="theirs", value="a private value")

    ours = owner.get(here).content
    theirs = outsider.get(f"/api/company/{stranger.id}/configuration").content

    assert b"private" not in ours
    assert b"private" in theirs


def test_the_version_is_the_etag_and_grows_with_each_write(
    owner: APIClient, here: str, priced: Company
) -> None:
    before = owner.get(here)
    written = owner.patch(f"{here}/variables", {"servicecallprice": "150"}, format="json")
    after = owner.get(here)

    assert before["ETag"] == f'"{before.json()["version"]}"'
    assert written["ETag"] == after["ETag"]
    assert after.json()["version"] > before.json()["version"]


def test_variables_are_flat(owner: APIClient, here: str, priced: Company) -> None:
    VariableFactory(company=priced, name="empty", value="")

    assert owner.get(f"{here}/variables").json() == {"servicecallprice": "125"}


def test_a_patch_merges_and_answers_with_all_values(
    owner: APIClient, here: str, priced: Company
) -> None:
    VariableFactory(company=priced, name="area", value="Naples")

    answer = owner.patch(f"{here}/variables", {"servicecallprice": "$150"}, format="json")

    assert answer.status_code == 200
    assert answer.json() == {"servicecallprice": "$150", "area": "Naples"}
    assert owner.get(f"{here}/variables").json() == answer.json()


def test_null_removes_a_value(owner: APIClient, here: str, priced: Company) -> None:
    answer = owner.patch(f"{here}/variables", {"servicecallprice": None}, format="json")

    assert (answer.status_code, answer.json()) == (200, {})


def test_faults_are_told_one_by_one_and_nothing_is_written(
    owner: APIClient, here: str, priced: Company
) -> None:
    VariableFactory(company=priced, name="area", value="Naples")
    changes = {"servicecallprice": "much", "nothing": "x", "area": "Bonita"}

    answer = owner.patch(f"{here}/variables", changes, format="json")

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid")
    assert answer.json()["details"].keys() == {"servicecallprice", "nothing"}
    assert owner.get(f"{here}/variables").json() == {"servicecallprice": "125", "area": "Naples"}


@pytest.mark.parametrize("tag", ["{}", "W/{}", '"1", {}', "*", " {} "])
def test_the_version_that_stands_is_taken(
    owner: APIClient, here: str, priced: Company, tag: str
) -> None:
    etag = owner.get(here)["ETag"]

    answer = owner.patch(
        f"{here}/variables",
        {"servicecallprice": "150"},
        format="json",
        HTTP_IF_MATCH=tag.format(etag),
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("tag", ['"0"', 'W/"0"', '"0", "1"', "nonsense", '""'])
def test_a_stale_version_is_refused_and_nothing_is_written(
    owner: APIClient, here: str, priced: Company, tag: str
) -> None:
    owner.patch(f"{here}/variables", {"servicecallprice": "150"}, format="json")

    answer = owner.patch(
        f"{here}/variables", {"servicecallprice": "175"}, format="json", HTTP_IF_MATCH=tag
    )

    assert (answer.status_code, answer.json()["error"]) == (412, "stale")
    assert owner.get(f"{here}/variables").json() == {"servicecallprice": "150"}


def test_of_two_writers_who_read_the_same_the_second_is_refused(
    owner: APIClient, here: str, priced: Company
) -> None:
    read = owner.get(here)["ETag"]
    path = f"{here}/variables"

    first = owner.patch(path, {"servicecallprice": "150"}, format="json", HTTP_IF_MATCH=read)
    second = owner.patch(path, {"servicecallprice": "175"}, format="json", HTTP_IF_MATCH=read)

    assert (first.status_code, second.status_code) == (200, 412)
    assert owner.get(path).json() == {"servicecallprice": "150"}


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VIEWER, 403), (Role.MANAGER, 200), (Role.OWNER, 200)]
)
def test_who_may_change_variables(
    client_of: ClientOf, here: str, priced: Company, role: Role, status: int
) -> None:
    client = client_of(UserFactory(company=priced, role=role))

    answer = client.patch(f"{here}/variables", {"servicecallprice": "150"}, format="json")

    assert answer.status_code == status
    assert client.get(f"{here}/variables").status_code == 200


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VIEWER, 403), (Role.MANAGER, 403), (Role.OWNER, 404)]
)
def test_who_may_sync(
    client_of: ClientOf, company: Company, here: str, role: Role, status: int
) -> None:
    client = client_of(UserFactory(company=company, role=role))

    answer = client.post(f"{here}/sync", {"templateId": "not_there"}, format="json")

    assert answer.status_code == status


def test_staff_may_change_a_companys_variables_on_record(
    client_of: ClientOf, here: str, priced: Company
) -> None:
    staff = client_of(StaffFactory(email="staff@example.com"))

    answer = staff.patch(f"{here}/variables", {"servicecallprice": "150"}, format="json")

    assert answer.json() == {"servicecallprice": "150"}
    with company_scope(priced.id):
        acts: Any = AuditEntry.objects.order_by("at").values_list("actor", "action")
        assert list(acts) == [
            ("staff@example.com", "staff_access"),
            ("staff@example.com", "variables_changed"),
        ]


def test_an_outsider_changes_nothing(outsider: APIClient, here: str, priced: Company) -> None:
    answer = outsider.patch(f"{here}/variables", {"servicecallprice": "1"}, format="json")

    assert answer.json()["error"] == "Unauthorized"
    with company_scope(priced.id):
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_whole_configuration_is_only_read(owner: APIClient, here: str, method: str) -> None:
    assert getattr(owner, method)(here, {}, format="json").status_code == 405


def test_scenarios_are_listed_and_read_as_the_configuration_shows_them(
    owner: APIClient, here: str, cloned: Company
) -> None:
    scenarios = f"/api/company/{cloned.id}/scenarios"

    shown = owner.get(here).json()["scenarios"]
    listed = owner.get(scenarios).json()

    assert listed["results"] == shown
    assert (listed["count"], listed["next"], listed["previous"]) == (2, None, None)
    assert owner.get(f"{scenarios}/burst_pipe").json() == shown[1]


def test_a_viewer_reads_scenarios(client_of: ClientOf, cloned: Company) -> None:
    viewer = client_of(UserFactory(company=cloned, role=Role.VIEWER))

    assert viewer.get(f"/api/company/{cloned.id}/scenarios/burst_pipe").status_code == 200


def test_another_companys_scenario_is_not_found_in_the_own(
    outsider: APIClient, cloned: Company, stranger: Company
) -> None:
    answer = outsider.get(f"/api/company/{stranger.id}/scenarios/burst_pipe")

    assert answer.status_code == 404
