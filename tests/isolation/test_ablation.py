"""With any one lock away, no attack gets through; with all of them away, each does."""

import pytest
from django.db import DatabaseError, connection
from rest_framework.test import APIClient

from tenants.databases import atomic, roll_back
from tenants.managers import UnscopedQuery, WrongCompany
from tenants.models import Company, Role
from tests.conftest import ClientOf
from tests.factories import UserFactory
from tests.isolation import attacks
from tests.isolation.attacks import IN_THE_CODE, OVER_THE_API, Target, Undone
from tests.isolation.locks import KEYS, LOCKS, MANAGER, PERMISSION, POLICY, without

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL's lock 3"),
]

THROUGH, PRIMARY_KEY, GRANTS = "THROUGH", "primary key", "3 grants"
SOURCE, OWN_SCOPE = "1 source rule", "4 own scope"
ATTACKS = {**IN_THE_CODE, **OVER_THE_API}
BANNED_IN_THE_SOURCE = {"read without a manager", "read by SQL of one's own"}
BEYOND_THE_MANAGER = BANNED_IN_THE_SOURCE | {"hang a new row on theirs", "hang our rows on theirs"}
STOPPED_WITHOUT_LOCKS = {"take over their row's id", "empty the table", "POST to their list"}
_TOLD = {
    "row-level security": POLICY,
    "permission denied": GRANTS,
    "of_same_company": KEYS,
    "_pkey": PRIMARY_KEY,
}


@pytest.fixture
def target(company: Company, stranger: Company, client_of: ClientOf) -> Target:
    """Return both companies' rows, and a client of our company's owner."""
    client: APIClient = client_of(UserFactory(company=company, role=Role.OWNER))
    client.default_format = "json"
    return attacks.target(client, company, stranger)


def stopped_by(target: Target, *away: str) -> dict[str, str]:
    """Return what stopped each attack while these locks were away, or `THROUGH`."""
    with atomic():
        with without(*away):
            told = {name: _stopped_by(name, target.unspoilt(), away) for name in ATTACKS}
        roll_back()
    return told


def _stopped_by(name: str, target: Target, away: tuple[str, ...]) -> str:
    run = attacks.in_the_code if name in IN_THE_CODE else attacks.over_the_api
    try:
        undone = attacks.attempted(lambda: run(ATTACKS[name], target), target)
    except (WrongCompany, UnscopedQuery):
        return MANAGER
    except DatabaseError as error:
        return next(lock for words, lock in _TOLD.items() if words in str(error))
    if undone.crossed and name in BANNED_IN_THE_SOURCE:
        return SOURCE
    return _lock_behind(name, undone, away)


def _lock_behind(name: str, undone: Undone, away: tuple[str, ...]) -> str:
    """Return which lock left an attack with nothing: the first of those that are there."""
    status = getattr(undone.seen, "status_code", None)
    if undone.crossed:
        return THROUGH
    if status == 403:
        return PERMISSION
    if PERMISSION in away and status in (200, 201):
        return OWN_SCOPE
    return POLICY if MANAGER in away or name in BEYOND_THE_MANAGER else MANAGER


def table(told: dict[str, dict[str, str]]) -> str:
    """Return what stopped each attack, a column for each lock that was away."""
    head = f"{'attack':36}" + "".join(f"{f'without {lock}':22}" for lock in told)
    rows = [
        f"{name:36}" + "".join(f"{column[name]:22}" for column in told.values()) for name in ATTACKS
    ]
    return "\n".join([head, *rows])


def test_no_attack_gets_through_with_any_one_lock_away(target: Target) -> None:
    told = {lock: stopped_by(target, lock) for lock in LOCKS}

    print(f"\n{table(told)}")  # noqa: T201  `make prove-isolation` shows it
    assert {name for column in told.values() for name in column if column[name] == THROUGH} == set()


def test_no_attack_gets_through_with_all_locks_there(target: Target) -> None:
    told = stopped_by(target)

    assert {THROUGH, SOURCE}.isdisjoint(told.values())


def test_without_composite_keys_a_key_to_their_row_can_be_written_and_shows_nothing(
    target: Target,
) -> None:
    with atomic():
        with without(KEYS):
            seen = attacks.in_the_code(IN_THE_CODE["hang our rows on theirs"], target)
            astray = attacks.keys_astray()
        roll_back()

    assert (seen, astray) == ([], 1)


def test_each_attack_gets_through_with_all_locks_away(target: Target) -> None:
    told = stopped_by(target, *LOCKS)

    assert {name for name, lock in told.items() if lock not in (THROUGH, SOURCE)} == (
        STOPPED_WITHOUT_LOCKS
    )
