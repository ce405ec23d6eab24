"""What lists of calls ask for is found by index, however many calls a company has."""

from django.db import migrations, models

from telephony.partitions.indexing import AddIndexByMonth


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('telephony', '0014_partitions'),
    ]

    operations = [
        AddIndexByMonth(
            model_name='call',
            index=models.Index(fields=['company', 'outcome', '-started_at'], name='calls_by_outcome'),
        ),
        AddIndexByMonth(
            model_name='call',
            index=models.Index(fields=['company', 'from_number', '-started_at'], name='calls_by_caller'),
        ),
        AddIndexByMonth(
            model_name='call',
            index=models.Index(fields=['company', '-duration_seconds'], name='calls_longest_first'),
        ),
    ]
