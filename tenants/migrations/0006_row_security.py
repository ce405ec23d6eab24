"""Lock 3: row-level security on every table of the companies' data."""

import tenants.constraints
from django.db import migrations

from tenants.operations import AddRowSecurity


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
            constraint=tenants.constraints.OwnRowsOnly(column='id', name='tenants_company_own_rows'),
        ),
        AddRowSecurity(
            model_name='idempotencyrecord',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='tenants_idempotencyrecord_own_rows'),
        ),
        AddRowSecurity(
            model_name='phonenumber',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='tenants_phonenumber_own_rows'),
        ),
        AddRowSecurity(
            model_name='user',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='tenants_user_own_rows'),
        ),
    ]
