"""The modules that keep companies apart, and the tests that have to notice a change to each.

The quickest come first: a run ends with the first test that fails.
"""

_MANAGERS = (
    "tests/tenants/test_managers_writes.py", "tests/tenants/test_managers_reads.py",
    "tests/tenants/test_configuration.py", "tests/tenants/test_routing.py",
)  # fmt: skip

MODULES: dict[str, tuple[str, ...]] = {
    "tenants.scope": ("tests/tenants/test_scope.py", "tests/tenants/test_middleware.py"),
    "tenants.managers": _MANAGERS,
    "tenants.tenant_model": _MANAGERS,
    "tenants.databases": (
        "tests/tenants/test_databases.py", "tests/tenants/test_row_security.py",
        "tests/tenants/test_scope.py", "tests/tenants/test_replica.py",
    ),
    "tenants.row_security": ("tests/tenants/test_row_security.py", "tests/tenants/test_scope.py"),
    "tenants.serving_roles": ("tests/tenants/test_database_roles.py",),
    "tenants.append_only": ("tests/tenants/test_audit.py", *_MANAGERS),
    "tenants.constraints": (
        "tests/tenants/test_constraints_as_written.py", "tests/tenants/test_constraints.py",
        "tests/tenants/test_checks.py",
    ),
    "tenants.cache": ("tests/tenants/test_cache.py", "tests/clientsvia/test_health.py"),
    "tenants.routing": (
        "tests/tenants/test_routing.py", "tests/tenants/test_invitations_api.py",
        "tests/telephony/test_signatures.py",
    ),
    "tenants.middleware": (
        "tests/tenants/test_middleware.py", "tests/tenants/test_second_factor.py",
        "tests/tenants/test_sign_in.py", "tests/tenants/test_company_views.py",
        "tests/tenants/test_limits.py",
        "tests/tenants/test_parsers.py", "tests/tenants/test_idempotency.py",
    ),
    "tenants.permissions": ("tests/tenants/test_permissions.py",),
    "tenants.authentication": (
        "tests/tenants/test_sign_in.py", "tests/tenants/test_password_tries.py",
        "tests/tenants/test_invitations_api.py",
    ),
    "tenants.encryption": ("tests/tenants/test_encryption.py",),
    "tenants.idempotency": ("tests/tenants/test_idempotency.py",),
    "tenants.configuration": ("tests/tenants/test_configuration.py", *_MANAGERS),
    "tenants.checks": ("tests/tenants/test_checks.py",),
    "tenants.view_checks": ("tests/tenants/test_view_checks.py",),
    "tenants.views.company": (
        "tests/tenants/test_company_views.py", "tests/tenants/test_permissions.py",
        "tests/tenants/test_view_checks.py", "tests/tenants/test_configuration.py",
    ),
    "telephony.signatures": (
        "tests/telephony/test_call_marks.py", "tests/telephony/test_signatures.py",
        "tests/telephony/test_callbacks.py",
    ),
    "telephony.references": (
        "tests/telephony/test_references.py", "tests/telephony/test_callbacks.py",
    ),
    "telephony.call_marks": ("tests/telephony/test_call_marks.py",),
    "telephony.synthesis.references": ("tests/telephony/synthesis",),
}  # fmt: skip
