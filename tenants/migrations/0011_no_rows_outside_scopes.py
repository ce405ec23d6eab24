"""Outside every scope the global tables show nothing any more: functions tell it since migration 10.

The code of before asks the tables, so it has to be gone when this is applied.
"""

import tenants.constraints
from django.db import migrations

from tenants.operations import AddRowSecurity, RemoveRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0010_routing_functions'),
    ]

    operations = [
        RemoveRowSecurity(model_name='company', name='tenants_company_own_rows'),
        AddRowSecurity(
            model_name='company',
            constraint=tenants.constraints.OwnRowsOnly(column='id', name='tenants_company_own_rows'),
        ),
        RemoveRowSecurity(model_name='phonenumber', name='tenants_phonenumber_own_rows'),
        AddRowSecurity(
            model_name='phonenumber',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='tenants_phonenumber_own_rows'),
        ),
        RemoveRowSecurity(model_name='user', name='tenants_user_own_rows'),
        AddRowSecurity(
            model_name='user',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='tenants_user_own_rows'),
        ),
    ]
