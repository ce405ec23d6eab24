"""Everybody who may come to a route, and two companies with a row of each kind."""

from dataclasses import dataclass
from typing import Any

from telephony.models import Call
from templates_brain.history import keep_state
from templates_brain.models import ConfigurationChange
from tenants.authentication import refresh_token_for
from tenants.models import Company, Role, User
from tenants.scope import company_scope, platform_scope
from tests.api.samples import parameters_of
from tests.api.world import World, make_world
from tests.factories import (
    CallFactory,
    CallTurnFactory,
    CompanyFactory,
    PhoneNumberFactory,
    StaffFactory,
    UserFactory,
)
from tests.tenants.tenant_rows import TENANT_MODELS, factory_of

NOBODY, DEACTIVATED, SUSPENDED = "nobody", "deactivated", "of a suspended company"
THEIR_OWNER, STAFF = "another company's owner", "staff"
NOT_SIGNED_IN = (NOBODY, DEACTIVATED, SUSPENDED)
OURS = (Role.VIEWER.value, Role.MANAGER.value, Role.OWNER.value)
PRINCIPALS = (*NOT_SIGNED_IN, *OURS, THEIR_OWNER, STAFF)

OWN, FOREIGN, ABSENT, MALFORMED = "own", "foreign", "absent", "malformed"
NO_ID = "00000000-0000-4000-8000-000000000000"
NO_SHAPE = "no:id*[a]"


_NO_ROWS = {
    "reference": NO_SHAPE, "index": 1, "rest": "nowhere", "url": "nowhere", "appLabel": "tenants",
    "objectId": NO_ID, "contentTypeId": 1, "key": "nothing",
}  # fmt: skip


@dataclass(frozen=True)
class TwoCompanies:
    """Ours and theirs, and who signs in how."""

    ours: World
    theirs: World
    users: dict[str, User | None]
    headers: dict[str, dict[str, str]]

    def url(self, path: str, company: str = OWN, row: str = OWN) -> str:
        """Return the path with the ids of what is ours, theirs, nobody's or malformed."""
        owner = self.theirs if row == FOREIGN else self.ours
        rows = parameters_of(path, owner) if path.startswith("/api/company/") else {}
        filled = {**_NO_ROWS, **rows}
        others = {ABSENT: NO_ID, MALFORMED: NO_SHAPE}
        filled |= dict.fromkeys(rows, others[row]) if row in others else {}
        ids = {OWN: self.ours.company.id, FOREIGN: self.theirs.company.id, **others}
        return path.format(**{**filled, "companyId": ids[company]})


def make_two_companies() -> TwoCompanies:
    """Return two companies, each with a row of each kind that is named otherwise."""
    ours, theirs = make_world(), _their_world(CompanyFactory(name="Smith's HVAC"))
    for one in (ours, theirs):
        one.rows["telephony.Call"] = _test_call(one.company)
    users = {role: UserFactory(company=ours.company, role=role) for role in OURS}
    users |= {
        NOBODY: None,
        DEACTIVATED: UserFactory(company=ours.company, is_active=False),
        SUSPENDED: UserFactory(company__is_suspended=True),
        THEIR_OWNER: UserFactory(company=theirs.company),
        STAFF: StaffFactory(email="staff@example.com"),
    }
    return TwoCompanies(ours, theirs, users, {who: _signed_in(user) for who, user in users.items()})


def _their_world(company: Company) -> World:
    rows: dict[str, Any] = {
        model._meta.label: factory_of(model)(company=company) for model in TENANT_MODELS
    }
    rows["telephony.CallTurn"] = CallTurnFactory(company=company, kind="fallback", utterance="um")
    rows["templates_brain.ConfigurationChange"] = _kept_state(company)
    rows["tenants.PhoneNumber"] = PhoneNumberFactory(company=company)
    rows["tenants.User"] = UserFactory(company=company, role=Role.VIEWER)
    return World(company, {}, rows)


def _test_call(company: Company) -> Call:
    """Return a call that stands under both of the API's paths for calls; it is over."""
    return CallFactory(company=company, is_test=True, status="completed")


def _kept_state(company: Company) -> ConfigurationChange:
    """Return a change with a version that we do not have, to a state that can be restored."""
    with platform_scope("test"):
        Company._base_manager.filter(pk=company.pk).update(configuration_version=9_999)
    with company_scope(company.id, writing=True):
        ConfigurationChange.objects.all().delete()
        keep_state()
        return ConfigurationChange.objects.get()


def _signed_in(user: User | None) -> dict[str, str]:
    token = user and refresh_token_for(user).access_token
    return {"Authorization": f"Bearer {token}"} if token else {}
