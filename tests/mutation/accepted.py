"""Mutants that change nothing anybody could notice, each with its reason."""

ACCEPTED: dict[str, str] = {
    "tenants.permissions: return False ⇒ return None": "REST framework asks for its truth only.",
}
