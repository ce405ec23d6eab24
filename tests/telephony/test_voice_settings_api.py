"""`/voice-settings`: how a company's receptionist sounds."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from telephony.models import VoiceSettings
from telephony.models.voice_settings import opened_key
from tenants.models import AuditEntry, Company, PhoneNumber, Role
from tenants.scope import company_scope
from tests.callers import SignedLine, logged
from tests.conftest import ClientOf
from tests.factories import (
    CompanyFactory,
    ScenarioFactory,
    StaffFactory,
    UserFactory,
    VoiceSettingsFactory,
)
from tests.telephony.settings_api import Settings, log_of

pytestmark = pytest.mark.django_db

DEFAULTS = {
    "language": "en-US",
    "provider": "twilio",
    "voice": "Polly.Joanna-Neural",
    "speakingRate": 1.0,
    "pronunciations": [],
    "hasApiKey": False,
}
KEY = "sk_0123456789abcdef"
BRITISH = {"language": "en-GB", "voice": "Polly.Amy-Neural"}
WIN = {"text": "Nguyen", "say": "win"}


@pytest.fixture
def voice(owner: APIClient, company: Company) -> Settings:
    """Return the company's voice settings, for its owner."""
    return Settings(owner, company, "voice-settings")


def test_a_company_that_has_set_nothing_has_the_defaults(voice: Settings) -> None:
    assert voice.get() == DEFAULTS


def test_a_patch_changes_what_it_names_and_keeps_the_rest(voice: Settings) -> None:
    first = voice.patch({"speakingRate": 0.9, "pronunciations": [WIN]})
    second = voice.patch(BRITISH)

    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json() == voice.get()
    assert second.json() == {
        **DEFAULTS,
        **BRITISH,
        "speakingRate": 0.9,
        "pronunciations": [WIN],
    }


def test_what_was_changed_stands_in_the_audit_log(voice: Settings, company: Company) -> None:
    voice.patch({"speakingRate": 1.2})
    voice.patch({"speakingRate": 1.2})

    assert log_of(company, "voice_changed") == [
        {"before": {"speakingRate": 1.0}, "after": {"speakingRate": 1.2}}
    ]


def test_the_next_reply_is_spoken_with_it(
    voice: Settings, number: PhoneNumber, line: SignedLine
) -> None:
    before = line.begin()
    words = [{"text": "Joe's", "say": "Joseph's"}]
    voice.patch({**BRITISH, "speakingRate": 1.25, "pronunciations": words})

    after = SignedLine(number, call_sid="CA" + "2" * 32).begin()

    assert 'voice="Polly.Joanna-Neural"' in before
    assert 'language="en-US"' in before
    assert 'voice="Polly.Amy-Neural"' in after
    assert after.count('language="en-GB"') == 2
    assert '<prosody rate="125%">' in after
    assert "Thank you for calling Joseph's Plumbing." in after


def test_a_voice_of_another_language_is_refused_with_some_that_fit(voice: Settings) -> None:
    refused = voice.patch({"language": "en-GB"})

    assert refused.status_code == 400
    assert "Polly.Amy-Neural" in refused.json()["details"]["voice"][0]
    assert voice.get() == DEFAULTS


def test_a_voice_at_elevenlabs_is_an_id(voice: Settings) -> None:
    taken = voice.patch({"provider": "elevenlabs", "voice": "21m00Tcm4TlvDq8ikWAM"})
    refused = voice.patch({"voice": "Polly.Joanna-Neural"})

    assert taken.status_code == 200
    assert (refused.status_code, list(refused.json()["details"])) == (400, ["voice"])


def test_a_key_goes_in_encrypted_and_never_comes_out(
    voice: Settings, company: Company, client_of: ClientOf
) -> None:
    with logged() as lines:
        taken = voice.patch({"apiKey": KEY})
    staff = client_of(StaffFactory()).get(voice.path)
    with company_scope(company.id):
        row = VoiceSettings.objects.get()
        written = json.dumps(list(AuditEntry.objects.values("action", "details")))

    assert (taken.status_code, taken.json()["hasApiKey"]) == (200, True)
    assert opened_key(row.api_key_encrypted, company.id) == KEY
    seen = [taken.content.decode(), staff.content.decode(), written, row.api_key_encrypted, *lines]
    assert [text for text in seen if KEY in text] == []
    assert "voice_key_changed" in written
    assert row.api_key_encrypted not in taken.content.decode() + written


def test_a_key_stays_until_it_is_replaced_or_removed(voice: Settings) -> None:
    voice.patch({"apiKey": KEY})
    kept = voice.patch({"speakingRate": 1.1}).json()["hasApiKey"]
    replaced = voice.patch({"apiKey": "another"}).json()["hasApiKey"]
    removed = voice.patch({"apiKey": ""}).json()["hasApiKey"]

    assert (kept, replaced, removed) == (True, True, False)


def test_whether_there_is_a_key_is_told_and_not_taken(voice: Settings) -> None:
    assert voice.patch({"hasApiKey": True}).json()["hasApiKey"] is False


