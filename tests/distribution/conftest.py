"""A database whose companies' tables are spread by company."""

from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from tenants.databases import APPLICATION, OWNER, STAFF
from tests.copies import copy_of_the_database
from tests.distribution.schema import distribute
from tests.roles import has_roles, is_distributed


@pytest.fixture(scope="package", autouse=True)
def _spread(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Work on a copy of the tests' database that is distributed, unless all of them do."""
    if is_distributed() or not has_roles():
        yield
        return
    source = connections[OWNER].settings_dict["NAME"]
    with django_db_blocker.unblock(), copy_of_the_database("spread") as name:
        _work_on(name)
        distribute()
        yield
        _work_on(source)


def _work_on(name: str) -> None:
    for alias in (APPLICATION, STAFF, OWNER):
        connections[alias].close()
        connections[alias].close_pool()
        connections[alias].settings_dict["NAME"] = name
