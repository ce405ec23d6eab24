from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0008_offboarding"),
    ]

    operations = [
        migrations.AddField(
            model_name="phonenumber",
            name="checked_with",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=64
            ),
        ),
    ]
