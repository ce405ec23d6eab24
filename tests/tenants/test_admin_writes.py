"""What operators write at the desk: it is audited, secrets stay secret, companies stay apart."""

import pytest
from django.db.models import Model
from pytest_django.fixtures import Settings

from telephony.models import TransferTarget
from templates_brain.models import Scenario
from tenants.models import AuditEntry, Company, PhoneNumber, Role, User
from tenants.scope import company_scope, platform_scope
from tests import factories
from tests.audit_log import entries_of
from tests.desk import Desk, errors_of


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a member of staff's desk."""
    return Desk(factories.StaffFactory())


def test_a_token_is_kept_encrypted_and_never_shown(desk: Desk, company: Company) -> None:
    number = factories.PhoneNumberFactory(company=company, token="")
    assert desk.change(number, new_auth_token="very-secret").status_code == 302
    assert _kept_token(number) == "very-secret"
    assert "very-secret" not in _kept(number).auth_token_encrypted
    assert "very-secret" not in desk.open(number, "change", number.pk).content.decode()


def test_a_token_is_not_shown_with_an_error_either(desk: Desk, company: Company) -> None:
    number = factories.PhoneNumberFactory(company=company)
    response = desk.change(number, number="123", new_auth_token="very-secret")
    assert "number" in errors_of(response)
    assert "very-secret" not in response.content.decode()
    assert _kept_token(number) == "token"


def test_a_token_is_kept_when_its_field_is_empty(desk: Desk, company: Company) -> None:
    number = factories.PhoneNumberFactory(company=company, token="before")
    assert desk.change(number, account_sid="AC" + "9" * 32).status_code == 302
    assert _kept_token(number) == "before"


def test_a_token_is_removed(desk: Desk, company: Company) -> None:
    number = factories.PhoneNumberFactory(company=company, token="before")
    assert desk.change(number, remove_auth_token="on").status_code == 302
    assert _kept_token(number) == ""


def test_a_token_is_not_set_and_removed_at_once(desk: Desk, company: Company) -> None:
    number = factories.PhoneNumberFactory(company=company, token="before")
    response = desk.change(number, new_auth_token="after", remove_auth_token="on")
    assert "remove_auth_token" in errors_of(response)
    assert _kept_token(number) == "before"


def test_a_number_is_added_with_its_token(desk: Desk, company: Company) -> None:
    response = desk.add(
        PhoneNumber, company=company, number="+12395550177", new_auth_token="very-secret"
    )
    assert response.status_code == 302
    with platform_scope("test"):
        number = PhoneNumber._base_manager.get(number="+12395550177")
    assert number.company_id == company.id
    assert number.auth_token() == "very-secret"


def test_a_number_that_is_taken_is_an_error_of_the_form(desk: Desk, company: Company) -> None:
    taken = factories.PhoneNumberFactory()
    assert "number" in errors_of(desk.add(PhoneNumber, company=company, number=taken.number))


def test_a_user_is_added_with_a_hashed_password(desk: Desk, company: Company) -> None:
    added = desk.add(
        User, company=company, email="New@Example.com", new_password="a good long one", role="owner"
    )
    assert added.status_code == 302
    with platform_scope("test"):
        user = User.objects.get(email="New@example.com")
    assert user.check_password("a good long one")
    assert user.company_id == company.id


def test_a_user_keeps_the_password_unless_there_is_a_new_one(desk: Desk) -> None:
    user = factories.UserFactory()
    desk.change(user, role="viewer")
    with platform_scope("test"):
        user.refresh_from_db()
    assert user.check_password(factories.PASSWORD)
    desk.change(user, new_password="another good one")
    with platform_scope("test"):
        user.refresh_from_db()
    assert user.check_password("another good one")


def test_a_weak_password_is_an_error_of_the_form(desk: Desk) -> None:
    user = factories.UserFactory()
    assert "new_password" in errors_of(desk.change(user, new_password="password"))


def test_an_address_is_taken_without_case(desk: Desk, company: Company) -> None:
    factories.UserFactory(email="ann@example.com")
    response = desk.add(User, company=company, email="ANN@example.com", new_password="a good one")
    assert "email" in errors_of(response)


@pytest.mark.parametrize(("has_company", "role"), [(True, Role.ADMIN), (False, Role.OWNER)])
def test_staff_have_no_company_and_everyone_else_has_one(
    has_company: bool, role: Role, desk: Desk, company: Company
) -> None:
    given = {"company": company.pk if has_company else ""}
    response = desk.add(User, **given, email="a@example.com", new_password="a good one", role=role)
    assert "Platform staff have no company" in str(errors_of(response))


def test_a_user_does_not_become_staff_with_a_company(desk: Desk) -> None:
    user = factories.UserFactory()
    assert "Platform staff" in str(errors_of(desk.change(user, role=Role.ADMIN)))


