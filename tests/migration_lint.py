"""`python -m tests.migration_lint`: refuse migrations that the release before cannot live with.

While servers are exchanged one after another, both releases work on the new schema. Checked by
django-migration-linter on the SQL for PostgreSQL; the migrations of before this rule are exempt.
A column that goes, or a rename, takes two releases: the first does without it. What is right and
refused all the same says so with `IgnoreMigration()` among its operations.
"""

import os
import sys

from tests import services  # noqa: F401  brings PostgreSQL before Django reads its settings

import django  # isort: skip

LAST_EXEMPT = {
    "knowledge": "0002_row_security",
    "telephony": "0014_partitions",
    "templates_brain": "0005_row_security",
    "tenants": "0008_offboarding",
}
"""The last migration of each app that is not held to it."""


def main() -> None:
    """Print what is wrong with each migration, and exit 1 where anything is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")
    django.setup()
    from django_migration_linter import MigrationLinter

    linter = MigrationLinter(database="owner", no_cache=True, quiet=["ok", "ignore"])
    for (app, name), migration in sorted(linter.migration_loader.disk_migrations.items()):
        if app in LAST_EXEMPT and name > LAST_EXEMPT[app]:
            linter.lint_migration(migration)
    sys.exit(linter.has_errors)


if __name__ == "__main__":
    main()
