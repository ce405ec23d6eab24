"""Lock 3: PostgreSQL itself shows a transaction one company's rows, and takes no others'."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import OperationalError
from psycopg.pq import ExecStatus, TransactionStatus

from tenants.databases import APPLICATION, REPLICA, alias_in_force, connection_in_force

SETTING = "app.company_id"
"""What the policies compare each row's company with; without it every query is an error."""


@contextmanager
def rows_confined_to(company_id: UUID) -> Iterator[None]:
    """Confine the transaction in force to one company's rows.

    The staff's connection is left as it is: it narrows by the manager alone. An inner transaction
    puts the setting back, for releasing a savepoint would keep it; the outermost one ends with it.
    """
    if alias_in_force() not in (APPLICATION, REPLICA):
        yield
        return
    connection = connection_in_force()
    is_outermost = not connection.savepoint_ids
    _set(connection, str(company_id))
    yield
    if not is_outermost and not connection.needs_rollback:
        _set(connection, "")


def _set(connection: BaseDatabaseWrapper, company_id: str) -> None:
    """Set the company, in the round trip that begins the transaction where none has begun.

    psycopg sends BEGIN alone, before the first query: the setting would cost a second round trip.
    """
    server = connection.connection.pgconn
    begin = "BEGIN; " if server.transaction_status == TransactionStatus.IDLE else ""
    with connection.wrap_database_errors:
        answer = server.exec_(f"{begin}SET LOCAL {SETTING} = '{company_id}'".encode())
        if answer.status != ExecStatus.COMMAND_OK:
            raise OperationalError(answer.error_message.decode(errors="replace"))
