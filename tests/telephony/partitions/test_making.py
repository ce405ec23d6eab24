"""Calls and turns by month in PostgreSQL: where they stand, and how the months are made."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from telephony.calls import Line, call_of
from telephony.models import Call, CallTurn, Message
from telephony.partitions import tables
from telephony.partitions.making import make_months
from telephony.partitions.month import Month
from telephony.partitions.tables import CALLS, TURNS, months_of
from tenants.databases import APPLICATION, OWNER, atomic, connection_in_force, working_as
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import CallFactory, CallTurnFactory, CompanyFactory, MessageFactory
from tests.roles import has_roles
from tests.telephony.commands import refusal, run

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not has_roles(), reason="This database keeps no months."),
]
THIS_MONTH = Month.of(timezone.now())
LONG_AGO = datetime(2020, 5, 1, tzinfo=UTC)
MAY = Month(2020, 5)


def as_owner(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    """Return what the owner finds, every check that is pending done before."""
    with working_as(OWNER), connection_in_force().cursor() as cursor:
        connection_in_force().check_constraints()
        cursor.execute(sql, given)
        return cursor.fetchall() if cursor.description else []


def place_of(table: str, key: UUID) -> str:
    """Return the partition in which the row stands."""
    ((place,),) = as_owner(f"SELECT tableoid::regclass::text FROM {table} WHERE id = %s", key)  # noqa: S608
    return str(place)


def make_may() -> list[str]:
    """Make a month of long ago; return its partitions, or the table that has none."""
    as_owner("SELECT 1")
    with working_as(OWNER), atomic():
        told = make_months(connection_in_force(), LONG_AGO, ahead=0)
    return told.made + told.left


def random_key_in_may(day: int) -> UUID:
    """Return a key that means no time, and lies in May by chance."""
    return UUID(int=MAY.first_id.int + (day << 100) + 0x4321)


def test_a_turn_stands_where_its_call_does_however_late_it_comes(company: Company) -> None:
    make_may()
    call = CallFactory(company=company, id=UUID(int=MAY.first_id.int + 5))

    new, late = CallTurnFactory(company=company), CallTurnFactory(company=company, call=call)

    assert place_of(TURNS, new.id) == f"partitions.telephony_callturn_{label(THIS_MONTH)}"
    assert place_of(TURNS, late.id) == "partitions.telephony_callturn_2020_05"


def label(month: Month) -> str:
    """Return how a partition's name ends."""
    return str(month).replace("-", "_")


def test_a_turn_of_an_index_is_there_once_and_so_is_a_call_of_a_sid(company: Company) -> None:
    call = CallFactory(company=company)
    CallTurnFactory(company=company, call=call)

    with pytest.raises(IntegrityError), transaction.atomic():
        CallTurnFactory(company=company, call=call)
    with pytest.raises(IntegrityError, match="this SID already"), transaction.atomic():
        CallFactory(company=company, call_sid=call.call_sid, id=random_key_in_may(1))

    assert CallFactory(company=CompanyFactory(), call_sid=call.call_sid).id != call.id


@pytest.mark.django_db(transaction=True)
def test_of_two_that_record_one_call_the_second_gets_the_firsts() -> None:
    line = Line(CompanyFactory().id, "CA1", "+12125550123", "+12395550100")

    def record() -> UUID:
        try:
            with company_scope(line.company_id, writing=True):
                return call_of(line).id
        finally:
            connections[APPLICATION].close()

    with ThreadPoolExecutor(1) as threads:
        with company_scope(line.company_id, writing=True):
            first = call_of(line).id
            second = threads.submit(record)
            while not someone_waits() and not second.done():
                pass

        assert second.result() == first


