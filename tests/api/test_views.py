"""The page on adding an endpoint tells of every view what the code has."""

import pytest

from tenants.view_checks import routed_views
from tests.api.views import HEAD, PAGE, table, table_on_the_page


def test_the_table_of_views_is_the_codes() -> None:
    assert table_on_the_page() == table(), "The views changed: run `make schema` and commit."


def test_the_table_has_a_row_for_each_view() -> None:
    rows = table().removeprefix(HEAD).splitlines()

    assert len(rows) == len([one for one in routed_views() if "spectacular" not in str(one.view)])
    assert "| SyncView | `/configuration/sync` |  | owner | company | profile, readiness |" in rows


@pytest.mark.parametrize(
    "step",
    ["Model", "Factory", "Serializer", "View", "URL", "Rule", "Outsider", "Schema", "Changelog"],
)
def test_the_recipe_has_each_step(step: str) -> None:
    assert f". **{step}.** " in PAGE.read_text()
