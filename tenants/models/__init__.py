"""The models of this app, one file each."""

from tenants.models.audit_entry import AuditEntry
from tenants.models.company import Company
from tenants.models.idempotency_record import IdempotencyRecord
from tenants.models.phone_number import PhoneNumber
from tenants.models.second_factor import AuthenticatorApp, RecoveryCodes
from tenants.models.user import Role, User

__all__ = [
    "AuditEntry",
    "AuthenticatorApp",
    "Company",
    "IdempotencyRecord",
    "PhoneNumber",
    "RecoveryCodes",
    "Role",
    "User",
]
