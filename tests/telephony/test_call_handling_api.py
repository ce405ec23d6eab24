"""`/call-handling`: who picks up, and how silence, recording and spam are handled."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from telephony.models import CallHandling, SpamRule, TransferTarget
from tenants.models import Company, PhoneNumber, Role
from tenants.scope import company_scope
from tests.conftest import ClientOf
from tests.factories import (
    CallHandlingFactory,
    PhoneNumberFactory,
    SpamRuleFactory,
    TransferTargetFactory,
    UserFactory,
)
from tests.telephony.settings_api import Settings, log_of

pytestmark = pytest.mark.django_db

DEFAULTS: dict[str, Any] = {
    "transferTargets": [],
    "emergencyPhone": None,
    "forwardTo": None,
    "afterHours": "answer",
    "voicemail": {"enabled": True, "transcribe": False, "notify": []},
    "recording": {"enabled": False, "notice": ""},
    "silence": {"reprompts": 2, "then": "hangup"},
    "scheduling": {"windowMinutes": 120, "capacity": 1, "leadMinutes": 120, "daysAhead": 14},
    "spam": {"allow": [], "block": [], "maxCallsPerHour": None},
}
DESK = {"name": "Front desk", "phone": "+12395550150", "order": 1, "hours": "business"}
BOSS = {"name": "Boss", "phone": "+12395550151", "order": 2, "hours": "always"}
CALLER, OTHER_CALLER = "+12125550123", "+12125550124"


@pytest.fixture
def handling(owner: APIClient, company: Company) -> Settings:
    """Return the company's call handling, for its owner."""
    return Settings(owner, company, "call-handling")


def test_a_company_that_has_set_nothing_has_the_defaults(handling: Settings) -> None:
    assert handling.get() == DEFAULTS


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("transferTargets", [DESK, BOSS]),
        ("emergencyPhone", "+12395550199"),
        ("forwardTo", "+12395550198"),
        ("afterHours", "transfer"),
        ("voicemail", {"enabled": False, "transcribe": True, "notify": ["+12395550150"]}),
        ("recording", {"enabled": True, "notice": "This call is recorded."}),
        ("silence", {"reprompts": 0, "then": "transfer"}),
        (
            "scheduling",
            {"windowMinutes": 60, "capacity": 3, "leadMinutes": 0, "daysAhead": 30},
        ),
        ("spam", {"allow": [CALLER], "block": [OTHER_CALLER], "maxCallsPerHour": 20}),
    ],
)
def test_a_patch_replaces_the_member_it_names_and_keeps_the_others(
    handling: Settings, member: str, value: Any
) -> None:
    answer = handling.patch({member: value})

    assert answer.status_code == 200
    assert answer.json() == handling.get() == {**DEFAULTS, member: value}


def test_what_a_member_leaves_out_takes_its_default(handling: Settings) -> None:
    handling.patch({"silence": {"reprompts": 5, "then": "transfer"}, "spam": {"block": [CALLER]}})
    handling.patch({"silence": {"then": "message"}, "spam": {"maxCallsPerHour": 3}})

    assert handling.get()["silence"] == {"reprompts": 2, "then": "message"}
    assert handling.get()["spam"] == {"allow": [], "block": [], "maxCallsPerHour": 3}


def test_what_was_read_can_be_sent_back(handling: Settings) -> None:
    handling.patch({"transferTargets": [DESK, BOSS], "emergencyPhone": "+12395550199"})
    read = handling.get()

    assert handling.patch(read).json() == read


def test_targets_without_an_order_stand_as_they_were_sent(handling: Settings) -> None:
    sent = [{"name": "Zoe", "phone": "+12395550151"}, {"name": "Al", "phone": "(239) 555-0150"}]

    targets = handling.patch({"transferTargets": sent}).json()["transferTargets"]

    assert targets == [
        {"name": "Zoe", "phone": "+12395550151", "order": 1, "hours": "always"},
        {"name": "Al", "phone": "+12395550150", "order": 2, "hours": "always"},
    ]


