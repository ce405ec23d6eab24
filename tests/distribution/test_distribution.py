"""What a distributed PostgreSQL asks of us, on companies' tables spread by hash of the company."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from templates_brain.models import Variable
from tenants.models import Company
from tenants.scope import company_scope
from tests.callers import PRICE_QUESTION, SignedLine
from tests.distribution.schema import global_keys
from tests.factories import VariableFactory
from tests.roles import has_roles
from tests.tenants.tenant_rows import SAME_COMPANY_KEYS, TENANT_MODELS, label, make_row

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not has_roles(), reason="Only PostgreSQL has partitions."),
]

TABLES = {model._meta.db_table for model in TENANT_MODELS}
_KEYS = """
    SELECT conrelid::regclass::text, cardinality(conkey) FROM pg_constraint
    WHERE contype = 'f' AND conparentid = 0 AND confrelid::regclass::text = ANY (%s)
"""
_NAMED = re.compile(r'(?:FROM|UPDATE|INTO|JOIN) "(\w+)"')
_PLACE = re.compile(r'"Relation Name": "\w+_(\d+)"')


def rows(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    """Return what SQL finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def places_of(model: Any, pk: Any) -> int:
    """Return how many shards are read for a row, and what its order joins, by its id alone."""
    return len({*_PLACE.findall(model.objects.filter(pk=pk).explain(format="json"))})


def unrouted(captured: CaptureQueriesContext) -> set[str]:
    """Return the statements on companies' tables that do not say of which company."""
    asked = [query["sql"] for query in captured.captured_queries]
    return {sql for sql in asked if TABLES & {*_NAMED.findall(sql)} and not _is_routed(sql)}


def _is_routed(sql: str) -> bool:
    if sql.startswith("INSERT"):
        return '"company_id"' in sql
    return '"company_id" =' in sql.partition(" WHERE ")[2]


def test_a_row_is_found_in_one_shard_by_its_id(company: Company) -> None:
    made = [make_row(model, company=company) for model in TENANT_MODELS]

    with company_scope(company.id):
        read = {label(row): places_of(type(row), row.pk) for row in made}

    assert read == dict.fromkeys(map(label, TENANT_MODELS), 1)


def test_companies_tables_refer_to_each_other_by_company_alone() -> None:
    expected = {(model._meta.db_table, 2) for model, _ in SAME_COMPANY_KEYS}

    assert {*rows(_KEYS, sorted(TABLES))} == expected
    assert global_keys() == []


def test_a_call_is_answered_and_recorded(line: SignedLine, company: Company) -> None:
    with CaptureQueriesContext(connection) as captured:
        greeting = line.begin()
        answer = line.say(1, PRICE_QUESTION)
        line.status("completed", CallDuration="9")
    with company_scope(company.id):
        recorded = rows("SELECT index FROM telephony_callturn ORDER BY index")

    assert "<Gather" in greeting
    assert "$125" in answer
    assert recorded == [(0,), (1,)]
    assert unrouted(captured) == set()


def test_knowledge_is_written_read_and_removed(
    manager: APIClient, outsider: APIClient, company: Company
) -> None:
    here = f"/api/company/{company.id}/knowledge-management"
    given = {"question": "Do you fix pumps?", "answer": "Yes, we do."}

    with CaptureQueriesContext(connection) as captured:
        entry = manager.post(here, given, format="json").json()
        changed = manager.patch(f"{here}/{entry['id']}", {"answer": "We do."}, format="json")
        listed = manager.get(here).json()["results"]
        removed = manager.delete(f"{here}/{entry['id']}")

    assert changed.status_code == 200
    assert [one["answer"] for one in listed] == ["We do."]
    assert removed.status_code == 204
    assert outsider.get(here).status_code == 403
    assert unrouted(captured) == set()


def test_a_delete_names_its_row_alone_and_the_policy_says_where_that_is(company: Company) -> None:
    row = VariableFactory(company=company)
    delete = f"DELETE FROM {Variable._meta.db_table} WHERE id = %s"  # noqa: S608

    with company_scope(company.id):
        ((plan,),) = rows(f"EXPLAIN (FORMAT JSON) {delete}", row.pk)
        with CaptureQueriesContext(connection) as captured:
            row.delete()

    assert [sql.split()[0] for sql in unrouted(captured)] == ["DELETE"]
    assert len({*_PLACE.findall(json.dumps(plan))}) == 1
