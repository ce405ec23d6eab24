"""`/phone-numbers`: where calls come in; a Twilio token goes in and is never seen again."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from tenants import routing
from tenants.cache import CompanyCache
from tenants.models import Company, PhoneNumber, Role
from tenants.scope import platform_scope
from tests.audit_log import entries_of
from tests.conftest import ClientOf
from tests.factories import PhoneNumberFactory, UserFactory
from tests.isolation.paths import NOBODY

pytestmark = pytest.mark.django_db

SID, OTHER_SID = "AC" + "1" * 32, "AC" + "2" * 32
TOKEN, OTHER_TOKEN = "a1" * 16, "b2" * 16
NUMBER = "+12395550100"
OWN = {"number": NUMBER, "label": "Main line", "accountSid": SID, "authToken": TOKEN}


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's list."""
    return f"/api/company/{company.id}/phone-numbers"


@pytest.fixture
def ours(company: Company) -> PhoneNumber:
    """Return a number on an account of the company's own."""
    return PhoneNumberFactory(company=company, number=NUMBER, account_sid=SID, token=TOKEN)


def stored() -> PhoneNumber:
    """Return the only number there is."""
    with platform_scope("test"):
        return PhoneNumber._base_manager.get()


def test_a_number_on_an_account_of_the_companys_own_is_added(
    owner: APIClient, here: str, company: Company
) -> None:
    answer = owner.post(here, OWN, format="json")

    assert answer.status_code == 201
    body = answer.json()
    assert body.pop("createdAt").startswith("20")
    assert body == {
        "id": str(stored().pk),
        "number": NUMBER,
        "label": "Main line",
        "accountSid": SID,
        "hasAuthToken": True,
    }
    route = routing.route_number(NUMBER)
    assert route is not None
    assert (route.company_id, route.account_sid, route.auth_token) == (company.id, SID, TOKEN)


def test_the_least_to_add_is_a_number_however_it_is_written(owner: APIClient, here: str) -> None:
    answer = owner.post(here, {"number": "(239) 555-0100"}, format="json")

    body = answer.json()
    assert answer.status_code == 201
    assert (body["number"], body["label"], body["accountSid"]) == (NUMBER, "", "")
    assert body["hasAuthToken"] is False


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": None}, "number"),
        ({"number": "555-0100"}, "number"),
        ({"number": "a\0b"}, "number"),
        ({"number": ["+12395550100"]}, "number"),
        ({"number": "9" * 65}, "number"),
        ({"number": 10**40}, "number"),
        ({"label": "x" * 65}, "label"),
        ({"label": None}, "label"),
        ({"accountSid": "AC1"}, "accountSid"),
        ({"accountSid": f"{SID}\n\n1"}, "accountSid"),
        ({"accountSid": None}, "accountSid"),
        ({"authToken": "token"}, "authToken"),
        ({"authToken": ""}, "authToken"),
        ({"authToken": "x" * 9_999}, "authToken"),
        ({"company": "x"}, "company"),
        ({"id": NOBODY}, "id"),
        ({"hasAuthToken": True}, "hasAuthToken"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_makes_no_sense_is_told_and_nothing_is_written(
    owner: APIClient, here: str, body: dict[str, Any], field: str
) -> None:
    answer = owner.post(here, {**OWN, **body}, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])
    with platform_scope("test"):
        assert not PhoneNumber._base_manager.exists()


def test_an_account_comes_with_its_token_and_a_token_with_its_account(
    owner: APIClient, here: str
) -> None:
    without_token = owner.post(here, {"number": NUMBER, "accountSid": SID}, format="json")
    without_account = owner.post(here, {"number": NUMBER, "authToken": TOKEN}, format="json")

    assert (without_token.status_code, without_account.status_code) == (400, 400)
    assert list(without_token.json()["details"]) == ["authToken"]
    assert list(without_account.json()["details"]) == ["accountSid"]


def test_a_number_that_is_taken_anywhere_is_one_and_the_same_409(
    owner: APIClient, here: str, ours: PhoneNumber, stranger: Company, company: Company
) -> None:
    PhoneNumberFactory(company=stranger, number="+12395550200")

    own = owner.post(here, OWN, format="json")
    theirs = owner.post(here, {"number": "239-555-0200"}, format="json")

    assert own.status_code == theirs.status_code == 409
    assert own.content == theirs.content
    assert own.json() == {"error": "number_taken", "message": "This number is in use already."}
    assert entries_of(company) == []


