"""Secrets at rest: AES-256-GCM, bound to their owner and the field that they belong to.

The owner is a company, or the one user whose secret it is. A model with sealed columns says in
`seals()` what each is bound to, so that a change of keys finds them all (`rotating.py`).
"""

import base64
import os
from collections.abc import Sequence
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12

Seal = tuple[UUID, str]
"""Whose a sealed column is, and which field of theirs."""


class UnreadableSecret(RuntimeError):
    """A ciphertext was made with a lost key, or for another owner or field."""


def encrypt(secret: str, owner_id: UUID, field: str) -> str:
    """Return the secret as base64 text, encrypted with the first key."""
    nonce = os.urandom(NONCE_BYTES)
    box = AESGCM(settings.ENCRYPTION_KEYS[0])
    sealed = box.encrypt(nonce, secret.encode(), _bound_to(owner_id, field))
    return base64.b64encode(nonce + sealed).decode()


def decrypt(ciphertext: str, owner_id: UUID, field: str) -> str:
    """Return the secret, by whichever key opens it; raises `UnreadableSecret`."""
    return _opened(settings.ENCRYPTION_KEYS, ciphertext, owner_id, field)


def resealed(ciphertext: str, owner_id: UUID, field: str) -> str:
    """Return the ciphertext under the first key, as it is where it stands so already.

    Raises `UnreadableSecret`.
    """
    try:
        _opened(settings.ENCRYPTION_KEYS[:1], ciphertext, owner_id, field)
    except UnreadableSecret:
        return encrypt(decrypt(ciphertext, owner_id, field), owner_id, field)
    return ciphertext


def _opened(keys: Sequence[bytes], ciphertext: str, owner_id: UUID, field: str) -> str:
    sealed = base64.b64decode(ciphertext)
    for key in keys:
        try:
            opened = AESGCM(key).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound_to(owner_id, field)
            )
        except InvalidTag:
            continue
        return opened.decode()
    raise UnreadableSecret(f"No key opens this {field}.")


def _bound_to(owner_id: UUID, field: str) -> bytes:
    return f"{owner_id}:{field}".encode()
