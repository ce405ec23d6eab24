"""What must be known before any scope is told by functions, a row by its key: PostgreSQL only.

They run as the owner, whose policy shows every row; `create_database_roles` lets the roles that
serve run them. Within a company's scope they tell nothing of another company's.
"""

from django.db import migrations

_AS_OWNER = """
    LANGUAGE sql STABLE STRICT ROWS 1 SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp
"""


def _in_scope(company: str) -> str:
    """Return the condition that no other company's scope is open; staff, who have none, pass."""
    bound = f"coalesce(nullif(current_setting('app.company_id', true), '')::uuid, {company})"
    return f"{bound} IS NOT DISTINCT FROM {company}"


_USER = """
    RETURNS TABLE (
        password varchar, id uuid, email varchar, role varchar, company_id uuid, is_active boolean,
        company_is_suspended boolean, company_configuration_version bigint
    )
"""
_FROM_USERS = """
    SELECT person.password, person.id, person.email, person.role, person.company_id,
        person.is_active, company.is_suspended, company.configuration_version
    FROM tenants_user person LEFT JOIN tenants_company company ON company.id = person.company_id
"""
_FUNCTIONS = {
    "route_of_number(wanted text)": f"""
        RETURNS TABLE (
            number varchar, company_id uuid, company_name varchar, timezone varchar,
            configuration_version bigint, is_live boolean, is_suspended boolean,
            account_sid varchar, auth_token_encrypted text
        ) {_AS_OWNER} AS $$
            SELECT line.number, line.company_id, company.name, company.timezone,
                company.configuration_version, company.is_live, company.is_suspended,
                line.account_sid, line.auth_token_encrypted
            FROM tenants_phonenumber line JOIN tenants_company company
                ON company.id = line.company_id
            WHERE line.number = wanted AND {_in_scope("line.company_id")}
        $$""",
    "user_of_id(wanted uuid)": f"""
        {_USER} {_AS_OWNER} AS $$
            {_FROM_USERS} WHERE person.id = wanted AND {_in_scope("person.company_id")}
        $$""",
    "user_of_email(wanted text)": f"""
        {_USER} {_AS_OWNER} AS $$
            {_FROM_USERS} WHERE lower(person.email) = lower(wanted)
                AND {_in_scope("person.company_id")}
        $$""",
    "company_invited_by(wanted text)": f"""
        RETURNS TABLE (company_id uuid) {_AS_OWNER} AS $$
            SELECT person.company_id
            FROM tenants_user person JOIN tenants_company company
                ON company.id = person.company_id
            WHERE person.invitation_hash = wanted AND person.invitation_expires_at > now()
                AND NOT company.is_suspended AND {_in_scope("person.company_id")}
        $$""",
    "company_of_id(wanted uuid)": f"""
        RETURNS TABLE (id uuid) {_AS_OWNER} AS $$
            SELECT company.id FROM tenants_company company
            WHERE company.id = wanted AND {_in_scope("company.id")}
        $$""",
}


def make_functions(apps, schema_editor):
    """Make them, for nobody but the owner to run yet."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone()
    for signature, rest in _FUNCTIONS.items():
        schema_editor.execute(f"CREATE FUNCTION {signature} {rest.format(schema=schema)}")
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")


def drop_functions(apps, schema_editor):
    """Drop them."""
    if schema_editor.connection.vendor == "postgresql":
        for signature in _FUNCTIONS:
            schema_editor.execute(f"DROP FUNCTION {signature}")


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0009_checked_token'),
    ]

    operations = [
        migrations.RunPython(make_functions, drop_functions),
    ]
