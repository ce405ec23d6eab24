"""Joe's Plumbing on its trade's brain, made once; each call rolls back what it writes."""

from collections.abc import Iterator
from itertools import count
from uuid import UUID

import pytest
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from telephony import indexes
from telephony.demo import create_demo
from telephony.standby import forget_standby
from templates_brain.management.commands.load_brain import BRAINS
from templates_brain.publishing import load_template
from tenants.models import Company
from tenants.scope import platform_scope
from tests.callers import connection_kept
from tests.roles import standing
from tests.scripted.playing import PLATFORM_TOKEN, read_brain

_versions = count(1_000, 1_000)


@pytest.fixture(scope="package")
def joe(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[UUID]:
    """Make the demo companies once for all calls, and return the first one's id."""
    with django_db_blocker.unblock(), connection_kept(), standing(_make_joe) as company_id:
        yield company_id


def _make_joe() -> UUID:
    for key in ("universal", "plumbing", "hvac"):
        load_template(read_brain(BRAINS / f"{key}.yaml"), actor="tests")
    return create_demo()[0]


@pytest.fixture(autouse=True)
def _new_process(
    db: None, joe: UUID, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Begin each call at a version of its own, whose index is made from the one before."""
    monkeypatch.setattr(indexes, "PATIENCE_SECONDS", 120.0)
    settings.TWILIO_AUTH_TOKEN = PLATFORM_TOKEN
    with platform_scope("tests"):
        Company.objects.filter(pk=joe).update(configuration_version=next(_versions))
    yield
    forget_standby()
