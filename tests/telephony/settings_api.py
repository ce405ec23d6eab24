"""What the tests of a company's settings share."""

from typing import Any

from rest_framework.test import APIClient

from tenants.models import Company
from tests.audit_log import entries_of


class Settings:
    """One path of a company's settings, for one client."""

    def __init__(self, client: APIClient, company: Company, name: str) -> None:
        self.client = client
        self.path = f"/api/company/{company.id}/{name}"

    def get(self) -> Any:
        """Return what is set."""
        return self.client.get(self.path).json()

    def patch(self, body: Any, **headers: str) -> Any:
        """Send the members that are to change."""
        return self.client.patch(self.path, body, format="json", headers=headers)

    def send(self, body: str) -> Any:
        """Send a body as it stands."""
        return self.client.generic("PATCH", self.path, body, content_type="application/json")


def log_of(company: Company, action: str) -> list[dict[str, Any]]:
    """Return the details of what was done to a company, before and after it, oldest first."""
    entries = entries_of(company, action)
    return [{**one.details, "before": one.before, "after": one.after} for one in entries]
