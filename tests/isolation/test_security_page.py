"""`docs/security.md` names tests that are there, for each attack and each item of a standard."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")
ATTACKS = (
    "Mass assignment", "Forged tokens", "Stale tokens", "Ids with special characters",
    "Signatures moved between parameters", "Markup in names and answers",
    "`{company.__class__}`", "`{a}` → `{b}` → `{a}`", "Formulas in CSV cells", "Import bombs",
    "Catastrophic patterns", "Zero-width and right-to-left characters", "Huge bodies",
    "Concurrent syncs", "Lost updates", "A stale cache filled after its invalidation",
    "Brute force at the sign-in", "Stored scripts in the admin", "A planted pickle",
    "`delete_pattern`", "An upsert over another's row", "`TRUNCATE` as the application",
)  # fmt: skip


def rows() -> list[str]:
    """Return the rows of the page's tables."""
    return [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]


@cache
def functions_in(file: str) -> set[str]:
    """Return the names of a file's functions."""
    tree = ast.parse((ROOT / file).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_test_that_the_page_names_is_there() -> None:
    named = NAMED.findall(PAGE.read_text())

    assert len(named) > 60
    missing = [file for file, _ in named if not (ROOT / file).is_file()]
    assert missing == []
    assert [(file, test) for file, test in named if test and test not in functions_in(file)] == []


def test_each_attack_has_its_row_with_a_test() -> None:
    with_tests = {row.split(" | ")[0].removeprefix("| ") for row in rows() if NAMED.search(row)}

    assert [attack for attack in ATTACKS if attack not in with_tests] == []


def test_no_row_of_a_standard_is_without_a_test() -> None:
    items = [row for row in rows() if re.match(r"\| (V\d|API\d)", row)]

    assert len(items) > 20
    assert [row for row in items if not NAMED.search(row)] == []
