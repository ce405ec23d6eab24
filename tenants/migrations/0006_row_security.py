"""Lock 3: row-level security on every table of the companies' data."""

import tenants.constraints
from django.db import migrations

from tenants.operations import AddRowSecurity


class OwnRowInScope(tenants.constraints.OwnRowsOnly):
    """Within a company's scope its own rows only, and outside any scope all: until migration 11."""

    condition = (
        "nullif(current_setting('%(setting)s', true), '') IS NULL"
        " OR %(column)s = nullif(current_setting('%(setting)s', true), '')::uuid"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0005_audit_chain'),
    ]

    operations = [
        AddRowSecurity(
            model_name='auditentry',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='tenants_auditentry_own_rows'),
        ),
        AddRowSecurity(
            model_name='company',
            constraint=OwnRowInScope(column='id', name='tenants_company_own_rows'),
        ),
        AddRowSecurity(
            model_name='idempotencyrecord',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='tenants_idempotencyrecord_own_rows'),
        ),
        AddRowSecurity(
            model_name='phonenumber',
            constraint=OwnRowInScope(column='company_id', name='tenants_phonenumber_own_rows'),
        ),
        AddRowSecurity(
            model_name='user',
            constraint=OwnRowInScope(column='company_id', name='tenants_user_own_rows'),
        ),
    ]
