"""What migrations do that Django has no operation for."""

from typing import Any

from django.db.migrations import AddConstraint, RemoveConstraint


class _OnPostgreSQLAlone:
    """Leaves SQLite alone, which would make the table anew for nothing."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Do it on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)  # type: ignore[misc]

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Undo it on PostgreSQL."""
        if schema_editor.connection.vendor == "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)  # type: ignore[misc]


class AddRowSecurity(_OnPostgreSQLAlone, AddConstraint):
    """Adds lock 3 to a table."""


class RemoveRowSecurity(_OnPostgreSQLAlone, RemoveConstraint):
    """Takes lock 3 from a table, for another form of it to follow."""
