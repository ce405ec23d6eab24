"""Mutants that change nothing anybody could notice, each with its reason."""

_PACE = "Old answers are gone a request sooner or later."
_NOBODY = "A token without an id is as good as one with an id that no user has."
_TRIES = "The name under which tries of nobody, or from nowhere, are counted."

ACCEPTED: dict[str, str] = {
    "tenants.permissions: return False ⇒ return None": "REST framework asks for its truth only.",
    "tenants.idempotency: REMOVED_AT_ONCE = 100 ⇒ REMOVED_AT_ONCE = 101": _PACE,
    "tenants.idempotency: REMOVED_AT_ONCE = 100 ⇒ REMOVED_AT_ONCE = 99": _PACE,
    'tenants.authentication: user = routing.signed_in_user(str(validated_token.get("user_id", "")))'
    ' ⇒ user = routing.signed_in_user(str(validated_token.get("user_id", "XX")))': _NOBODY,
    'tenants.authentication: pair = (username or "", client_address(request) if request else "")'
    ' ⇒ pair = (username or "XX", client_address(request) if request else "")': _TRIES,
    'tenants.authentication: pair = (username or "", client_address(request) if request else "")'
    ' ⇒ pair = (username or "", client_address(request) if request else "XX")': _TRIES,
    'telephony.signatures: is_test = route is not None and is_test_sid(params.get("CallSid", ""))'
    ' ⇒ is_test = route is not None and is_test_sid(params.get("CallSid", "XX"))': "It is not.",
    'telephony.signatures: route, is_degraded = _route(params.get("To", ""))'
    ' ⇒ route, is_degraded = _route(params.get("To", "XX"))': "Neither is anybody's number.",
}
