"""Chain the entries that are there, and let PostgreSQL refuse to change or remove any.

A later migration that has to write to the entries drops the triggers first and makes them again.
SQLite has no such trigger: its tables are made anew by later migrations, which would drop it.
"""

from django.db import migrations, models

from tenants.audit_chain import seal

PROTECT = """
CREATE FUNCTION tenants_auditentry_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An audit entry is never changed.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER tenants_auditentry_no_update BEFORE UPDATE ON tenants_auditentry
FOR EACH ROW EXECUTE FUNCTION tenants_auditentry_refuse_update();

CREATE FUNCTION tenants_auditentry_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM tenants_company WHERE id = OLD.company_id) THEN
        RAISE EXCEPTION 'An audit entry stays as long as its company.'
        USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER tenants_auditentry_no_delete AFTER DELETE ON tenants_auditentry
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION tenants_auditentry_refuse_delete();
"""
UNPROTECT = """
DROP TRIGGER tenants_auditentry_no_delete ON tenants_auditentry;
DROP FUNCTION tenants_auditentry_refuse_delete();
DROP TRIGGER tenants_auditentry_no_update ON tenants_auditentry;
DROP FUNCTION tenants_auditentry_refuse_update();
"""


def chain_entries(apps, schema_editor):
    """Number and seal each company's entries in the order in which they were written."""
    entries = apps.get_model('tenants', 'AuditEntry').objects
    last = None
    for entry in entries.order_by('company_id', 'at', 'id').iterator():
        if last and last.company_id != entry.company_id:
            last = None
        entry.sequence = last.sequence + 1 if last else 1
        seal(entry, last.hash if last else '')
        entry.save(update_fields=['sequence', 'previous_hash', 'hash'])
        last = entry


def protect(apps, schema_editor):
    """Make the triggers, where there are such."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(PROTECT)


def unprotect(apps, schema_editor):
    """Drop the triggers."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(UNPROTECT)


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0004_people'),
    ]

    operations = [
        migrations.RunPython(chain_entries, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='auditentry',
            constraint=models.UniqueConstraint(fields=('company', 'sequence'), name='tenants_auditentry_sequence'),
        ),
        migrations.RunPython(protect, unprotect),
    ]
