"""Lock 3: row-level security on every table of the companies' data."""

import tenants.constraints
from django.db import migrations

from tenants.operations import AddRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('templates_brain', '0004_vectors'),
        ('tenants', '0006_row_security'),
    ]

    operations = [
        AddRowSecurity(
            model_name='behaviour',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='templates_brain_behaviour_own_rows'),
        ),
        AddRowSecurity(
            model_name='configurationchange',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='templates_brain_configurationchange_own_rows'),
        ),
        AddRowSecurity(
            model_name='configurationpart',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='templates_brain_configurationpart_own_rows'),
        ),
        AddRowSecurity(
            model_name='fillerword',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='templates_brain_fillerword_own_rows'),
        ),
        AddRowSecurity(
            model_name='provenance',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='templates_brain_provenance_own_rows'),
        ),
        AddRowSecurity(
            model_name='scenario',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='templates_brain_scenario_own_rows'),
        ),
        AddRowSecurity(
            model_name='scenariocategory',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='templates_brain_scenariocategory_own_rows'),
        ),
        AddRowSecurity(
            model_name='synonym',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='templates_brain_synonym_own_rows'),
        ),
        AddRowSecurity(
            model_name='urgencykeyword',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='templates_brain_urgencykeyword_own_rows'),
        ),
        AddRowSecurity(
            model_name='variable',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='templates_brain_variable_own_rows'),
        ),
    ]