def test_a_number_is_kept_as_it_is_dialled_and_once(handling: Settings) -> None:
    spam = {"allow": ["212-555-0123", "+1 212 555 0123"], "block": []}

    assert handling.patch({"spam": spam}).json()["spam"]["allow"] == [CALLER]


def test_an_empty_emergency_phone_removes_it(handling: Settings) -> None:
    handling.patch({"emergencyPhone": "+12395550199"})

    assert handling.patch({"emergencyPhone": None}).json()["emergencyPhone"] is None
    assert handling.patch({"emergencyPhone": ""}).json()["emergencyPhone"] is None


def test_what_was_changed_stands_in_the_audit_log(handling: Settings, company: Company) -> None:
    handling.patch({"afterHours": "message", "transferTargets": [BOSS]})
    handling.patch({"afterHours": "message"})

    assert log_of(company, "call_handling_changed") == [
        {
            "before": {"transferTargets": [], "afterHours": "answer"},
            "after": {"transferTargets": [BOSS], "afterHours": "message"},
        }
    ]


def test_a_number_on_both_lists_is_refused(handling: Settings) -> None:
    refused = handling.patch({"spam": {"allow": ["212-555-0123"], "block": [CALLER]}})

    assert refused.status_code == 400
    assert refused.json()["details"] == {"spam": {"block": [f"Also allowed: {CALLER}."]}}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("transferTargets", [{**DESK, "phone": "239-555-0100"}]),
        ("emergencyPhone", "+12395550100"),
        ("forwardTo", "(239) 555-0100"),
    ],
)
def test_a_number_of_the_companys_own_is_refused_by_name(
    handling: Settings, company: Company, member: str, value: Any
) -> None:
    PhoneNumberFactory(company=company, number="+12395550100")

    refused = handling.patch({member: value})

    assert refused.status_code == 400
    assert refused.json()["details"] == {member: ["+12395550100 would lead the call back here."]}
    assert handling.get() == DEFAULTS


def test_another_companys_number_is_a_phone_like_any_other(
    handling: Settings, foreign_number: PhoneNumber
) -> None:
    targets = [{**DESK, "phone": foreign_number.number}]

    assert handling.patch({"transferTargets": targets}).status_code == 200


NASTY_TARGETS = [
    None, DESK["phone"], {}, [DESK], {"name": "No phone"}, {"phone": DESK["phone"]},
    {**DESK, "phone": "call me"}, {**DESK, "phone": 1}, {**DESK, "phone": "+1239\0"},
    {**DESK, "phone": ""}, {**DESK, "phone": None}, {**DESK, "name": ""}, {**DESK, "name": "\0"},
    {**DESK, "name": "x" * 121}, {**DESK, "order": -1}, {**DESK, "order": True},
    {**DESK, "order": 10**9}, {**DESK, "order": "NaN"}, {**DESK, "hours": "never"},
    {**DESK, "id": "x"},
]  # fmt: skip
NASTY = [
    *(("transferTargets", [target]) for target in NASTY_TARGETS),
    ("transferTargets", None), ("transferTargets", {}),
    ("transferTargets", [DESK, {**BOSS, "phone": "239-555-0150"}]),
    ("transferTargets", [{"name": "x", "phone": f"+1239555{n:04}"} for n in range(100, 121)]),
    ("emergencyPhone", "911 please"), ("emergencyPhone", []), ("emergencyPhone", True),
    ("emergencyPhone", "\0"), ("emergencyPhone", "9" * 2000), ("afterHours", "sleep"),
    ("afterHours", None), ("afterHours", []), ("voicemail", None), ("voicemail", True),
    ("voicemail", []), ("voicemail", {"enabled": "perhaps"}), ("voicemail", {"enabled": None}),
    ("voicemail", {"greeting": "x"}), ("voicemail", {"notify": ["911 please"]}),
    ("voicemail", {"notify": None}), ("voicemail", {"notify": [f"+1239555{n}" for n in range(6)]}),
    ("recording", "on"), ("recording", {"notice": "x" * 301}),
    ("recording", {"notice": "a\0b"}), ("recording", {"enabled": 2}), ("silence", 2),
    ("scheduling", 2), ("scheduling", {"capacity": 0}), ("scheduling", {"capacity": 51}),
    ("scheduling", {"windowMinutes": 29}), ("scheduling", {"daysAhead": "soon"}),
    ("scheduling", {"leadMinutes": -1}), ("scheduling", {"capacity": True}),
    ("scheduling", {"x": 1}),
    ("silence", {"reprompts": 6}), ("silence", {"reprompts": -1}), ("silence", {"reprompts": True}),
    ("silence", {"reprompts": 1.5}), ("silence", {"reprompts": None}), ("silence", {"then": "cry"}),
    ("silence", {"then": {"then": {}}}), ("spam", []), ("spam", {"allow": CALLER}),
    ("spam", {"allow": None}), ("spam", {"allow": [None]}), ("spam", {"block": [[CALLER]]}),
    ("spam", {"block": ["anonymous"]}), ("spam", {"maxCallsPerHour": 0}),
    ("spam", {"maxCallsPerHour": True}), ("spam", {"maxCallsPerHour": 10**400}),
    ("spam", {"maxCallsPerHour": "inf"}), ("spam", {"deny": []}),
    ("spam", {"block": [f"+1212{n:07}" for n in range(5550000, 5551001)]}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), NASTY)
