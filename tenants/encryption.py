"""Secrets at rest: AES-256-GCM, bound to the company and the field that they belong to."""

import base64
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class UnreadableSecret(RuntimeError):
    """A ciphertext was made with a lost key, or for another company or field."""


def encrypt(secret: str, company_id: UUID, field: str) -> str:
    """Return the secret as base64 text, encrypted with the first key."""
    nonce = os.urandom(NONCE_BYTES)
    box = AESGCM(settings.ENCRYPTION_KEYS[0])
    sealed = box.encrypt(nonce, secret.encode(), _bound_to(company_id, field))
    return base64.b64encode(nonce + sealed).decode()


def decrypt(ciphertext: str, company_id: UUID, field: str) -> str:
    """Return the secret, by whichever key opens it; raises `UnreadableSecret`."""
    sealed = base64.b64decode(ciphertext)
    for key in settings.ENCRYPTION_KEYS:
        try:
            opened = AESGCM(key).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound_to(company_id, field)
            )
        except InvalidTag:
            continue
        return opened.decode()
    raise UnreadableSecret(f"No key opens this {field}.")


def _bound_to(company_id: UUID, field: str) -> bytes:
    return f"{company_id}:{field}".encode()
