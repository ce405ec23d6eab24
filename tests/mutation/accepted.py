"""Mutants that change nothing anybody could notice, each with its reason."""

_PACE = "Old answers are gone a request sooner or later."
_NOBODY = "A token without an id is as good as one with an id that no user has."

ACCEPTED: dict[str, str] = {
    "tenants.permissions: return False ⇒ return None": "REST framework asks for its truth only.",
    "tenants.idempotency: REMOVED_AT_ONCE = 100 ⇒ REMOVED_AT_ONCE = 101": _PACE,
    "tenants.idempotency: REMOVED_AT_ONCE = 100 ⇒ REMOVED_AT_ONCE = 99": _PACE,
    'tenants.authentication: user = routing.signed_in_user(str(validated_token.get("user_id", "")))'
    ' ⇒ user = routing.signed_in_user(str(validated_token.get("user_id", "XX")))': _NOBODY,
}