def test_no_answer_log_or_record_holds_a_token(
    owner: APIClient, here: str, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    added = owner.post(here, OWN, format="json")
    path = f"{here}/{added.json()['id']}"

    told = [
        added,
        owner.patch(path, {"authToken": OTHER_TOKEN}, format="json"),
        owner.patch(path, {"authToken": f"{TOKEN}0"}, format="json"),
        owner.post(here, OWN, format="json"),
        owner.get(here),
        owner.get(path),
        owner.get(f"/api/company/{company.id}/audit-log"),
        owner.options(path),
        owner.delete(path),
    ]

    recorded = "".join(str(vars(entry)) for entry in entries_of(company))
    seen = "".join(answer.content.decode() for answer in told) + caplog.text + recorded
    assert [answer.status_code for answer in told][:4] == [201, 200, 400, 409]
    assert SID in seen
    assert TOKEN not in seen
    assert OTHER_TOKEN not in seen


def test_every_act_is_on_record_before_and_after(
    owner: APIClient, here: str, company: Company
) -> None:
    with platform_scope("test"):
        Company._base_manager.update(is_live=False)
    path = f"{here}/{owner.post(here, OWN, format='json').json()['id']}"
    owner.patch(path, {"label": "Nights"}, format="json")
    owner.patch(path, {"authToken": OTHER_TOKEN}, format="json")
    owner.patch(path, {"accountSid": ""}, format="json")
    owner.delete(path)

    added, renamed, resigned, moved, removed = entries_of(company)
    main = {"label": "Main line", "accountSid": SID, "hasAuthToken": True}
    nights = {**main, "label": "Nights"}
    platforms = {"label": "Nights", "accountSid": "", "hasAuthToken": False}
    assert (added.action, added.after) == ("number_added", {"number": NUMBER, **main})
    assert (renamed.before, renamed.after) == (main, nights)
    assert renamed.details == {"number": NUMBER, "replaced": []}
    assert resigned.details == {"number": NUMBER, "replaced": ["authToken"]}
    assert (moved.before, moved.after) == (nights, platforms)
    assert (removed.action, removed.before) == ("number_removed", {"number": NUMBER, **platforms})


@pytest.mark.parametrize(
    ("change", "account_sid", "token"),
    [
        ({"label": "Nights"}, SID, TOKEN),
        ({"authToken": OTHER_TOKEN}, SID, OTHER_TOKEN),
        ({"accountSid": SID}, SID, TOKEN),
        ({"accountSid": SID, "authToken": OTHER_TOKEN}, SID, OTHER_TOKEN),
        ({"accountSid": OTHER_SID, "authToken": OTHER_TOKEN}, OTHER_SID, OTHER_TOKEN),
        ({"accountSid": ""}, "", ""),
    ],
    ids=str,
)
def test_a_number_moves_to_another_account_with_its_token(
    owner: APIClient, here: str, ours: PhoneNumber, change: Any, account_sid: str, token: str
) -> None:
    answer = owner.patch(f"{here}/{ours.pk}", change, format="json")

    assert answer.status_code == 200
    assert (stored().account_sid, stored().auth_token()) == (account_sid, token)
    assert answer.json()["hasAuthToken"] is bool(token)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": "+12395550101"}, "number"),
        ({"accountSid": OTHER_SID}, "authToken"),
        ({"accountSid": "", "authToken": OTHER_TOKEN}, "accountSid"),
        ({"authToken": "short"}, "authToken"),
        ({"label": "a\0b"}, "label"),
    ],
    ids=str,
)
def test_a_change_that_makes_no_sense_is_told_and_nothing_is_written(
    owner: APIClient, here: str, ours: PhoneNumber, change: dict[str, Any], field: str
) -> None:
    answer = owner.patch(f"{here}/{ours.pk}", change, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])
    assert (stored().number, stored().account_sid, stored().auth_token()) == (NUMBER, SID, TOKEN)


def test_a_change_that_changes_nothing_is_not_recorded(
    owner: APIClient, here: str, ours: PhoneNumber, company: Company
) -> None:
    assert owner.patch(f"{here}/{ours.pk}", {}, format="json").status_code == 200
    assert owner.patch(f"{here}/{ours.pk}", {"accountSid": SID}, format="json").status_code == 200
    assert entries_of(company) == []


