"""Mutants that change nothing anybody could notice, each with its reason."""

_PACE = "Old answers are gone a request sooner or later."

ACCEPTED: dict[str, str] = {
    "tenants.permissions: return False ⇒ return None": "REST framework asks for its truth only.",
    "tenants.idempotency: REMOVED_AT_ONCE = 100 ⇒ REMOVED_AT_ONCE = 101": _PACE,
    "tenants.idempotency: REMOVED_AT_ONCE = 100 ⇒ REMOVED_AT_ONCE = 99": _PACE,
}
