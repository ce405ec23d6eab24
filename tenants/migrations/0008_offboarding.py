"""A company is marked as deleted first; PostgreSQL refuses to remove one that is not.

With the trigger on the audit log (0005) that is the one way in which entries go: with their whole
company, in one transaction, after an earlier one has marked it. Why: docs/adr/0018.
"""

from django.db import migrations, models

PROTECT = """
CREATE FUNCTION tenants_company_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.deleted_at IS NULL THEN
        RAISE EXCEPTION 'A company is marked as deleted before it is removed.'
        USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER tenants_company_no_delete BEFORE DELETE ON tenants_company
FOR EACH ROW EXECUTE FUNCTION tenants_company_refuse_delete();
"""
UNPROTECT = """
DROP TRIGGER tenants_company_no_delete ON tenants_company;
DROP FUNCTION tenants_company_refuse_delete();
"""


def protect(apps, schema_editor):
    """Make the trigger, where there are such."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(PROTECT)


def unprotect(apps, schema_editor):
    """Drop the trigger."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(UNPROTECT)


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0007_second_factor'),
    ]

    operations = [
        migrations.AddField(
            model_name='company',
            name='deleted_at',
            field=models.DateTimeField(editable=False, help_text='Set while the company is only marked as deleted; a purge removes it.', null=True),
        ),
        migrations.AddConstraint(
            model_name='company',
            constraint=models.CheckConstraint(condition=models.Q(('deleted_at__isnull', True), ('is_suspended', True), _connector='OR'), name='tenants_company_deleted_is_suspended'),
        ),
        migrations.RunPython(protect, unprotect),
    ]
