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
            constraint=tenants.constraints.OwnRowsOnly(name='tenants_auditentry_own_rows'),
        ),
        AddRowSecurity(
            model_name='idempotencyrecord',
            constraint=tenants.constraints.OwnRowsOnly(name='tenants_idempotencyrecord_own_rows'),
        ),
    ]