def test_a_live_company_is_not_made_to_fall_silent(voice: Settings, company: Company) -> None:
    ScenarioFactory(company=company)

    refused = voice.patch({"language": "es-US", "voice": "Polly.Lupe-Neural"})
    taken = voice.patch(BRITISH)

    assert (refused.status_code, refused.json()["error"]) == (422, "refused")
    assert list(refused.json()["details"]) == ["language"]
    assert taken.status_code == 200


def test_a_company_that_is_not_live_may_choose_its_language_first(client_of: ClientOf) -> None:
    company = CompanyFactory(is_live=False)
    ScenarioFactory(company=company)
    voice = Settings(client_of(UserFactory(company=company)), company, "voice-settings")

    assert voice.patch({"language": "es-US", "voice": "Polly.Lupe-Neural"}).status_code == 200


NASTY = [
    ("language", "xx-XX"), ("language", "en-us"), ("language", None), ("language", 1),
    ("language", ["en-US"]), ("language", "en-US\0"), ("provider", "azure"), ("provider", True),
    ("voice", ""), ("voice", None), ("voice", "a\0b"), ("voice", "x" * 65), ("voice", {}),
    ("voice", True), ("speakingRate", 0.49), ("speakingRate", 2.01), ("speakingRate", "NaN"),
    ("speakingRate", "inf"), ("speakingRate", True), ("speakingRate", None), ("speakingRate", []),
    ("speakingRate", 10**400), ("speakingRate", "fast"), ("pronunciations", None),
    ("pronunciations", "win"), ("pronunciations", {}), ("pronunciations", [None]),
    ("pronunciations", ["Nguyen"]), ("pronunciations", [{}]), ("pronunciations", [[WIN]]),
    ("pronunciations", [{"text": "Nguyen"}]), ("pronunciations", [{**WIN, "ipa": "x"}]),
    ("pronunciations", [{**WIN, "say": ""}]), ("pronunciations", [{**WIN, "say": "a\0b"}]),
    ("pronunciations", [{**WIN, "say": "a\x1bb"}]), ("pronunciations", [{**WIN, "say": "x" * 101}]),
    ("pronunciations", [WIN, {"text": "NGUYEN", "say": "new yen"}]),
    ("pronunciations", [{"text": f"word{n}", "say": "x"} for n in range(201)]),
    ("apiKey", None), ("apiKey", True), ("apiKey", {}), ("apiKey", [KEY]), ("apiKey", "a b"),
    ("apiKey", "a\r\nHost: x"), ("apiKey", "a\0b"), ("apiKey", "kl\u00fc"), ("apiKey", "x" * 201),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), NASTY)
def test_a_nasty_value_is_refused_by_name_and_nothing_is_written(
    voice: Settings, name: str, value: Any
) -> None:
    refused = voice.send(json.dumps({"speakingRate": 0.8, name: value}))

    assert (refused.status_code, list(refused.json()["details"])) == (400, [name])
    assert voice.get() == DEFAULTS


@pytest.mark.parametrize("body", ['{"speakingRate": NaN}', '{"speakingRate": 1e999}', "{"])
def test_what_is_no_json_is_refused(voice: Settings, body: str) -> None:
    assert voice.send(body).status_code == 400
    assert voice.get() == DEFAULTS


@pytest.mark.parametrize("name", ["company", "id", "speaking_rate", "pitch"])
def test_an_unknown_member_is_refused_by_name(voice: Settings, name: str) -> None:
    refused = voice.patch({"speakingRate": 0.8, name: "x"})

    assert (refused.status_code, refused.json()["details"]) == (400, {name: ["Unknown field."]})


def test_the_version_is_told_and_heeded(voice: Settings) -> None:
    first = voice.client.get(voice.path)["ETag"]

    second = voice.patch({"speakingRate": 1.1}, **{"If-Match": first})
    stale = voice.patch({"speakingRate": 1.3}, **{"If-Match": first})

    assert (second.status_code, second["ETag"] != first) == (200, True)
    assert stale.status_code == 412
    assert voice.get()["speakingRate"] == 1.1


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VIEWER, 403), (Role.MANAGER, 403), (Role.OWNER, 200)]
)
def test_owners_write_and_all_read(
    company: Company, client_of: ClientOf, role: Role, status: int
) -> None:
    voice = Settings(client_of(UserFactory(company=company, role=role)), company, "voice-settings")

    assert voice.client.get(voice.path).status_code == 200
    assert voice.patch({"speakingRate": 1.1}).status_code == status


def test_an_outsider_neither_reads_nor_writes_nor_is_touched(
    outsider: APIClient, company: Company, stranger: Company
) -> None:
    VoiceSettingsFactory(company=company, speaking_rate=0.7)
    foreign = Settings(outsider, company, "voice-settings")
    own = Settings(outsider, stranger, "voice-settings")

    assert foreign.client.get(foreign.path).status_code == 403
    assert foreign.patch({"speakingRate": 2}).status_code == 403
    assert own.get() == DEFAULTS
    assert own.patch({"speakingRate": 2}).status_code == 200
    with company_scope(company.id):
        assert VoiceSettings.objects.get().speaking_rate == 0.7
