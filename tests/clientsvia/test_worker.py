"""The start of a server: as which roles it serves, and as which it does not."""

import pytest
from django.db import OperationalError

from clientsvia.worker import refuse_open_roles
from tenants import serving_roles


def test_a_server_whose_role_sees_every_company_does_not_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving_roles, "faults", lambda: ["It is the owner."])

    with pytest.raises(SystemExit, match=r"Database: It is the owner\."):
        refuse_open_roles()


def test_a_server_whose_roles_are_confined_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving_roles, "faults", list)

    refuse_open_roles()


def test_a_server_starts_while_its_database_is_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> list[str]:
        raise OperationalError("The database is away.")

    monkeypatch.setattr(serving_roles, "faults", away)

    refuse_open_roles()

    assert [line.message for line in caplog.records] == ["roles_not_checked"]
