"""Mutants that change nothing anybody could notice, each with its reason."""

ACCEPTED: dict[str, str] = {
    "tenants.permissions: return False ⇒ return None": "REST framework asks for its truth only.",
    "tenants.encryption: NONCE_BYTES = 12 ⇒ NONCE_BYTES = 13": "A longer nonce seals as well.",
}