def test_a_row_never_moves_to_another_company(
    desk: Desk, company: Company, stranger: Company
) -> None:
    target = factories.TransferTargetFactory(company=company, name="Front desk")
    desk.change(target, company=stranger, name="Back office")
    with company_scope(company.id):
        target.refresh_from_db()
    assert (target.company_id, target.name) == (company.id, "Back office")


def test_what_is_taken_within_the_company_is_an_error_of_the_form(
    desk: Desk, company: Company, stranger: Company
) -> None:
    target = factories.TransferTargetFactory(company=company)
    response = desk.add(TransferTarget, company=company, name="Joe", phone=target.phone)
    assert "already exists" in str(errors_of(response))
    elsewhere = desk.add(TransferTarget, company=stranger, name="Joe", phone=target.phone)
    assert elsewhere.status_code == 302


def test_what_is_taken_is_an_error_on_changing_too(desk: Desk, company: Company) -> None:
    taken = factories.TransferTargetFactory(company=company)
    target = factories.TransferTargetFactory(company=company)
    assert "already exists" in str(errors_of(desk.change(target, phone=taken.phone)))


def test_writes_stand_in_the_companys_audit_log(desk: Desk, company: Company) -> None:
    number = factories.PhoneNumberFactory(company=company)
    desk.change(number, new_auth_token="very-secret")
    entry = entries_of(company)[-1]
    assert (entry.actor, entry.action) == (desk.staff.email, "desk_changed")
    assert entry.details == {
        "model": "tenants.PhoneNumber",
        "row": str(number.pk),
        "fields": ["new_auth_token"],
    }


def test_the_desk_tells_whether_an_entry_is_as_it_was_written(
    desk: Desk, company: Company, settings: Settings
) -> None:
    entry = factories.AuditEntryFactory(company=company)
    before = desk.open(entry, "change", entry.pk).content.decode()

    settings.ENCRYPTION_KEYS = [b"x" * 32]

    after = desk.open(entry, "change", entry.pk).content.decode()
    assert ("intact" in before, "broken" in before) == (True, False)
    assert ("intact" in after, "broken" in after) == (False, True)


def test_adding_and_deleting_stand_in_the_audit_log(desk: Desk, company: Company) -> None:
    desk.add(TransferTarget, company=company, name="Joe", phone="+12395550188")
    assert entries_of(company)[-1].action == "desk_added"
    with company_scope(company.id):
        target = TransferTarget.objects.get()
    desk.client.post(desk.url(target, "delete", target.pk), {"post": "yes"})
    assert entries_of(company)[-1].action == "desk_deleted"
    with company_scope(company.id):
        assert not TransferTarget.objects.exists()


def test_deleting_several_is_recorded_one_by_one(desk: Desk, company: Company) -> None:
    targets = factories.TransferTargetFactory.create_batch(2, company=company)
    data = {"action": "delete_selected", "_selected_action": [t.pk for t in targets], "post": "yes"}
    desk.client.post(desk.url(TransferTarget, "changelist"), data)
    with company_scope(company.id):
        assert AuditEntry.objects.filter(action="desk_deleted").count() == 2


def test_saving_without_a_change_records_nothing(desk: Desk, company: Company) -> None:
    assert desk.change(company).status_code == 302
    with company_scope(company.id):
        assert not AuditEntry.objects.exists()


def test_a_company_is_suspended_and_not_deleted(desk: Desk, company: Company) -> None:
    assert desk.change(company, is_suspended="on").status_code == 302
    assert entries_of(company)[-1].details["fields"] == ["is_suspended"]
    deleted = desk.client.post(desk.url(company, "delete", company.pk), {"post": "yes"})
    assert deleted.status_code == 403


def test_a_time_zone_that_is_none_is_an_error_of_the_form(desk: Desk, company: Company) -> None:
    assert "timezone" in errors_of(desk.change(company, timezone="Mars/Olympus"))


@pytest.mark.parametrize("model", [TransferTarget, Scenario, PhoneNumber, User])
def test_a_malformed_company_is_no_company(model: type[Model], desk: Desk) -> None:
    assert desk.open(model, "add", company="nonsense").status_code == 200
    response = desk.client.post(desk.url(model, "add"), {"company": "nonsense"})
    assert "company" in errors_of(response)


def test_adding_begins_with_the_company_of_the_list(desk: Desk, company: Company) -> None:
    filters = f"company__id__exact={company.pk}"
    response = desk.open(TransferTarget, "add", _changelist_filters=filters)
    assert response.context["adminform"].form["company"].value() == str(company.pk)


def _kept(number: PhoneNumber) -> PhoneNumber:
    with platform_scope("test"):
        return PhoneNumber._base_manager.get(pk=number.pk)


def _kept_token(number: PhoneNumber) -> str:
    return _kept(number).auth_token()
