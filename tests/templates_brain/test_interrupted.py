"""A clone or a sync that is cut off anywhere leaves the old configuration or the new one."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from templates_brain.cloning import clone_template, find_version
from templates_brain.history import undo_sync
from templates_brain.models import Section
from templates_brain.publishing import load_template
from templates_brain.snapshots import read_section
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import CompanyFactory
from tests.templates_brain.test_sync_api import document, scenario

pytestmark = pytest.mark.django_db(transaction=True)

MORE_THAN_A_CLONE_HAS = 200


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


def outcome(company: Company, act: Any, statement: int) -> str:
    """Return whether the act, killed at this statement, left the old, the new or half."""
    before = state_of(company)
    ended = "new"
    try:
        with killed_at(statement):
            act()
    except Killed:
        ended = "old"
    changed = state_of(company) != before
    return ended if changed == (ended == "new") else "half"


def brought_in(company: Company) -> Any:
    """Return the act of bringing the newest version in."""
    return lambda: clone_template(company.pk, find_version("small"), actor="test")


@pytest.mark.parametrize("statement", range(0, 80, 2))
def test_a_clone_is_whole_or_not_there(statement: int) -> None:
    load_template(document(), actor="staff")
    company = CompanyFactory()

    assert outcome(company, brought_in(company), statement) in ("old", "new")


@pytest.mark.parametrize("statement", range(0, 48, 2))
def test_a_sync_is_whole_or_not_there(statement: int) -> None:
    first = document()
    load_template(first, actor="staff")
    company = CompanyFactory()
    brought_in(company)()
    second = copy.deepcopy(first)
    second["scenarios"][0]["quickReplies"] = ["Good day."]
    second["scenarios"].append(scenario("thanks", "You are welcome."))
    load_template(second, actor="staff")

    assert outcome(company, brought_in(company), statement) in ("old", "new")


@pytest.mark.parametrize("statement", range(0, 42, 4))
def test_an_undo_is_whole_or_not_there(statement: int) -> None:
    load_template(document(), actor="staff")
    company = CompanyFactory()
    brought_in(company)()

    def undo() -> None:
        with company_scope(company.pk, writing=True):
            undo_sync(actor="test")

    assert outcome(company, undo, statement) in ("old", "new")


def test_a_clone_has_fewer_statements_and_more_than_a_few() -> None:
    load_template(document(), actor="staff")
    interrupted, whole = CompanyFactory(), CompanyFactory()

    assert outcome(interrupted, brought_in(interrupted), 12) == "old"
    assert outcome(whole, brought_in(whole), MORE_THAN_A_CLONE_HAS) == "new"
