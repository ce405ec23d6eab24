"""Which connection work runs on: that of the alias in force, unless another is named."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.db import transaction

from clientsvia.settings import _OTHER_DATABASES
from tenants.databases import (
    APPLICATION,
    OWNER,
    REPLICA,
    STAFF,
    AliasInForce,
    alias_in_force,
    atomic,
    on_commit,
    roll_back,
    working_as,
)
from tests.roles import has_roles

pytestmark = pytest.mark.skipif(not has_roles(), reason="This database has no roles.")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Return what Django's transactions are asked for, instead of doing it."""
    asked: list[tuple[Any, ...]] = []

    def begin(using: str, savepoint: bool) -> nullcontext:
        asked.append((using, savepoint))
        return nullcontext()

    monkeypatch.setattr(transaction, "atomic", begin)
    monkeypatch.setattr(transaction, "on_commit", lambda act, using: asked.append((act, using)))
    monkeypatch.setattr(transaction, "set_rollback", lambda on, using: asked.append((on, using)))
    return asked


def test_the_aliases_are_those_of_the_settings() -> None:
    assert {STAFF, OWNER, REPLICA} == {*_OTHER_DATABASES}


def test_work_is_the_applications_unless_somebody_else_is_named() -> None:
    outside = alias_in_force()
    with working_as(STAFF):
        inside = alias_in_force()
        with working_as("nobody"):
            further_inside = alias_in_force()

    assert (outside, inside, further_inside) == (APPLICATION, STAFF, STAFF)
    assert alias_in_force() == APPLICATION


def test_an_exception_ends_the_work_as_somebody_else() -> None:
    with pytest.raises(ZeroDivisionError), working_as(OWNER):
        _ = 1 / 0

    assert alias_in_force() == APPLICATION


def test_a_transaction_is_of_the_alias_in_force_or_of_the_one_named(
    asked: list[tuple[Any, ...]],
) -> None:
    with atomic(), working_as(STAFF), atomic(), atomic(using=OWNER, savepoint=False):
        pass

    assert asked == [(APPLICATION, True), (STAFF, True), (OWNER, False)]


def test_what_waits_for_the_commit_and_what_is_taken_back_are_of_the_alias_in_force(
    asked: list[tuple[Any, ...]],
) -> None:
    with working_as(STAFF):
        on_commit(print)
        roll_back()

    assert asked == [(print, STAFF), (True, STAFF)]


def test_every_model_is_read_and_written_on_the_alias_in_force() -> None:
    router = AliasInForce()

    with working_as(STAFF):
        used = router.db_for_read(object()), router.db_for_write(object())

    assert used == (STAFF, STAFF)
    assert router.allow_relation(object(), object()) is True
