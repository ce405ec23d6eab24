"""The backend that the settings name; Django's own in all but how it connects."""

from typing import Any

from django.db.backends.postgresql import base

from tenants.postgresql.watching import watch_of


class DatabaseWrapper(base.DatabaseWrapper):
    """Raises at once while its database is known to be away, and tells what makes it look so."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection of the pool."""
        watch = watch_of(self.alias)
        if watch.is_away:
            raise self.Database.OperationalError("The database is away.")
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            watch.suspect()
            raise

    def _close(self) -> None:
        """Give the connection back; one that was lost meanwhile may not be the only one."""
        if self.connection is not None and self.connection.closed:
            watch_of(self.alias).suspect()
        super()._close()
