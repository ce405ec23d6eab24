"""An index for a table of months, made while calls go on."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddIndex

from telephony.partitions.tables import SCHEMA, is_partitioned

_PARTITIONS = """
    SELECT part.relname FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid
    WHERE inhparent = to_regclass(%s) ORDER BY part.relname
"""


class AddIndexByMonth(AddIndex):
    """Adds an index to a partitioned table, for a migration that is not atomic.

    PostgreSQL makes none concurrently there. So the table's own is begun without its months': each
    of those is made concurrently and attached, and with the last the whole is valid. Broken off, it
    begins anew. Other databases do as for any table.
    """

    atomic = False

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        """Make it."""
        if not is_partitioned(schema_editor.connection):
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        table, name = model._meta.db_table, self.index.name
        columns = self.index.create_sql(model, schema_editor).parts["columns"]
        schema_editor.execute(f'DROP INDEX IF EXISTS "{name}"')
        schema_editor.execute(f'CREATE INDEX "{name}" ON ONLY "{table}" ({columns})')
        for part in _partitions_of(schema_editor, table):
            _make(schema_editor, name, part, str(columns))


def _partitions_of(schema_editor: BaseDatabaseSchemaEditor, table: str) -> list[str]:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_PARTITIONS, [table])
        return [name for (name,) in cursor.fetchall()]


def _make(schema_editor: BaseDatabaseSchemaEditor, name: str, part: str, columns: str) -> None:
    """Make a month's index and attach it to the table's."""
    own = f'"{SCHEMA}"."{part}_{name}"'
    how = "" if schema_editor.connection.in_atomic_block else "CONCURRENTLY"
    schema_editor.execute(f"DROP INDEX {how} IF EXISTS {own}")
    schema_editor.execute(f'CREATE INDEX {how} "{part}_{name}" ON "{SCHEMA}"."{part}" ({columns})')
    schema_editor.execute(f'ALTER INDEX "{name}" ATTACH PARTITION {own}')
