"""Two syncs of one company at once: one wins, the other is told to look again."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from templates_brain.publishing import load_template
from tenants.authentication import refresh_token_for
from tenants.views.company import ConfigurationView
from tests.factories import CompanyFactory, UserFactory
from tests.templates_brain.test_sync_api import document, sync

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer: nothing is at once there."
    ),
]
PATIENCE_SECONDS = 60


def test_one_of_two_syncs_wins_and_the_other_gets_409(monkeypatch: pytest.MonkeyPatch) -> None:
    load_template(document(), actor="staff")
    company = CompanyFactory()
    token = refresh_token_for(UserFactory(company=company)).access_token
    path = f"/api/company/{company.pk}/configuration"
    both, lock = Barrier(2, timeout=PATIENCE_SECONDS), ConfigurationView._require_version

    def lock_at_once(*args: Any) -> None:
        both.wait()
        lock(*args)

    def post(_: int) -> int:
        client = APIClient(HTTP_AUTHORIZATION=f"Bearer {token}")
        try:
            return int(sync(client, path).status_code)
        finally:
            connection.close()

    monkeypatch.setattr(ConfigurationView, "_require_version", lock_at_once)
    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(post, range(2)))

    assert statuses == [200, 409]
