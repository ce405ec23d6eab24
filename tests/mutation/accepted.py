"""Mutants that change nothing anybody could notice, each with its reason."""

_PACE = "Old answers are gone a request sooner or later."
_NOBODY = "A token without an id is as good as one with an id that no user has."
_TRIES = "The name under which tries of nobody, or from nowhere, are counted."

_PROBE = "How long the answer to a probe would be kept is nobody's concern."

_READS = "On PostgreSQL, where mutants are tried, reading is a transaction too."

ACCEPTED: dict[str, str] = {
    'telephony.signatures: signature = request.headers.get("X-Twilio-Signature", "")'
    ' ⇒ signature = request.headers.get("X-Twilio-Signature", "XX")': "Neither is a signature.",
    'telephony.synthesis.references: _SALT = "telephony.synthesis"'
    ' ⇒ _SALT = "XXtelephony.synthesis"': "Any salt of its own will do.",
    'telephony.signatures:  ⇒  ⇒ @stage("routing")': "How long it took, not who is let in.",
    'tenants.middleware: _READING = frozenset({"GET", "HEAD", "OPTIONS"})'
    ' ⇒ _READING = frozenset({"XXGET", "HEAD", "OPTIONS"})': _READS,
    'tenants.middleware: _READING = frozenset({"GET", "HEAD", "OPTIONS"})'
    ' ⇒ _READING = frozenset({"GET", "XXHEAD", "OPTIONS"})': _READS,
    'tenants.middleware: _READING = frozenset({"GET", "HEAD", "OPTIONS"})'
    ' ⇒ _READING = frozenset({"GET", "HEAD", "XXOPTIONS"})': _READS,
    "tenants.middleware: return False ⇒ return None": "Only its truth is asked for.",
    'tenants.cache: _asked(partial(cache.set, "health", "ok", 5))'
    ' ⇒ _asked(partial(cache.set, "health", "ok", 6))': _PROBE,
    'tenants.cache: _asked(partial(cache.set, "health", "ok", 5))'
    ' ⇒ _asked(partial(cache.set, "health", "ok", 4))': _PROBE,
    'tenants.view_checks: if not NAMES.issuperset(getattr(one.view, "forgets", ("nothing said",)))'
    ' ⇒ if not NAMES.issuperset(getattr(one.view, "forgets", ("XXnothing said",)))': (
        "Neither is a name in the cache."
    ),
    "tenants.permissions: return False ⇒ return None": "REST framework asks for its truth only.",
    "tenants.idempotency: REMOVED_AT_ONCE = 100 ⇒ REMOVED_AT_ONCE = 101": _PACE,
    "tenants.idempotency: REMOVED_AT_ONCE = 100 ⇒ REMOVED_AT_ONCE = 99": _PACE,
    'tenants.authentication: user = routing.signed_in_user(str(validated_token.get("user_id", "")))'
    ' ⇒ user = routing.signed_in_user(str(validated_token.get("user_id", "XX")))': _NOBODY,
    'tenants.authentication: pair = (username or "", client_address(request) if request else "")'
    ' ⇒ pair = (username or "XX", client_address(request) if request else "")': _TRIES,
    'tenants.authentication: pair = (username or "", client_address(request) if request else "")'
    ' ⇒ pair = (username or "", client_address(request) if request else "XX")': _TRIES,
    'telephony.signatures: is_test = is_test_sid(params.get("CallSid", ""))'
    ' ⇒ is_test = is_test_sid(params.get("CallSid", "XX"))': "It is not.",
    'telephony.signatures: token = _token(route, params.get("ParentCallSid") or'
    ' params.get("CallSid", ""))'
    ' ⇒ token = _token(route, params.get("ParentCallSid") or params.get("CallSid", "XX"))': (
        "Neither is a test call's."
    ),
    "telephony.signatures: return False ⇒ return None": "Only its truth is asked for.",
    "telephony.signatures: return read_reference(purpose, signed[0]) if len(signed) == 1 else None"
    " ⇒ return read_reference(purpose, signed[ -1]) if len(signed) == 1 else None": (
        "The first of one is the last."
    ),
    "telephony.signatures: return {name: str(values[0]) for name, values in lists.items()}"
    " ⇒ return {name: str(values[ -1]) for name, values in lists.items()}": (
        "The first of one is the last."
    ),
    "telephony.references: return signing.dumps(told, salt=_salt(purpose), compress=True)"
    " ⇒ return signing.dumps(told, salt=_salt(purpose), compress=False)": "It is longer.",
    "tenants.managers: return set() ⇒ return None": "Nobody asks where the model shapes no agent.",
    'tenants.tenant_model: company = models.ForeignKey("tenants.Company",'
    ' on_delete=models.CASCADE, related_name="+") ⇒ company = models.ForeignKey("tenants.Company",'
    ' on_delete=models.CASCADE, related_name="XX+")': "Any name that ends so is hidden.",
    "tenants.routing: return row[0] if row else None ⇒ return row[ -1] if row else None": (
        "It has one column."
    ),
    "tenants.checks: yield constraint.name, {*constraint.fields, *(path[0] for path in used)}"
    " ⇒ yield constraint.name, {*constraint.fields, *(path[ -1] for path in used)}": (
        "A constraint speaks of columns of its own table, a path of one step."
    ),
    'telephony.call_marks: secret = salted_hmac("telephony.test_call", f"{company_id}:{call_sid}",'
    ' algorithm="sha256") ⇒ secret = salted_hmac("XXtelephony.test_call",'
    ' f"{company_id}:{call_sid}", algorithm="sha256")': "Any salt of its own will do.",
    'telephony.call_marks: secret = salted_hmac("telephony.test_call", f"{company_id}:{call_sid}",'
    ' algorithm="sha256") ⇒ secret = salted_hmac("telephony.test_call",'
    ' f"{company_id}XX:{call_sid}", algorithm="sha256")': "Whatever stands between the two.",
    'telephony.signatures: is_test = route is not None and is_test_sid(params.get("CallSid", ""))'
    ' ⇒ is_test = route is not None and is_test_sid(params.get("CallSid", "XX"))': "It is not.",
    'telephony.signatures: route, is_degraded = _route(params.get("To", ""))'
    ' ⇒ route, is_degraded = _route(params.get("To", "XX"))': "Neither is anybody's number.",
}
