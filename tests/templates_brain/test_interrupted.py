"""A clone or a sync that is cut off anywhere leaves the old configuration or the new one."""

import copy
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection

from templates_brain.cloning import clone_template, find_version
from templates_brain.history import restore, undo_sync
from templates_brain.models import ConfigurationChange, Scenario, Section
from templates_brain.publishing import load_template
from templates_brain.snapshots import read_section
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import CompanyFactory
from tests.templates_brain.test_sync_api import document, scenario

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]


class Killed(BaseException):
    """The process is gone: nothing catches this."""


@contextmanager
def killed_at(statement: int) -> Iterator[list[str]]:
    """Let so many statements through and end the process at the next; yield what got through."""
    through: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if len(through) == statement:
            raise Killed
        through.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield through


def state_of(company: Company) -> dict[str, Any]:
    """Return the company's whole configuration."""
    with company_scope(company.pk):
        return {section: read_section(section) for section in Section}


def outcomes(company: Company, act: Callable[[], object]) -> list[str]:
    """Kill the act at every one of its statements in turn, until it gets through.

    Return what each kill left: the old configuration, the new one or half of one.
    """
    before = state_of(company)
    ends: list[str] = []
    while not ends or ends[-1] == "old":
        ends.append(_outcome(company, before, act, statement=len(ends)))
    return ends


def _outcome(company: Company, before: Any, act: Callable[[], object], *, statement: int) -> str:
    ended = "new"
    try:
        with killed_at(statement):
            act()
    except Killed:
        ended = "old"
    is_changed = state_of(company) != before
    return ended if is_changed == (ended == "new") else "half"


def bring_in(company: Company) -> Callable[[], object]:
    """Return the act of bringing the newest version in."""
    return lambda: clone_template(company.pk, find_version("small"), actor="test")


def undo(company: Company) -> None:
    """Undo the company's last sync."""
    with company_scope(company.pk, writing=True):
        undo_sync(actor="test")


def restore_first(company: Company) -> None:
    """Return to the state after the company's first recorded change."""
    with company_scope(company.pk, writing=True):
        restore(ConfigurationChange.objects.order_by("version")[0].version, actor="test")


def change_everything(first: dict[str, Any]) -> None:
    """Publish a version in which every kind of row is changed, new or gone."""
    second = copy.deepcopy(first)
    second["scenarios"][0]["quickReplies"] = ["Good day."]
    second["scenarios"][1] = scenario("thanks", "You are welcome.")
    second["categories"].append({"key": "more", "name": "More"})
    second["behaviours"] = [{"key": "calm", "name": "Calm"}]
    second["variableDefinitions"][1]["label"] = "What it costs"
    second["fillerWords"] = ["er"]
    second["synonyms"] = [{"word": "a c", "means": "air"}]
    second["urgencyKeywords"] = [{"word": "flooding", "weight": 0.9}]
    load_template(second, actor="staff")


@pytest.fixture
def first() -> dict[str, Any]:
    """Return the first version's document, with a row of each kind."""
    published = document(
        behaviours=[{"key": "warm", "name": "Warm"}],
        synonyms=[{"word": "a c", "means": "ac"}],
    )
    load_template(published, actor="staff")
    return published


def test_a_clone_killed_at_any_statement_is_whole_or_not_there(first: dict[str, Any]) -> None:
    company = CompanyFactory()

    ends = outcomes(company, bring_in(company))

    assert ends == ["old"] * (len(ends) - 1) + ["new"]
    assert len(ends) > 30


def test_a_sync_killed_at_any_statement_is_whole_or_not_there(first: dict[str, Any]) -> None:
    company = CompanyFactory()
    bring_in(company)()
    change_everything(first)

    ends = outcomes(company, bring_in(company))

    assert ends == ["old"] * (len(ends) - 1) + ["new"]
    assert len(ends) > 30


def test_an_undo_killed_at_any_statement_is_whole_or_not_there(first: dict[str, Any]) -> None:
    company = CompanyFactory()
    bring_in(company)()
    change_everything(first)
    bring_in(company)()

    ends = outcomes(company, lambda: undo(company))

    assert ends == ["old"] * (len(ends) - 1) + ["new"]
    assert len(ends) > 30


def test_a_restore_killed_at_any_statement_is_whole_or_not_there(first: dict[str, Any]) -> None:
    company = CompanyFactory()
    bring_in(company)()
    change_everything(first)
    bring_in(company)()

    ends = outcomes(company, lambda: restore_first(company))

    assert ends == ["old"] * (len(ends) - 1) + ["new"]
    assert len(ends) > 30


def database_of_the_test() -> dict[str, str]:
    """Return the settings with which a process of its own finds this test's database."""
    path = f"/{connection.settings_dict['NAME']}"
    urls = {
        name: urlsplit(url) for name, url in os.environ.items() if name.endswith("DATABASE_URL")
    }
    return {name: url._replace(path=path).geturl() for name, url in urls.items()}


def process(company: Company, statement: int) -> int:
    """Bring the newest version in, in a process that dies at a statement; return how it ended."""
    words = ["-m", "tests.templates_brain.killed_process", str(company.pk), str(statement)]
    ended = subprocess.run(  # noqa: S603  our own program
        [sys.executable, *words], cwd=ROOT, env={**os.environ, **database_of_the_test()}
    )
    return ended.returncode


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server to be left.")
def test_a_process_that_the_kernel_kills_leaves_the_old_and_the_next_one_the_new(
    first: dict[str, Any],
) -> None:
    company = CompanyFactory()
    bring_in(company)()
    change_everything(first)
    old = state_of(company)

    killed = {place: process(company, place) for place in (2, 14, 24, 34)}
    after_kills = state_of(company)
    finished = process(company, -1)

    assert set(killed.values()) == {-signal.SIGKILL}
    assert after_kills == old
    assert finished == 0
    assert reply_of(company) == ["Good day."]


def reply_of(company: Company) -> Any:
    """Return the quick replies of `hello`."""
    with company_scope(company.pk):
        return Scenario.objects.get(key="hello").quick_replies
