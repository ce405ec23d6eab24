"""`/users`: an owner invites, promotes, keeps out and removes; the last owner stays."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from tenants.models import Company, Role, User
from tenants.scope import platform_scope
from tests.audit_log import entries_of
from tests.conftest import ClientOf
from tests.factories import PASSWORD, StaffFactory, UserFactory
from tests.isolation.paths import NOBODY

pytestmark = pytest.mark.django_db

ANN = {"email": "ann@example.com", "role": "manager"}
LAST_OWNER = {
    "error": "last_owner",
    "message": "This is the company's last active owner; make somebody else an owner first.",
}


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's list."""
    return f"/api/company/{company.id}/users"


@pytest.fixture
def joe(company: Company) -> User:
    """Return the company's only owner."""
    return UserFactory(company=company, email="joe@example.com")


@pytest.fixture
def owner(joe: User, client_of: ClientOf) -> APIClient:
    """Return the client of the company's only owner."""
    return client_of(joe)


@pytest.fixture
def ann(company: Company) -> User:
    """Return a viewer of the company."""
    return UserFactory(company=company, email="ann@example.com", role=Role.VIEWER)


def test_who_is_invited_is_there_but_cannot_sign_in(
    owner: APIClient, here: str, company: Company
) -> None:
    answer = owner.post(here, ANN, format="json")

    assert answer.status_code == 201
    body = answer.json()
    assert body.pop("invitation").keys() == {"url", "expiresAt"}
    with platform_scope("test"):
        user = User.objects.get(email="ann@example.com")
    assert body == {**ANN, "id": str(user.pk), "isActive": False, "isInvited": True}
    assert (user.company_id, user.has_usable_password()) == (company.id, False)
    assert owner.get(f"{here}/{user.pk}").json() == body


def test_the_link_is_shown_once_and_only_its_hash_is_kept(
    owner: APIClient, here: str, company: Company, caplog: pytest.LogCaptureFixture
) -> None:
    answer = owner.post(here, ANN, format="json")

    link, _, token = answer.json()["invitation"]["url"].partition("#")
    assert link == "http://127.0.0.1:8000/invitation"
    assert len(token) == 43
    assert answer["Cache-Control"] == "no-store"
    with platform_scope("test"):
        elsewhere = [
            owner.get(here).content.decode(),
            str(User.objects.filter(email="ann@example.com").values()),
            str([vars(entry) for entry in entries_of(company)]),
            caplog.text,
        ]
    assert "ann@example.com" in elsewhere[0]
    assert token not in "".join(elsewhere)


@pytest.mark.parametrize("role", ["admin", "boss", "", None, 1, ["owner"], "Owner"])
def test_only_the_companys_own_roles_can_be_given(
    owner: APIClient, here: str, ann: User, role: Any
) -> None:
    invited = owner.post(here, {"email": "bob@example.com", "role": role}, format="json")
    changed = owner.patch(f"{here}/{ann.pk}", {"role": role}, format="json")

    assert (invited.status_code, list(invited.json()["details"])) == (400, ["role"])
    assert (changed.status_code, list(changed.json()["details"])) == (400, ["role"])
    with platform_scope("test"):
        assert User.objects.filter(role=Role.ADMIN).count() == 0


@pytest.mark.parametrize("email", ["", "ann", "a\0@example.com", None, 7, "x" * 250 + "@a.io", []])
def test_an_address_that_is_none_is_refused(owner: APIClient, here: str, email: Any) -> None:
    answer = owner.post(here, {"email": email, "role": "viewer"}, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, ["email"])


@pytest.mark.parametrize("name", ["company", "companyId", "id", "isActive", "password", "isStaff"])
def test_nothing_else_can_be_said_of_a_new_user(owner: APIClient, here: str, name: str) -> None:
    answer = owner.post(here, {**ANN, name: "x"}, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, [name])
    with platform_scope("test"):
        assert not User.objects.filter(email="ann@example.com").exists()


@pytest.mark.parametrize("written", ["ann@example.com", "ANN@Example.COM"])
def test_an_address_that_is_taken_anywhere_is_one_and_the_same_409(
    owner: APIClient, here: str, company: Company, stranger: Company, written: str
) -> None:
    UserFactory(company=stranger, email="ann@example.com")
    UserFactory(company=company, email="bob@example.com")
    StaffFactory(email="staff@example.com")
    body = {"email": written, "role": "viewer"}

    theirs = owner.post(here, body, format="json")
    ours = owner.post(here, {**body, "email": "Bob@example.com"}, format="json")
    staffs = owner.post(here, {**body, "email": "staff@example.com"}, format="json")

    assert theirs.status_code == ours.status_code == staffs.status_code == 409
    assert theirs.content == ours.content == staffs.content
    assert theirs.json()["error"] == "email_taken"
    assert entries_of(company) == []


