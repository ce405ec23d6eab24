"""What no manager can see is closed in the source: each way around the scopes has its few homes."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("clientsvia", "tenants", "matching", "templates_brain", "knowledge", "telephony")

HOMES = {
    "_base_manager": {"tenants/lookups.py", "tenants/configuration.py", "tenants/checks.py"},
    "raw": set(),
    "extra": set(),
    "RawSQL": set(),
    "delete_pattern": set(),
    "_raw_delete": set(),
    "cursor": {
        "clientsvia/health.py",
        "telephony/journal/replaying.py",
        "telephony/partitions/dropping.py",
        "telephony/partitions/indexing.py",
        "telephony/partitions/making.py",
        "telephony/partitions/tables.py",
        "tenants/offboarding/scanning.py",
        "tenants/database_roles.py",
        "tenants/lookups.py",
        "tenants/serving_roles.py",
    },
    "User.objects": {
        "tenants/admin/user.py",
        "tenants/management/commands/create_user.py",
        "telephony/demo.py",
    },
}


def sources() -> list[Path]:
    """Return every file of the product."""
    files = (file for app in APPS for file in (ROOT / app).rglob("*.py"))
    return sorted(file for file in files if "migrations" not in file.parts)


@cache
def trees() -> dict[str, ast.Module]:
    """Return what each file of the product says."""
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text()) for file in sources()}


def names_used(tree: ast.AST) -> Iterator[str]:
    """Yield the attributes and names that code reads, `Model.objects` as one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
            if isinstance(node.value, ast.Name):
                yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Name):
            yield node.id


def querysets_made(tree: ast.AST) -> list[str]:
    """Return the calls that make a queryset without a manager."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = [ast.unparse(node.func) for node in calls]
    return [name for name in made if name.rpartition(".")[2] == "QuerySet"]


@pytest.mark.parametrize("name", HOMES)
def test_a_way_around_the_scopes_has_only_its_homes(name: str) -> None:
    users = {file for file, tree in trees().items() if name in names_used(tree)}

    assert users == HOMES[name]


def test_no_queryset_is_made_without_a_manager() -> None:
    made = {file: querysets_made(tree) for file, tree in trees().items()}

    assert len(made) > 50
    assert {file: calls for file, calls in made.items() if calls} == {}


def test_a_queryset_made_without_a_manager_would_be_found() -> None:
    assert querysets_made(ast.parse("rows = models.QuerySet(Scenario).all()")) == [
        "models.QuerySet"
    ]
