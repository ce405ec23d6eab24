"""A change of keys: every secret goes under the new one, of its own owner, and once."""

import json
from dataclasses import asdict
from io import StringIO
from itertools import islice
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http import HttpResponse
from pytest_django.fixtures import Settings

from telephony.models import VoiceSettings
from telephony.models.voice_settings import opened_key
from tenants import rotating
from tenants.databases import connection_in_force
from tenants.encryption import UnreadableSecret
from tenants.models import AuthenticatorApp, Company, IdempotencyRecord, PhoneNumber
from tenants.routing import route_number
from tenants.scope import company_scope, platform_scope
from tests.factories import (
    AuthenticatorAppFactory,
    IdempotencyRecordFactory,
    PhoneNumberFactory,
    VoiceSettingsFactory,
)

pytestmark = pytest.mark.django_db

OLD_KEY, NEW_KEY = b"o" * 32, b"n" * 32
COPY_TO_ANOTHER_COMPANY = """
UPDATE tenants_phonenumber SET auth_token_encrypted = (
    SELECT auth_token_encrypted FROM tenants_phonenumber WHERE company_id = %s
) WHERE company_id = %s
"""
COPY_TO_ANOTHER_FIELD = """
UPDATE telephony_voicesettings SET api_key_encrypted = (
    SELECT auth_token_encrypted FROM tenants_phonenumber WHERE company_id = %s
) WHERE company_id = %s
"""


@pytest.fixture(autouse=True)
def _a_new_key(settings: Settings, company: Company, stranger: Company) -> None:
    """Give two companies and a member of staff secrets under the old key; then a new one comes."""
    settings.ENCRYPTION_KEYS = [OLD_KEY]
    AuthenticatorAppFactory()
    for owner in (company, stranger):
        PhoneNumberFactory(company=owner, token=f"token of {owner}")
        voice = VoiceSettingsFactory(company=owner)
        answer = IdempotencyRecordFactory(company=owner)
        with company_scope(owner.id):
            voice.set_api_key(f"key of {owner}")
            voice.save()
            answer.keep(HttpResponse(f"answer to {owner}"))
    settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]


def rotate(**options: Any) -> dict[str, Any]:
    """Run the command, and return what it prints."""
    told = StringIO()
    call_command("rotate_keys", stdout=told, stderr=StringIO(), **options)
    return dict(json.loads(told.getvalue()))


def opened() -> list[str]:
    """Return every secret in clear; raises `UnreadableSecret`."""
    with platform_scope("tests"):
        secrets = [
            *(one.auth_token() for one in PhoneNumber.objects.all()),
            *(
                opened_key(one.api_key_encrypted, one.company_id)
                for one in VoiceSettings.objects.all()
            ),
            *(one.repeat().content.decode() for one in IdempotencyRecord.objects.all()),
            *(one.key() for one in AuthenticatorApp.objects.all()),
        ]
    return sorted(secrets)


def versions() -> list[int]:
    """Return the version of each company's configuration."""
    with platform_scope("tests"):
        return list(
            Company.objects.order_by("name").values_list("configuration_version", flat=True)
        )


def test_afterwards_the_old_key_is_not_needed_and_nothing_else_has_changed(
    settings: Settings,
) -> None:
    before = opened()

    told = rotate()

    assert told == {"secrets": 7, "resealed": 7, "unreadable": 0, "dryRun": False}
    settings.ENCRYPTION_KEYS = [NEW_KEY]
    assert opened() == before
    assert "token of Joe's Plumbing" in before


def test_a_second_run_changes_nothing() -> None:
    rotate()
    before = versions()

    assert rotate() == {"secrets": 7, "resealed": 0, "unreadable": 0, "dryRun": False}
    assert versions() == before


def test_a_receptionist_in_memory_does_not_keep_the_old_seal() -> None:
    before = versions()

    rotate()

    assert [now > then for now, then in zip(versions(), before, strict=True)] == [True, True]


def test_a_dry_run_counts_and_writes_nothing(settings: Settings) -> None:
    assert rotate(dry_run=True)["resealed"] == 7

    settings.ENCRYPTION_KEYS = [OLD_KEY]
    assert len(opened()) == 7


@pytest.mark.parametrize("pages", [1, 3, 6])
def test_a_run_that_was_interrupted_is_begun_again(
    pages: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotating, "PAGE_ROWS", 1)
    before = opened()
    list(islice(rotating.rotate_keys(), pages))
    assert opened() == before

    rotate()

    settings.ENCRYPTION_KEYS = [NEW_KEY]
    assert opened() == before


def test_what_opens_with_no_key_is_told_and_the_rest_is_done(
    settings: Settings, stranger: Company
) -> None:
    with company_scope(stranger.id):
        PhoneNumber.in_company.update(auth_token_encrypted="bm90aGluZyBvZiBvdXJzIGF0IGFsbA==")

    with pytest.raises(CommandError, match="1 secrets open with none"):
        rotate()

    settings.ENCRYPTION_KEYS = [NEW_KEY]
    with pytest.raises(UnreadableSecret):
        opened()
    assert rotate_counts()["resealed"] == 0


def rotate_counts() -> dict[str, int]:
    """Return what is counted without writing."""
    (*_, last) = rotating.rotate_keys(dry_run=True)
    return asdict(last)


def test_a_seal_moved_in_the_database_opens_nowhere_else(
    company: Company, stranger: Company
) -> None:
    """Copy a ciphertext to another company, and to another field, by SQL."""
    with platform_scope("tests"), connection_in_force().cursor() as cursor:
        ours, theirs = (
            Company._meta.pk.get_db_prep_value(one.id, connection_in_force())
            for one in (company, stranger)
        )
        cursor.execute(COPY_TO_ANOTHER_COMPANY, [ours, theirs])
        cursor.execute(COPY_TO_ANOTHER_FIELD, [ours, ours])

    with platform_scope("tests"):
        moved = PhoneNumber.objects.get(company=stranger)
        misplaced = VoiceSettings.objects.get(company=company)
        assert PhoneNumber.objects.get(company=company).auth_token() == "token of Joe's Plumbing"
    with pytest.raises(UnreadableSecret):
        moved.auth_token()
    with pytest.raises(UnreadableSecret):
        opened_key(misplaced.api_key_encrypted, company.id)
    assert route_number(moved.number).auth_token == ""


def test_a_members_key_moved_to_another_opens_nothing() -> None:
    app, other = AuthenticatorApp.objects.get(), AuthenticatorAppFactory()

    AuthenticatorApp.objects.filter(pk=other.pk).update(sealed_key=app.sealed_key)

    other.refresh_from_db()
    with pytest.raises(UnreadableSecret):
        other.key()