def test_a_live_company_keeps_its_last_number(
    owner: APIClient, here: str, ours: PhoneNumber, stranger: Company
) -> None:
    PhoneNumberFactory(company=stranger)

    refused = owner.delete(f"{here}/{ours.pk}")
    owner.post(here, {"number": "+12395550101"}, format="json")
    removed = owner.delete(f"{here}/{ours.pk}")

    assert (refused.status_code, refused.json()["error"]) == (422, "last_number")
    assert (removed.status_code, removed.content) == (204, b"")
    assert routing.route_number(NUMBER) is None


def test_a_company_that_is_not_live_may_remove_its_last_number(
    owner: APIClient, here: str, ours: PhoneNumber, company: Company
) -> None:
    with platform_scope("test"):
        Company._base_manager.filter(pk=company.pk).update(is_live=False)

    assert owner.delete(f"{here}/{ours.pk}").status_code == 204
    assert owner.get(f"{here}/{ours.pk}").status_code == 404


def test_readiness_is_forgotten_with_every_write(
    owner: APIClient,
    here: str,
    company: Company,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    cache = CompanyCache(company.id)
    cache.put("readiness", 1, "kept")

    with django_capture_on_commit_callbacks(execute=True):
        owner.post(here, OWN, format="json")

    assert cache.get("readiness", 1) is None


def test_a_viewer_lists_and_reads(
    client_of: ClientOf, here: str, ours: PhoneNumber, company: Company
) -> None:
    viewer = client_of(UserFactory(company=company, role=Role.VIEWER))

    listed, read = viewer.get(here).json(), viewer.get(f"{here}/{ours.pk}").json()

    assert (listed["count"], listed["results"]) == (1, [read])
    assert read["number"] == NUMBER


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER])
def test_only_an_owner_changes_the_numbers(
    company: Company, client_of: ClientOf, here: str, ours: PhoneNumber, role: Role
) -> None:
    client = client_of(UserFactory(company=company, role=role))

    answers = [
        client.post(here, {"number": "+12395550101"}, format="json"),
        client.patch(f"{here}/{ours.pk}", {"label": "x"}, format="json"),
        client.delete(f"{here}/{ours.pk}"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert stored().label == ""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=0102", ["+12395550102"]),
        ("search=nights", ["+12395550102"]),
        (f"search={SID}", []),
        ("ordering=-number", ["+12395550103", "+12395550102", "+12395550101"]),
        ("ordering=createdAt", ["+12395550101", "+12395550102", "+12395550103"]),
        ("ordering=-label&pageSize=1", ["+12395550102"]),
    ],
)
def test_the_list_is_searched_ordered_and_paged(
    owner: APIClient, here: str, company: Company, query: str, found: list[str]
) -> None:
    PhoneNumberFactory(company=company, number="+12395550101", account_sid=SID)
    PhoneNumberFactory(company=company, number="+12395550102", label="Nights")
    PhoneNumberFactory(company=company, number="+12395550103")

    results = owner.get(f"{here}?{query}").json()["results"]

    assert [row["number"] for row in results] == found


def test_another_companys_number_is_not_found_by_its_id(
    owner: APIClient, here: str, stranger: Company
) -> None:
    theirs = PhoneNumberFactory(company=stranger)
    path = f"{here}/{theirs.pk}"

    answers = [
        owner.get(path),
        owner.patch(path, {"label": "x"}, format="json"),
        owner.delete(path),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert {answer.content for answer in answers} == {owner.get(f"{here}/{NOBODY}").content}
    assert stored().label == ""


def test_another_companys_owner_sees_and_changes_nothing_here(
    outsider: APIClient, here: str, ours: PhoneNumber, stranger: Company
) -> None:
    answers = [
        outsider.get(here),
        outsider.post(here, {"number": "+12395550101"}, format="json"),
        outsider.patch(f"{here}/{ours.pk}", {"label": "x"}, format="json"),
        outsider.delete(f"{here}/{ours.pk}"),
    ]
    own = outsider.get(f"/api/company/{stranger.id}/phone-numbers")

    assert [answer.status_code for answer in answers] == [403] * 4
    assert own.json()["count"] == 0
    assert stored().label == ""
