"""What PostgreSQL tells outside every scope: one row for who knows its key, by a function.

The tables show nothing there. On SQLite, which hides nothing, a query tells the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from tenants.databases import connection_in_force
from tenants.models import Company, PhoneNumber, User

Row = tuple[Any, ...]

NUMBER_COLUMNS = (
    "number", "company_id", "company__name", "company__timezone",
    "company__configuration_version", "company__is_live", "company__is_suspended", "account_sid",
    "auth_token_encrypted",
)  # fmt: skip
USER_COLUMNS = ("password", "id", "email", "role", "company_id", "is_active")
COMPANY_COLUMNS = ("is_suspended", "configuration_version")

numbers = PhoneNumber._base_manager.order_by().values_list(*NUMBER_COLUMNS)
_users = User._base_manager.order_by().values_list(
    *USER_COLUMNS, *(f"company__{name}" for name in COMPANY_COLUMNS)
)
_companies = Company._base_manager.order_by().values_list("id")


@dataclass(frozen=True)
class Lookup:
    """One row by its key: the name of the function, and the query that stands for it."""

    function: str
    rows: Callable[[Any], QuerySet[Any, Row]]

    def __call__(self, key: object) -> Row | None:
        """Return the row, or None where there is none. One query."""
        connection = connection_in_force()
        if connection.vendor != "postgresql":
            return next(iter(self.rows(key)), None)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {self.function}(%s)", [key])  # noqa: S608  our own name
            row: Row | None = cursor.fetchone()
        return row


number_row = Lookup("route_of_number", lambda number: numbers.filter(number=number))
user_row_by_id = Lookup("user_of_id", lambda user_id: _users.filter(pk=user_id))
user_row_by_email = Lookup("user_of_email", lambda email: _users.filter(email__iexact=email))
company_row = Lookup("company_of_id", lambda company_id: _companies.filter(pk=company_id))
invited_company_row = Lookup(
    "company_invited_by",
    lambda token_hash: _users.filter(
        invitation_hash=token_hash,
        invitation_expires_at__gt=timezone.now(),
        company__is_suspended=False,
    ).values_list("company_id"),
)
