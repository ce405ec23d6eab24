"""Two syncs of one company at once: one wins, the other is told to look again."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from templates_brain.publishing import load_template
from templates_brain.views import sync as sync_views
from tenants.authentication import refresh_token_for
from tests.factories import CompanyFactory, UserFactory
from tests.templates_brain.test_sync_api import document, sync

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer: nothing is at once there."
    ),
]
OVERLAP_SECONDS = 0.7


def test_one_of_two_syncs_wins_and_the_other_gets_409(monkeypatch: pytest.MonkeyPatch) -> None:
    load_template(document(), actor="staff")
    company = CompanyFactory()
    token = refresh_token_for(UserFactory(company=company)).access_token
    path = f"/api/company/{company.pk}/configuration"
    find_version = sync_views.find_version

    def found_slowly(*args: Any) -> Any:
        time.sleep(OVERLAP_SECONDS)
        return find_version(*args)

    def post(_: int) -> int:
        client = APIClient(HTTP_AUTHORIZATION=f"Bearer {token}")
        try:
            return int(sync(client, path).status_code)
        finally:
            connection.close()

    monkeypatch.setattr(sync_views, "find_version", found_slowly)
    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(post, range(2)))

    assert statuses == [200, 409]
