"""`verify_audit_log`: whether the companies' audit logs are as they were written."""

from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from tenants.models import AuditEntry, Company
from tenants.scope import company_scope
from tests.factories import AuditEntryFactory
from tests.telephony.commands import refusal, run

pytestmark = pytest.mark.django_db


def last_hash(company: Company) -> str:
    """Return the seal of a company's last entry."""
    with company_scope(company.id):
        return AuditEntry.objects.latest("sequence").hash


def test_every_companys_log_is_told_in_a_line(company: Company, stranger: Company) -> None:
    AuditEntryFactory.create_batch(2, company=company)

    result = run("verify_audit_log")

    assert result.exit_status == 0
    assert sorted(result.documents, key=lambda line: line["entries"]) == [
        {
            "companyId": str(stranger.id),
            "isWhole": True,
            "entries": 0,
            "lastHash": "",
            "brokenAt": None,
        },
        {
            "companyId": str(company.id),
            "isWhole": True,
            "entries": 2,
            "lastHash": last_hash(company),
            "brokenAt": None,
        },
    ]


def test_one_company_can_be_asked_for(company: Company, stranger: Company) -> None:
    result = run("verify_audit_log", "--company", str(company.id))

    assert [line["companyId"] for line in result.documents] == [str(company.id)]


def test_a_break_is_told_with_its_place_and_exit_1(
    company: Company, stranger: Company, settings: Settings
) -> None:
    AuditEntryFactory.create_batch(2, company=company)
    settings.ENCRYPTION_KEYS = [b"x" * 32]
    AuditEntryFactory(company=stranger)

    result = run("verify_audit_log")

    broken = {line["companyId"]: line["brokenAt"] for line in result.documents}
    assert broken == {str(company.id): 1, str(stranger.id): None}
    assert result.exit_status == 1
    assert "Broken audit logs: 1 of 2." in result.messages


@pytest.mark.parametrize("company_id", ["nonsense", str(uuid4())], ids=["nonsense", "absent"])
def test_a_company_that_is_none_is_refused_in_one_line(company_id: str) -> None:
    assert company_id in refusal(run("verify_audit_log", "--company", company_id))
