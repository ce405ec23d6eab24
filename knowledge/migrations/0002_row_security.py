"""Lock 3: row-level security on every table of the companies' data."""

import tenants.constraints
from django.db import migrations

from tenants.operations import AddRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0001_initial'),
        ('tenants', '0006_row_security'),
    ]

    operations = [
        AddRowSecurity(
            model_name='questionanswer',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='knowledge_questionanswer_own_rows'),
        ),
    ]