def test_a_nasty_value_is_refused_by_name_and_nothing_is_written(
    handling: Settings, name: str, value: Any
) -> None:
    good = {"afterHours": "message", "transferTargets": [BOSS]}

    refused = handling.send(json.dumps({**good, name: value}))

    assert (refused.status_code, list(refused.json()["details"])) == (400, [name])
    assert handling.get() == DEFAULTS


@pytest.mark.parametrize("name", ["company", "id", "emergency_phone", "targets"])
def test_an_unknown_member_is_refused_by_name(handling: Settings, name: str) -> None:
    refused = handling.patch({"afterHours": "message", name: "x"})

    assert (refused.status_code, refused.json()["details"]) == (400, {name: ["Unknown field."]})


def test_the_version_is_told_and_heeded(handling: Settings) -> None:
    first = handling.client.get(handling.path)["ETag"]

    taken = handling.patch({"afterHours": "message"}, **{"If-Match": first})
    stale = handling.patch({"afterHours": "transfer"}, **{"If-Match": first})

    assert (taken.status_code, stale.status_code) == (200, 412)
    assert handling.get()["afterHours"] == "message"


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VIEWER, 403), (Role.MANAGER, 403), (Role.OWNER, 200)]
)
def test_owners_write_and_all_read(
    company: Company, client_of: ClientOf, role: Role, status: int
) -> None:
    client = client_of(UserFactory(company=company, role=role))
    handling = Settings(client, company, "call-handling")

    assert handling.client.get(handling.path).status_code == 200
    assert handling.patch({"afterHours": "message"}).status_code == status


def test_an_outsider_neither_reads_nor_writes_nor_is_touched(
    outsider: APIClient, company: Company, stranger: Company
) -> None:
    CallHandlingFactory(company=company, after_hours="message")
    TransferTargetFactory(company=company)
    SpamRuleFactory(company=company)
    foreign = Settings(outsider, company, "call-handling")
    own = Settings(outsider, stranger, "call-handling")

    assert foreign.client.get(foreign.path).status_code == 403
    assert foreign.patch({"transferTargets": []}).status_code == 403
    assert own.get() == DEFAULTS
    assert own.patch(DEFAULTS).status_code == 200
    with company_scope(company.id):
        assert CallHandling.objects.get().after_hours == "message"
        assert (TransferTarget.objects.count(), SpamRule.objects.count()) == (1, 1)
