"""A company that leaves: marked first, on record, brought back as it was; no shorter way out."""

import pytest
from django.db import IntegrityError, connection, transaction
from rest_framework.test import APIClient

from tenants.errors import Conflict
from tenants.models import Company, PhoneNumber, User
from tenants.offboarding.deleting import bring_back, mark_deleted
from tenants.scope import company_scope, platform_scope
from tests.audit_log import acts_of
from tests.callers import SignedLine
from tests.desk import Desk
from tests.factories import PASSWORD, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def company_of(company: Company) -> Company:
    """Return the company as it stands."""
    with company_scope(company.id):
        return Company.in_company.get()


def sign_in(user: User) -> int:
    """Return the status of a sign-in."""
    body = {"email": user.email, "password": PASSWORD}
    return APIClient().post("/api/auth/token", body, format="json").status_code


def test_its_people_cannot_sign_in_nor_go_on_and_others_can(
    company: Company, owner: APIClient, outsider: APIClient, stranger: Company
) -> None:
    user = UserFactory(company=company)
    before = sign_in(user)

    mark_deleted(company.id, actor="staff@example.com")

    assert (before, sign_in(user)) == (200, 401)
    assert owner.get(f"/api/company/{company.id}/configuration").status_code == 401
    assert outsider.get(f"/api/company/{stranger.id}/configuration").status_code == 200
    assert acts_of(company) == [("staff@example.com", "company_deleted")]


def test_its_number_says_a_sentence_that_names_nobody(company: Company, line: SignedLine) -> None:
    before = line.begin()

    mark_deleted(company.id, actor="tests")
    after = SignedLine(line.number, "CA" + "2" * 32).begin()

    assert "Joe" in before
    assert "can't take calls at the moment" in after.replace("&#x27;", "'").replace("&apos;", "'")
    assert "Joe" not in after


@pytest.mark.parametrize("was_suspended", [True, False])
def test_it_comes_back_as_it_was(company: Company, was_suspended: bool) -> None:
    with company_scope(company.id):
        Company.in_company.update(is_suspended=was_suspended)

    mark_deleted(company.id, actor="tests")
    marked = company_of(company)
    bring_back(company.id, actor="tests")
    back = company_of(company)

    assert (marked.deleted_at is not None, marked.is_suspended, marked.is_live) == (True,) * 3
    assert (back.deleted_at, back.is_suspended, back.is_live) == (None, was_suspended, True)
    assert [action for _, action in acts_of(company)] == ["company_deleted", "company_brought_back"]


def test_it_is_marked_once_and_brought_back_once(company: Company) -> None:
    with pytest.raises(Conflict):
        bring_back(company.id, actor="tests")
    mark_deleted(company.id, actor="tests")
    with pytest.raises(Conflict):
        mark_deleted(company.id, actor="tests")


def test_a_deleted_company_is_never_in_service(company: Company) -> None:
    mark_deleted(company.id, actor="tests")

    with (
        company_scope(company.id),
        pytest.raises(IntegrityError, match="deleted_is_suspended"),
        transaction.atomic(),
    ):
        Company.in_company.update(is_suspended=False)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such trigger.")
def test_postgresql_itself_refuses_to_remove_a_company_that_is_not_marked(
    company: Company,
) -> None:
    with (
        platform_scope("tests"),
        pytest.raises(IntegrityError, match="marked as deleted before"),
        transaction.atomic(),
    ):
        Company.objects.get(pk=company.pk).delete()

    assert company_of(company) == company


def test_the_desk_asks_first_marks_and_brings_back(
    company: Company, stranger: Company, number: PhoneNumber
) -> None:
    desk = Desk(StaffFactory(email="staff@example.com"))

    asked = desk.act("mark_deleted", company)
    unmarked = company_of(company).deleted_at
    desk.act("mark_deleted", company, confirmed="1")
    twice = desk.act("mark_deleted", company, confirmed="1")
    listed = desk.open(company, "changelist").content.decode()
    marked = company_of(company).deleted_at
    desk.act("bring_back", company)

    assert "sign in any more" in asked.content.decode()
    assert unmarked is None
    assert marked is not None
    assert "is marked as deleted already" in " ".join(map(str, twice.context["messages"]))
    assert "deleted" in listed
    assert company_of(company).deleted_at is None
    assert company_of(stranger).deleted_at is None
    assert {actor for actor, _ in acts_of(company)} == {"staff@example.com"}


def test_no_form_takes_a_deleted_company_into_service(company: Company) -> None:
    mark_deleted(company.id, actor="tests")

    answer = Desk(StaffFactory()).change(company, is_suspended="")

    assert "bring it back first" in answer.content.decode()
    assert company_of(company).is_suspended
