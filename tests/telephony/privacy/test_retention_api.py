"""`/retention`: after how many days what goes; its owner says."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from telephony.models import Retention
from tenants.models import Company, Role
from tenants.scope import company_scope
from tests.audit_log import entries_of
from tests.conftest import ClientOf
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

USUAL = {"transcriptDays": 365, "recordingDays": 90, "messageDays": 365}


def path_of(company: Company) -> str:
    """Return the path of a company's retention."""
    return f"/api/company/{company.id}/retention"


def test_without_a_word_of_the_companys_it_is_the_usual(company: Company, owner: APIClient) -> None:
    assert owner.get(path_of(company)).json() == USUAL


def test_what_is_named_is_replaced_on_record_and_null_is_for_ever(
    company: Company, owner: APIClient
) -> None:
    changed = owner.patch(path_of(company), {"messageDays": None}, format="json")

    assert changed.json() == {**USUAL, "messageDays": None} == owner.get(path_of(company)).json()
    (entry,) = entries_of(company, "retention_changed")
    assert (entry.before, entry.after) == ({"messageDays": 365}, {"messageDays": None})


@pytest.mark.parametrize(
    "given",
    [0, -1, 3651, 10**30, 1.5, "soon", True, [], {}, "\0"],
    ids=["0", "-1", "many", "huge", "half", "word", "true", "list", "object", "NUL"],
)
def test_nonsense_is_refused_and_nothing_written(
    company: Company, owner: APIClient, given: Any
) -> None:
    refused = owner.patch(path_of(company), {"recordingDays": given}, format="json")

    assert (refused.status_code, list(refused.json()["details"])) == (400, ["recordingDays"])
    with company_scope(company.id):
        assert not Retention.objects.exists()


def test_an_owner_changes_it_everybody_of_the_company_reads_it_and_nobody_else(
    company: Company, client_of: ClientOf, outsider: APIClient
) -> None:
    manager = client_of(UserFactory(company=company, role=Role.MANAGER))

    assert manager.get(path_of(company)).status_code == 200
    assert manager.patch(path_of(company), {"messageDays": 1}, format="json").status_code == 403
    assert outsider.patch(path_of(company), {"messageDays": 1}, format="json").status_code == 403
