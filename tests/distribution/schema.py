"""The schema as a distributed PostgreSQL needs it, over stock PostgreSQL's partitions.

Each company's table is made anew from its model, spread by hash of `company_id`, with a primary key
that begins with it. Keys between companies' tables are the composite ones alone: a single column
says nothing of where its row is. Policies stand on the parent, and nobody who serves reaches a
partition past it.
"""

from collections.abc import Iterator
from io import StringIO
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connections, models
from django.db.backends.postgresql.features import DatabaseFeatures
from django.db.backends.postgresql.schema import DatabaseSchemaEditor

from tenants.databases import OWNER
from tenants.offboarding.kinds import ordered_tenant_models
from tenants.tenant_model import TenantModel

SHARDS = 4
SCHEMA = "shards"
_TRIGGERS = """
    SELECT pg_get_triggerdef(held.oid) FROM pg_trigger held
    JOIN pg_class tab ON tab.oid = held.tgrelid
    WHERE NOT held.tgisinternal AND held.tgparentid = 0 AND tab.relname = ANY (%s)
"""


class DistributingEditor(DatabaseSchemaEditor):
    """Makes companies' tables spread by company."""

    sql_create_table = (
        'CREATE TABLE %(table)s (%(definition)s, PRIMARY KEY ("company_id", "id"))'
        ' PARTITION BY HASH ("company_id")'
    )

    def create_model(self, model: type[models.Model]) -> None:
        """Make the table with its partitions."""
        super().create_model(model)
        self.deferred_sql = [statement for statement in self.deferred_sql if statement]
        for place in range(SHARDS):
            self.execute(
                f'CREATE TABLE {SCHEMA}."{model._meta.db_table}_{place}"'
                f' PARTITION OF "{model._meta.db_table}"'
                f" FOR VALUES WITH (MODULUS {SHARDS}, REMAINDER {place})"
            )

    def _iter_column_sql(self, *facts: Any) -> Iterator[str]:
        return (part for part in super()._iter_column_sql(*facts) if part != "PRIMARY KEY")

    def _create_fk_sql(self, model: type[models.Model], field: Any, suffix: str) -> Any:
        if issubclass(field.related_model, TenantModel):
            return None
        return super()._create_fk_sql(model, field, suffix)


def distribute() -> None:
    """Make every company's table of the tests' database anew, empty, and spread by company."""
    made = ordered_tenant_models()
    owner = connections[OWNER]
    with owner.cursor() as cursor:
        cursor.execute(_TRIGGERS, [[model._meta.db_table for model in made]])
        triggers = [definition for (definition,) in cursor.fetchall()]
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
    with DistributingEditor(owner) as editor:
        for model in reversed(made):
            editor.delete_model(model)
        for model in made:
            editor.create_model(model)
    with owner.cursor() as cursor:
        for trigger in triggers:
            cursor.execute(trigger)
    call_command("create_database_roles", stdout=StringIO())


def group_by_every_column() -> None:
    """Let Django group by all that it selects: an id alone is no primary key here."""
    DatabaseFeatures.allows_group_by_selected_pks = False


def global_keys() -> list[tuple[str, str]]:
    """Return the keys by which a table of no company names a company's row."""
    return [
        (model._meta.label, field.name)
        for model in apps.get_models()
        if not issubclass(model, TenantModel)
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, TenantModel)
    ]
