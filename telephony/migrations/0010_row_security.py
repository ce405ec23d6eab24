"""Lock 3: row-level security on every table of the companies' data."""

import tenants.constraints
from django.db import migrations

from tenants.operations import AddRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('telephony', '0009_speech'),
        ('tenants', '0006_row_security'),
    ]

    operations = [
        AddRowSecurity(
            model_name='appointment',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_appointment_own_rows'),
        ),
        AddRowSecurity(
            model_name='businesshours',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_businesshours_own_rows'),
        ),
        AddRowSecurity(
            model_name='call',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_call_own_rows'),
        ),
        AddRowSecurity(
            model_name='callhandling',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_callhandling_own_rows'),
        ),
        AddRowSecurity(
            model_name='callturn',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_callturn_own_rows'),
        ),
        AddRowSecurity(
            model_name='closure',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_closure_own_rows'),
        ),
        AddRowSecurity(
            model_name='matchingthresholds',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_matchingthresholds_own_rows'),
        ),
        AddRowSecurity(
            model_name='message',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_message_own_rows'),
        ),
        AddRowSecurity(
            model_name='optout',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_optout_own_rows'),
        ),
        AddRowSecurity(
            model_name='spamrule',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_spamrule_own_rows'),
        ),
        AddRowSecurity(
            model_name='textmessage',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_textmessage_own_rows'),
        ),
        AddRowSecurity(
            model_name='transfertarget',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_transfertarget_own_rows'),
        ),
        AddRowSecurity(
            model_name='voicesettings',
            constraint=tenants.constraints.OwnRowsOnly(column='company_id', name='telephony_voicesettings_own_rows'),
        ),
    ]