def someone_waits() -> bool:
    """Return whether somebody waits for a SID."""
    with connections[APPLICATION].cursor() as cursor:
        cursor.execute("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone() is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("alias", [APPLICATION, "staff"])
def test_nobody_who_serves_reaches_a_partition_past_its_parent(alias: str) -> None:
    with connections[alias].cursor() as cursor, pytest.raises(ProgrammingError, match="denied"):
        cursor.execute("SELECT FROM partitions.telephony_call_rest")


def test_the_coming_months_are_made_once() -> None:
    ahead = f"telephony_callturn_{label(THIS_MONTH.next.next.next.next)}"

    tried = run("make_partitions", "--months", "4", "--dry-run").document
    made = run("make_partitions", "--months", "4").document
    again = run("make_partitions", "--months", "4").document

    assert tried == made
    assert made["left"] == again["made"] == []
    assert ahead in made["made"]
    assert "--months" in refusal(run("make_partitions", "--months", "-1"))


def test_a_month_is_made_around_random_keys_that_lie_in_it(company: Company) -> None:
    strays = [CallFactory(company=company, id=random_key_in_may(day)) for day in (3, 9)]

    made = make_may()

    pieces = ["telephony_call_2020_05", "telephony_call_2020_05_1", "telephony_call_2020_05_2"]
    assert made == [*pieces, "telephony_callturn_2020_05"]
    assert {place_of(CALLS, stray.id) for stray in strays} == {"partitions.telephony_call_rest"}
    between = CallFactory(company=company, id=random_key_in_may(5))
    assert place_of(CALLS, between.id) == "partitions.telephony_call_2020_05_1"


def test_a_month_whose_calls_stand_in_the_rest_stays_there(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_STRAYS", 1)
    for day in (3, 9):
        CallFactory(company=company, id=random_key_in_may(day))

    assert make_may() == ["telephony_callturn_2020_05", "telephony_call 2020-05"]


def test_filled_tables_are_partitioned_and_joined_again(company: Company) -> None:
    turn = CallTurnFactory(company=company, index=7, utterance="hello")
    message = MessageFactory(company=company, call=turn.call)
    shapes = shape_of(CALLS), shape_of(TURNS)

    migrate("0013_retention")
    joined = as_owner("SELECT relkind::text FROM pg_class WHERE relname = %s", CALLS)
    keys = as_owner("SELECT conname FROM pg_constraint WHERE conname = 'one_call_a_sid'")
    random = as_owner("UPDATE telephony_callturn SET id = gen_random_uuid() RETURNING id")
    migrate("0015_calls_by_what_lists_ask")

    assert (joined, len(keys)) == ([("r",)], 1)
    assert random != [(turn.id,)]
    assert (shape_of(CALLS), shape_of(TURNS)) == shapes
    with company_scope(company.id):
        assert CallTurn.objects.get().id == turn.id
        assert (CallTurn.objects.get().utterance, Message.objects.get().id) == ("hello", message.id)
    with company_scope(CompanyFactory().id):
        assert not CallTurn.objects.exists()
        assert not Call.objects.exists()


def test_an_index_that_was_broken_off_is_begun_anew_and_valid_for_every_month() -> None:
    part = f"telephony_call_{label(THIS_MONTH)}"
    migrate("0014_partitions")
    as_owner("CREATE INDEX calls_by_outcome ON ONLY telephony_call (outcome)")
    as_owner(f"CREATE INDEX {part}_calls_by_caller ON partitions.{part} (outcome)")

    migrate("0015_calls_by_what_lists_ask")

    made = as_owner(
        "SELECT whole.relname::text, indisvalid, count(inhrelid) FROM pg_class whole"
        " JOIN pg_index ON indexrelid = whole.oid JOIN pg_inherits ON inhparent = whole.oid"
        " WHERE indrelid = 'telephony_call'::regclass AND starts_with(whole.relname, 'calls_')"
        " GROUP BY 1, 2 ORDER BY 1"
    )
    ((months,),) = as_owner(
        "SELECT count(*) FROM pg_inherits WHERE inhparent = 'telephony_call'::regclass"
    )
    names = ("calls_by_caller", "calls_by_outcome", "calls_longest_first", "calls_newest_first")
    assert made == [(name, True, months) for name in names]


def migrate(name: str) -> None:
    """Migrate telephony as the owner."""
    as_owner("SELECT 1")
    with working_as(OWNER):
        MigrationExecutor(connections[OWNER]).migrate([("telephony", name)])


def shape_of(table: str) -> list[tuple[Any, ...]]:
    """Return the table's columns, constraints, indexes and policies, and who refers to it."""
    return as_owner(
        "SELECT attname::text, format_type(atttypid, atttypmod), attnotnull::text"
        " FROM pg_attribute WHERE attrelid = %(table)s::regclass AND attnum > 0 UNION ALL"
        " SELECT conname, pg_get_constraintdef(oid), conrelid::regclass::text FROM pg_constraint"
        " WHERE %(table)s::regclass IN (conrelid, confrelid) AND conparentid = 0 UNION ALL"
        " SELECT indexname, indexdef, '' FROM pg_indexes WHERE tablename = %(table)s UNION ALL"
        " SELECT policyname, qual, with_check || roles::text FROM pg_policies"
        " WHERE tablename = %(table)s ORDER BY 1, 2, 3".replace("%(table)s", f"'{table}'")
    )


def test_months_of_a_table_are_read_from_the_names_of_its_partitions() -> None:
    with working_as(OWNER), connection_in_force().cursor() as cursor:
        months = months_of(cursor, CALLS)

    assert THIS_MONTH in months
    assert max(months).starts_at > timezone.now() + timedelta(days=60)
