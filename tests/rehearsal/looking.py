"""`python -m tests.rehearsal.looking`: whether the restored database is what was backed up.

The counts of before stand on standard input; prints a JSON line for each finding.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

import django

django.setup()

from django.db import DatabaseError, connection  # noqa: E402

from telephony.models import Call  # noqa: E402
from tenants.models import Company, PhoneNumber  # noqa: E402
from tenants.scope import company_scope, platform_scope  # noqa: E402
from tenants.serving_roles import faults  # noqa: E402
from tests.callers import PRICE_QUESTION, SignedLine  # noqa: E402
from tests.rehearsal.counting import counts  # noqa: E402
from tests.tenants.tenant_rows import TENANT_MODELS  # noqa: E402

Finding = tuple[str, bool, object]


def main() -> None:
    """Print the findings, and exit 1 where anything does not hold."""
    before = json.load(sys.stdin)
    findings = list(_findings(before))
    for name, holds, told in findings:
        print(json.dumps({"finding": name, "holds": holds, "told": told}))  # noqa: T201
    sys.exit(not all(holds for _, holds, _ in findings))


def _findings(before: dict[str, Any]) -> Iterator[Finding]:
    now = json.loads(json.dumps(counts()))
    lost = {name: [before[name], now.get(name)] for name in before if before[name] != now.get(name)}
    yield "rows, policies and partitions are those that were backed up", not lost, lost
    yield "the roles that serve are confined", not faults(), faults()
    with platform_scope("rehearsal"):
        companies = list(Company.objects.order_by("name"))
    for company in companies:
        yield f"{company.name}: a bare SELECT shows its own rows", *_own_rows(company, before)
        yield f"{company.name}: another company's row is refused", *_refused(company, companies)
    for company in companies:
        yield f"{company.name}: a call is answered and recorded", *_answered(company)


def _own_rows(company: Company, before: dict[str, Any]) -> tuple[bool, object]:
    """Compare what SQL past every model shows in the company's scope with its rows of before."""
    wrong = {}
    for table in (model._meta.db_table for model in TENANT_MODELS):
        with company_scope(company.id), connection.cursor() as cursor:
            cursor.execute(f"SELECT company_id::text, count(*) FROM {table} GROUP BY 1")  # noqa: S608  our tables
            shown = dict(cursor.fetchall())
        own = {str(company.id): before[table][str(company.id)]}
        if shown != own:
            wrong[table] = shown
    return not wrong, wrong


def _refused(company: Company, companies: list[Company]) -> tuple[bool, object]:
    """Try to give the company's call to another, past every model."""
    (other,) = (one for one in companies if one != company)
    try:
        with company_scope(company.id), connection.cursor() as cursor:
            cursor.execute("UPDATE telephony_call SET company_id = %s", [other.id])
    except DatabaseError as error:
        return "row-level security" in str(error), str(error).splitlines()[0]
    return False, "It was taken."


def _answered(company: Company) -> tuple[bool, object]:
    with company_scope(company.id):
        number = PhoneNumber.in_company.order_by("created_at").first()
        calls = Call.objects.count()
    line = SignedLine(number, f"CA{company.id.hex}")
    line.begin()
    said = line.say(1, PRICE_QUESTION)
    with company_scope(company.id):
        is_recorded = Call.objects.count() == calls + 1
    return is_recorded and f"A service call with {company.name}" in _plain(said), said[:200]


def _plain(twiml: str) -> str:
    return twiml.replace("&apos;", "'").replace("&#x27;", "'")


main()
