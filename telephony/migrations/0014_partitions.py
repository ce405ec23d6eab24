"""Calls and turns by the month of their keys, in PostgreSQL; other databases stay as they are.

A partitioned table cannot be made of a plain one: a new one takes its place, with its rows, keys,
indexes and policies, whatever those are by now. Why: docs/adr/0020.
"""

from dataclasses import dataclass

import django.utils.timezone
from django.db import migrations, models

import telephony.models.call
import tenants.time_ordered
from telephony.partitions.making import make_months
from telephony.partitions.tables import CALLS, PARTITIONED, SCHEMA, TURNS, make_rest

PREDECESSOR = '{table}_before'
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(held.oid),
        EXISTS (SELECT FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)
            AND attname = 'id')
    FROM pg_constraint held
    WHERE contype IN ('p', 'u', 'c', 'f') AND conparentid = 0
    AND (conrelid = ANY (%(tables)s::regclass[]) OR confrelid = ANY (%(tables)s::regclass[]))
"""
INDEXES = """
    SELECT index.relname, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
    FROM pg_index JOIN pg_class index ON index.oid = indexrelid
    WHERE indrelid = ANY (%(tables)s::regclass[])
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
"""
POLICIES = """
    SELECT format('CREATE POLICY %%I ON %%I TO %%s USING (%%s) WITH CHECK (%%s)', policyname,
        tablename, array_to_string(roles, ', '), qual, with_check)
    FROM pg_policies WHERE tablename = ANY (%(tables)s) AND schemaname = current_schema()
    ORDER BY 1
"""
TURN_ID = """
    overlay(replace(call_id::text, '-', '') placing lpad(to_hex("index"::int), 4, '0') from 13 for 4)::uuid
"""
CLAIM_SID = """
CREATE FUNCTION telephony_call_claim_sid() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.company_id || NEW.call_sid, 0));
    IF EXISTS (SELECT FROM telephony_call held WHERE held.company_id = NEW.company_id
            AND held.call_sid = NEW.call_sid AND held.id <> NEW.id) THEN
        RAISE unique_violation USING CONSTRAINT = 'one_call_a_sid', TABLE = 'telephony_call',
            MESSAGE = 'There is a call of this company with this SID already.';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER telephony_call_one_a_sid BEFORE INSERT OR UPDATE OF company_id, call_sid
ON telephony_call FOR EACH ROW EXECUTE FUNCTION telephony_call_claim_sid();
"""
RELEASE_SID = 'DROP FUNCTION telephony_call_claim_sid() CASCADE'
UNIQUE_WITHOUT_ID = {'one_call_a_sid': CALLS, 'one_turn_an_index': TURNS}


@dataclass(frozen=True)
class Constraint:
    """One of a table's, or of another table's that refers to it."""

    table: str
    name: str
    kind: str
    definition: str
    has_id: bool


def partition(apps, schema_editor):
    """Let partitioned tables take the place of plain ones."""
    if schema_editor.connection.vendor == 'postgresql':
        _replace(schema_editor.connection, 'PARTITION BY RANGE (id)')


def join(apps, schema_editor):
    """Let plain tables take the place of partitioned ones."""
    if schema_editor.connection.vendor == 'postgresql':
        _replace(schema_editor.connection, '')


def _replace(connection, kind):
    with connection.cursor() as cursor:
        cursor.execute('SET CONSTRAINTS ALL IMMEDIATE')  # a pending check would bar ALTER TABLE
        if not kind:
            cursor.execute(RELEASE_SID)
        constraints = [Constraint(*row) for row in _rows(cursor, CONSTRAINTS)]
        indexes, policies = _rows(cursor, INDEXES), _rows(cursor, POLICIES)
        _set_aside(cursor, constraints, indexes)
        for table in PARTITIONED:
            before = PREDECESSOR.format(table=table)
            cursor.execute(f'CREATE TABLE {table} (LIKE {before} INCLUDING DEFAULTS) {kind}')
            if kind:
                make_rest(cursor, table)
    if kind:
        make_months(connection, django.utils.timezone.now())
    with connection.cursor() as cursor:
        for table in PARTITIONED:
            _move(cursor, table)
        _give(cursor, _keys(constraints, kind), _plain(indexes, kind), policies)
        if kind:
            cursor.execute(CLAIM_SID)
        else:
            cursor.execute(f'DROP SCHEMA {SCHEMA}')


def _rows(cursor, query):
    cursor.execute(query, {'tables': list(PARTITIONED)})
    return cursor.fetchall()


def _set_aside(cursor, constraints, indexes):
    """Free the names: of keys that refer to a table first, then of its own."""
    for one in sorted(constraints, key=lambda one: one.kind != 'f'):
        cursor.execute(f'ALTER TABLE {one.table} DROP CONSTRAINT "{one.name}"')
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    for table in PARTITIONED:
        cursor.execute(f'ALTER TABLE {table} RENAME TO {PREDECESSOR.format(table=table)}')


def _move(cursor, table):
    """Move the rows; a turn gets the key that makes it the only one of its call and index."""
    before = PREDECESSOR.format(table=table)
    cursor.execute(
        "SELECT quote_ident(attname) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        [before],
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = [TURN_ID if (table, name) == (TURNS, 'id') else name for name in columns]
    cursor.execute(
        f'INSERT INTO {table} ({", ".join(columns)}) SELECT {", ".join(values)} FROM {before}'
    )
    cursor.execute(f'DROP TABLE {before}')


def _keys(constraints, kind):
    """Return what makes the constraints, keys that others refer to first."""
    for one in sorted(constraints, key=lambda one: one.kind == 'f'):
        if not kind or one.has_id or one.kind in 'cf':
            yield f'ALTER TABLE {one.table} ADD CONSTRAINT "{one.name}" {one.definition}'
        else:
            yield f'CREATE INDEX "{one.name}" ON {one.table} {one.definition.removeprefix("UNIQUE ")}'


def _plain(indexes, kind):
    """Return what makes the indexes; in plain tables those that stand for a key are one again."""
    for name, definition in indexes:
        if not kind and name in UNIQUE_WITHOUT_ID:
            columns = definition[definition.rindex('('):]
            yield f'ALTER TABLE {UNIQUE_WITHOUT_ID[name]} ADD CONSTRAINT "{name}" UNIQUE {columns}'
        else:
            yield definition


def _give(cursor, keys, indexes, policies):
    for statement in (*keys, *indexes):
        cursor.execute(statement)
    for table in PARTITIONED:
        cursor.execute(f'ALTER TABLE {table} ENABLE ROW LEVEL SECURITY')
        cursor.execute(f'ALTER TABLE {table} FORCE ROW LEVEL SECURITY')
    for (policy,) in policies:
        cursor.execute(policy)


class Migration(migrations.Migration):

    dependencies = [
        ('telephony', '0013_retention'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='call',
                    name='id',
                    field=models.UUIDField(default=tenants.time_ordered.time_ordered_id, editable=False, primary_key=True, serialize=False),
                ),
                migrations.AlterField(
                    model_name='callturn',
                    name='id',
                    field=telephony.models.call.TurnIdField(editable=False, primary_key=True, serialize=False),
                ),
            ],
        ),
        migrations.RunPython(partition, join),
    ]
