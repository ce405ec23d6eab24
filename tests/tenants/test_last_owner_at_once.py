"""Two owners take each other's role at the same time: one of them stays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from rest_framework.test import APIClient

from tenants import membership
from tenants.authentication import refresh_token_for
from tenants.models import User
from tenants.scope import platform_scope
from tests.factories import CompanyFactory, UserFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer: nothing is at once there."
    ),
]


Leave = Callable[[APIClient, str], Any]
LEAVING: dict[str, Leave] = {
    "demote": lambda client, path: client.patch(path, {"role": "viewer"}, format="json"),
    "deactivate": lambda client, path: client.patch(path, {"isActive": False}, format="json"),
    "remove": lambda client, path: client.delete(path),
}


@pytest.fixture
def _both_arrive_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let neither request take the company's lock before both are about to."""
    both_arrived, lock = Barrier(2), membership.lock_configuration

    def lock_together(company_id: UUID) -> int:
        both_arrived.wait(timeout=60)
        return lock(company_id)

    monkeypatch.setattr(membership, "lock_configuration", lock_together)


@pytest.mark.usefixtures("_both_arrive_first")
@pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING)
def test_one_of_two_owners_who_put_each_other_out_stays(leave: Leave) -> None:
    one, other = UserFactory.create_batch(2, company=CompanyFactory())

    def put_out(actor: User, target: User) -> int:
        token = refresh_token_for(actor).access_token
        client = APIClient(HTTP_AUTHORIZATION=f"Bearer {token}")
        path = f"/api/company/{actor.company_id}/users/{target.pk}"
        try:
            return int(leave(client, path).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(put_out, [one, other], [other, one]))

    assert statuses[0] in {200, 204}
    assert statuses[1] == 422
    with platform_scope("test"):
        assert User.objects.filter(role="owner", is_active=True).count() == 1
