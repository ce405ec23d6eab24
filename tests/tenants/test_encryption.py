"""Secrets at rest: bound to their company and field, readable after a change of keys."""

import base64
from uuid import UUID, uuid4

import pytest
from pytest_django.fixtures import Settings

from tenants.encryption import NONCE_BYTES, UnreadableSecret, decrypt, encrypt, resealed
from tenants.models import PhoneNumber
from tenants.scope import platform_scope
from tests.factories import CompanyFactory, PhoneNumberFactory

OLD_KEY, NEW_KEY = b"o" * 32, b"n" * 32
COMPANY = UUID("00000000-0000-4000-8000-00000000000a")
ANOTHER = UUID("00000000-0000-4000-8000-00000000000b")
SEALED_WITH_THE_OLD_KEY = "Y6dDPRRac24LZ4TIX1A4hGONYbWaLEYZxw+I4X3lSHH/EvM="


@pytest.mark.parametrize("secret", ["", " ", "a token", "\0", "\N{SNOWMAN}", "{}:" * 5000])
def test_what_was_encrypted_is_decrypted(secret: str) -> None:
    assert decrypt(encrypt(secret, COMPANY, "field"), COMPANY, "field") == secret


def test_another_company_does_not_decrypt() -> None:
    sealed = encrypt("a token", COMPANY, "field")

    with pytest.raises(UnreadableSecret):
        decrypt(sealed, ANOTHER, "field")


def test_another_field_does_not_decrypt() -> None:
    sealed = encrypt("a token", COMPANY, "field")

    with pytest.raises(UnreadableSecret):
        decrypt(sealed, COMPANY, "another")


def test_the_refusal_tells_nothing_of_the_secret() -> None:
    sealed = encrypt("a token", COMPANY, "field")

    with pytest.raises(UnreadableSecret) as refusal:
        decrypt(sealed, ANOTHER, "field")

    assert "token" not in str(refusal.value)


def test_a_ciphertext_holds_nothing_in_clear() -> None:
    sealed = encrypt("a token", COMPANY, "field")

    assert b"token" not in base64.b64decode(sealed)
    assert COMPANY.bytes not in base64.b64decode(sealed)


def test_the_same_secret_is_never_encrypted_alike() -> None:
    sealed = {encrypt("a token", COMPANY, "field") for _ in range(20)}

    assert len({base64.b64decode(one)[:NONCE_BYTES] for one in sealed}) == len(sealed) == 20


@pytest.mark.parametrize("position", [0, NONCE_BYTES, -1])
def test_a_ciphertext_that_was_tampered_with_does_not_decrypt(position: int) -> None:
    sealed = bytearray(base64.b64decode(encrypt("a token", COMPANY, "field")))
    sealed[position] ^= 1

    with pytest.raises(UnreadableSecret):
        decrypt(base64.b64encode(sealed).decode(), COMPANY, "field")


def test_an_old_key_still_decrypts(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD_KEY]
    sealed = encrypt("a token", COMPANY, "field")

    settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]

    assert decrypt(sealed, COMPANY, "field") == "a token"


def test_the_first_key_encrypts(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]
    sealed = encrypt("a token", COMPANY, "field")

    settings.ENCRYPTION_KEYS = [NEW_KEY]

    assert decrypt(sealed, COMPANY, "field") == "a token"


def test_a_lost_key_does_not_decrypt(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD_KEY]
    sealed = encrypt("a token", COMPANY, "field")

    settings.ENCRYPTION_KEYS = [NEW_KEY]

    with pytest.raises(UnreadableSecret):
        decrypt(sealed, COMPANY, "field")


def test_what_was_sealed_by_an_earlier_release_still_opens(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD_KEY]

    assert decrypt(SEALED_WITH_THE_OLD_KEY, COMPANY, "field") == "a token"


def test_a_ciphertext_of_an_old_key_is_sealed_anew_with_the_first(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [NEW_KEY, OLD_KEY]

    anew = resealed(SEALED_WITH_THE_OLD_KEY, COMPANY, "field")

    settings.ENCRYPTION_KEYS = [NEW_KEY]
    assert decrypt(anew, COMPANY, "field") == "a token"


def test_a_ciphertext_of_the_first_key_stays_as_it_is(settings: Settings) -> None:
    settings.ENCRYPTION_KEYS = [OLD_KEY, NEW_KEY]

    assert resealed(SEALED_WITH_THE_OLD_KEY, COMPANY, "field") == SEALED_WITH_THE_OLD_KEY


@pytest.mark.django_db
def test_a_numbers_token_stands_encrypted_in_the_database() -> None:
    number = PhoneNumberFactory(token="a-twilio-token")

    with platform_scope("test"):
        (stored,) = PhoneNumber._base_manager.values_list("auth_token_encrypted", flat=True)

    assert "a-twilio-token" not in stored
    assert "a-twilio-token" not in repr(number)
    with platform_scope("test"):
        assert PhoneNumber._base_manager.get().auth_token() == "a-twilio-token"


@pytest.mark.django_db
def test_a_numbers_token_moved_to_another_company_does_not_open() -> None:
    number = PhoneNumberFactory(token="a-twilio-token")
    number.company = CompanyFactory()

    with pytest.raises(UnreadableSecret):
        number.auth_token()


@pytest.mark.django_db
def test_an_empty_token_is_no_token() -> None:
    number = PhoneNumberFactory(token="")

    assert number.auth_token() == ""
    assert number.auth_token_encrypted == ""


def test_a_company_is_part_of_what_is_sealed() -> None:
    first, second = uuid4(), uuid4()
    sealed = encrypt("a token", first, "field")

    assert decrypt(sealed, first, "field") == "a token"
    with pytest.raises(UnreadableSecret):
        decrypt(sealed, second, "field")
