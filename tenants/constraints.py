"""Lock 2: the database itself refuses a key to another company's row."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import BaseConstraint, Model, UniqueConstraint


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


def company_row_is_unique() -> UniqueConstraint:
    """Return the key that lock 2 of other tables refers to."""
    return UniqueConstraint(fields=["company", "id"], name="%(app_label)s_%(class)s_company_row")
