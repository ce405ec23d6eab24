"""Locks 2 and 3: the database itself refuses a key to another company's row, and its rows."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model, UniqueConstraint

from tenants.row_security import SETTING


class SameCompany(BaseConstraint):
    """`FOREIGN KEY (company_id, x_id) REFERENCES x (company_id, id)` between two tenant tables.

    PostgreSQL checks it at once, SQLite at the commit (deletes cascade in no fixed order there).
    """

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """Return the clause for CREATE TABLE."""
        key: Any = model._meta.get_field(self.field)
        quote = schema_editor.quote_name
        parent = key.remote_field.model._meta
        checked = "IMMEDIATE" if schema_editor.connection.vendor == "postgresql" else "DEFERRED"
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({quote('company_id')},"
            f" {quote(key.column)}) REFERENCES {quote(parent.db_table)}"
            f" ({quote('company_id')}, {quote(parent.pk.column)}) DEFERRABLE INITIALLY {checked}"
        )

    def create_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        """Return the ALTER TABLE that adds it."""
        return Statement(
            "ALTER TABLE %(table)s ADD %(constraint)s",
            table=schema_editor.quote_name(model._meta.db_table),
            constraint=self.constraint_sql(model, schema_editor),
        )

    def remove_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        """Return the ALTER TABLE that drops it."""
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
            table=schema_editor.quote_name(model._meta.db_table),
            name=schema_editor.quote_name(self.name),
        )

    def validate(self, *args: object, **kwargs: object) -> None:
        """Leave it to the database: a form's querysets are scoped already."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Return what the migration writes."""
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SameCompany):
            return NotImplemented
        return (self.field, self.name) == (other.field, other.name)

    __hash__ = BaseConstraint.__hash__


class OwnRowsOnly(BaseConstraint):
    """Row-level security on PostgreSQL: a transaction sees and writes its company's rows only.

    The owner, as whom migrations run, has a policy of its own: without one FORCE would blind it.
    The staff's role gets one by `create_database_roles`. Nothing on other databases.
    """

    condition = "%(column)s = current_setting('%(setting)s')::uuid"

    def __init__(self, *, name: str, column: str = "company_id") -> None:
        super().__init__(name=name)
        self.column = column

    def constraint_sql(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Leave CREATE TABLE as it is, and let the policies follow it."""
        policies = self.create_sql(model, schema_editor)
        if policies:
            schema_editor.deferred_sql.append(policies)

    def create_sql(
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement | None:
        """Return what makes the policies; nothing on a database that has none."""
        return self._statement(_CONFINE, model, schema_editor)

    def remove_sql(
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement | None:
        """Return what drops the policies."""
        return self._statement(_RELEASE, model, schema_editor)

    def validate(self, *args: object, **kwargs: object) -> None:
        """Leave it to the database."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Return what the migration writes."""
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), {**kwargs, "column": self.column}

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return (self.name, self.column) == (other.name, other.column)

    __hash__ = BaseConstraint.__hash__

    def _statement(
        self, template: str, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> Statement | None:
        if schema_editor.connection.vendor != "postgresql":
            return None
        quote = schema_editor.quote_name
        names = {"column": quote(self.column), "setting": SETTING}
        return Statement(
            template,
            table=Table(model._meta.db_table, quote),
            name=quote(self.name),
            condition=self.condition % names,
        )


_CONFINE = """
ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY;
ALTER TABLE %(table)s FORCE ROW LEVEL SECURITY;
CREATE POLICY %(name)s ON %(table)s USING (%(condition)s) WITH CHECK (%(condition)s);
CREATE POLICY owner_sees_all ON %(table)s TO CURRENT_USER USING (true) WITH CHECK (true)
"""
_RELEASE = """
DROP POLICY owner_sees_all ON %(table)s;
DROP POLICY %(name)s ON %(table)s;
ALTER TABLE %(table)s NO FORCE ROW LEVEL SECURITY;
ALTER TABLE %(table)s DISABLE ROW LEVEL SECURITY
"""


def company_row_is_unique() -> UniqueConstraint:
    """Return the key that lock 2 of other tables refers to."""
    return UniqueConstraint(fields=["company", "id"], name="%(app_label)s_%(class)s_company_row")


def own_rows_only() -> OwnRowsOnly:
    """Return lock 3 of a company's table."""
    return OwnRowsOnly(name="%(app_label)s_%(class)s_own_rows")
