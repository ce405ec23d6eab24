"""The operators' desk: what every page of it shares, and the pages of this app's models."""

from django.contrib import admin
from django.contrib.auth.models import Group
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from tenants.admin.audit_entry import AuditEntryAdmin
from tenants.admin.base import CompanyFilter, ReadOnlyAdmin, TenantAdmin, ValuesFilter
from tenants.admin.choices import TypedChoices
from tenants.admin.company import CompanyAdmin
from tenants.admin.idempotency_record import IdempotencyRecordAdmin
from tenants.admin.labels import label_of
from tenants.admin.lines import LinesField
from tenants.admin.overview import OverviewAdmin
from tenants.admin.owned import OwnedAdmin, OwnedForm, TenantForm
from tenants.admin.phone_number import PhoneNumberAdmin
from tenants.admin.user import UserAdmin

__all__ = [
    "AuditEntryAdmin",
    "CompanyAdmin",
    "CompanyFilter",
    "IdempotencyRecordAdmin",
    "LinesField",
    "OverviewAdmin",
    "OwnedAdmin",
    "OwnedForm",
    "PhoneNumberAdmin",
    "ReadOnlyAdmin",
    "TenantAdmin",
    "TenantForm",
    "TypedChoices",
    "UserAdmin",
    "ValuesFilter",
    "label_of",
]

admin.site.index_title = "The operators' desk"
admin.site.unregister([Group, BlacklistedToken, OutstandingToken])
