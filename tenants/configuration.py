"""The version of what a company's receptionist knows: every write raises it."""

from functools import partial
from uuid import UUID

from django.apps import apps
from django.db.models import F

from tenants.cache import CompanyCache
from tenants.databases import on_commit


def touch_configuration(company_id: UUID) -> None:
    """Raise the version in the transaction of the write, and forget what was cached after it."""
    companies = apps.get_model("tenants", "Company")._base_manager.filter(pk=company_id)
    companies.update(configuration_version=F("configuration_version") + 1)
    on_commit(partial(CompanyCache(company_id).forget, "profile", "readiness"))


def lock_configuration(company_id: UUID) -> int:
    """Return the version, with the company's row locked until the transaction ends.

    Rows that refer to the company can still be added by others: a call goes on during a sync.
    """
    companies = apps.get_model("tenants", "Company")._base_manager.select_for_update(no_key=True)
    version: int = companies.values_list("configuration_version", flat=True).get(pk=company_id)
    return version


def configuration_version() -> int:
    """Return the bound company's version as it stands in this transaction."""
    companies = apps.get_model("tenants", "Company").in_company
    version: int = companies.values_list("configuration_version", flat=True).get()
    return version