def test_a_viewer_lists_and_reads_who_signs_in(
    client_of: ClientOf, here: str, ann: User, joe: User
) -> None:
    viewer = client_of(ann)

    listed, read = viewer.get(here).json(), viewer.get(f"{here}/{ann.pk}").json()

    assert listed.keys() == {"count", "next", "previous", "results"}
    assert [user["email"] for user in listed["results"]] == ["ann@example.com", "joe@example.com"]
    assert listed["results"][0] == read
    assert read == {
        "id": str(ann.pk),
        "email": "ann@example.com",
        "role": "viewer",
        "isActive": True,
        "isInvited": False,
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=ANN", ["ann@example.com"]),
        ("search=nobody", []),
        ("ordering=-email", ["joe@example.com", "ann@example.com"]),
        ("ordering=role", ["joe@example.com", "ann@example.com"]),
        ("pageSize=1&page=2", ["joe@example.com"]),
    ],
)
def test_the_list_is_searched_ordered_and_paged(
    owner: APIClient, here: str, ann: User, query: str, found: list[str]
) -> None:
    results = owner.get(f"{here}?{query}").json()["results"]

    assert [user["email"] for user in results] == found


def test_a_page_takes_as_many_queries_for_ten_users_as_for_one(
    owner: APIClient,
    here: str,
    company: Company,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    UserFactory.create_batch(9, company=company)
    owner.get(here)

    with django_assert_max_num_queries(5):
        assert owner.get(here).json()["count"] == 10


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER])
def test_only_an_owner_changes_who_signs_in(
    company: Company, client_of: ClientOf, here: str, joe: User, role: Role
) -> None:
    client = client_of(UserFactory(company=company, role=role))

    answers = [
        client.post(here, ANN, format="json"),
        client.patch(f"{here}/{joe.pk}", {"role": "viewer"}, format="json"),
        client.delete(f"{here}/{joe.pk}"),
        client.post(f"{here}/{joe.pk}/invitation"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    with platform_scope("test"):
        assert User.objects.get(pk=joe.pk).role == Role.OWNER
    assert entries_of(company) == []


def test_a_role_is_changed_and_audited(
    owner: APIClient, here: str, ann: User, company: Company
) -> None:
    answer = owner.patch(f"{here}/{ann.pk}", {"role": "owner"}, format="json")

    assert (answer.status_code, answer.json()["role"]) == (200, "owner")
    (entry,) = entries_of(company)
    assert (entry.actor, entry.action) == ("joe@example.com", "user_changed")
    assert entry.details == {"email": "ann@example.com"}
    assert entry.before == {"role": "viewer", "isActive": True}
    assert entry.after == {"role": "owner", "isActive": True}


@pytest.mark.parametrize("change", [{}, {"role": "viewer"}, {"isActive": True}], ids=str)
def test_a_change_that_changes_nothing_is_not_recorded(
    owner: APIClient, here: str, ann: User, company: Company, change: dict[str, Any]
) -> None:
    answer = owner.patch(f"{here}/{ann.pk}", change, format="json")

    assert answer.status_code == 200
    assert entries_of(company) == []


@pytest.mark.parametrize("change", [{"role": "manager"}, {"isActive": False}], ids=str)
def test_a_change_ends_the_tokens_that_the_user_has(
    owner: APIClient, client_of: ClientOf, here: str, ann: User, change: dict[str, Any]
) -> None:
    anns = client_of(ann)
    before = anns.get(here).status_code

    owner.patch(f"{here}/{ann.pk}", change, format="json")

    assert (before, anns.get(here).status_code) == (200, 401)


def test_removing_a_user_ends_their_tokens_and_keeps_what_they_did(
    owner: APIClient, client_of: ClientOf, here: str, ann: User, company: Company
) -> None:
    anns = client_of(ann)

    answer = owner.delete(f"{here}/{ann.pk}")

    assert (answer.status_code, answer.content) == (204, b"")
    assert anns.get(here).status_code == 401
    assert owner.get(f"{here}/{ann.pk}").status_code == 404
    (entry,) = entries_of(company)
    assert (entry.action, entry.details) == ("user_removed", {"email": "ann@example.com"})
    assert entry.before == {"role": "viewer", "isActive": True}


def test_who_was_kept_out_can_be_let_in_again(owner: APIClient, here: str, ann: User) -> None:
    owner.patch(f"{here}/{ann.pk}", {"isActive": False}, format="json")

    answer = owner.patch(f"{here}/{ann.pk}", {"isActive": True}, format="json")

    assert answer.json()["isActive"] is True
    signed_in = {"email": ann.email, "password": PASSWORD}
    assert APIClient().post("/api/auth/token", signed_in, format="json").status_code == 200


def test_who_has_not_accepted_cannot_be_let_in(owner: APIClient, here: str) -> None:
    invited = owner.post(here, ANN, format="json").json()["id"]

    answer = owner.patch(f"{here}/{invited}", {"isActive": True}, format="json")

    assert (answer.status_code, answer.json()["error"]) == (422, "not_accepted_yet")
    with platform_scope("test"):
        assert not User.objects.get(pk=invited).is_active


def test_the_role_of_who_has_not_accepted_can_be_changed(owner: APIClient, here: str) -> None:
    invited = owner.post(here, ANN, format="json").json()["id"]

    answer = owner.patch(f"{here}/{invited}", {"role": "viewer"}, format="json")

    assert (answer.json()["role"], answer.json()["isInvited"]) == ("viewer", True)


LEAVING: dict[str, Callable[[APIClient, str], Any]] = {
    "demote": lambda client, path: client.patch(path, {"role": "manager"}, format="json"),
    "deactivate": lambda client, path: client.patch(path, {"isActive": False}, format="json"),
    "remove": lambda client, path: client.delete(path),
}
every_leave = pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING)


@every_leave
def test_the_last_active_owner_stays(
    owner: APIClient, here: str, joe: User, company: Company, leave: Callable[[APIClient, str], Any]
) -> None:
    UserFactory(company=company, is_active=False)
    UserFactory(company=company, role=Role.MANAGER)
    owner.post(here, {"email": "invited@example.com", "role": "owner"}, format="json")
    recorded = len(entries_of(company))

    answer = leave(owner, f"{here}/{joe.pk}")

    assert (answer.status_code, answer.json()) == (422, LAST_OWNER)
    with platform_scope("test"):
        joe.refresh_from_db()
    assert (joe.role, joe.is_active) == (Role.OWNER, True)
    assert len(entries_of(company)) == recorded


@every_leave
def test_an_owner_may_step_down_while_there_is_another(
    owner: APIClient, here: str, joe: User, company: Company, leave: Callable[[APIClient, str], Any]
) -> None:
    UserFactory(company=company)

    assert leave(owner, f"{here}/{joe.pk}").status_code in {200, 204}
    assert owner.get(here).status_code == 401


@every_leave
def test_the_last_owner_stays_for_staff_too(
    client_of: ClientOf, here: str, joe: User, leave: Callable[[APIClient, str], Any]
) -> None:
    staff = client_of(StaffFactory())

    assert leave(staff, f"{here}/{joe.pk}").status_code == 422


def test_another_companys_user_is_not_found_by_their_id(
    owner: APIClient, here: str, stranger: Company
) -> None:
    theirs = UserFactory(company=stranger)
    path = f"{here}/{theirs.pk}"

    answers = [
        owner.get(path),
        owner.patch(path, {"role": "viewer"}, format="json"),
        owner.delete(path),
        owner.post(f"{path}/invitation"),
    ]
    absent = owner.get(f"{here}/{NOBODY}")

    assert [answer.status_code for answer in answers] == [404] * 4
    assert {answer.content for answer in answers} == {absent.content}
    with platform_scope("test"):
        theirs.refresh_from_db()
    assert (theirs.role, theirs.invitation_hash) == (Role.OWNER, None)


def test_a_member_of_staff_is_nobody_in_a_company(owner: APIClient, here: str) -> None:
    staff = StaffFactory(email="staff@example.com")

    assert owner.get(f"{here}/{staff.pk}").status_code == 404
    assert owner.delete(f"{here}/{staff.pk}").status_code == 404
    assert "staff@example.com" not in owner.get(here).content.decode()


def test_another_companys_owner_sees_and_changes_nobody_here(
    outsider: APIClient, here: str, ann: User, stranger: Company
) -> None:
    answers = [
        outsider.get(here),
        outsider.post(here, ANN, format="json"),
        outsider.patch(f"{here}/{ann.pk}", {"role": "owner"}, format="json"),
        outsider.delete(f"{here}/{ann.pk}"),
        outsider.post(f"{here}/{ann.pk}/invitation"),
    ]
    own = outsider.get(f"/api/company/{stranger.id}/users?search=example")

    assert [answer.status_code for answer in answers] == [403] * 5
    assert own.json()["count"] == 1
    assert ann.email not in own.content.decode()
