"""The table of views in `docs/adding-an-endpoint.md`, as the code has it: `make schema`."""

import re
from pathlib import Path

from django.conf import settings
from rest_framework.permissions import SAFE_METHODS, AllowAny

from tenants.view_checks import Routed, routed_views
from tenants.views.company import CompanyView

PAGE = Path(settings.BASE_DIR) / "docs" / "adding-an-endpoint.md"
HEAD = "| view | path | reads | writes | scope | forgets |\n| --- | --- | --- | --- | --- | --- |\n"
_TABLE = re.compile(r"(?<=<!-- views -->\n).*(?=<!-- end of views -->)", re.S)
_COMPANY = "/api/company/<uuid:company_id>"


def table() -> str:
    """Return a row for each view: who may use it, in which scope, and what its writes forget."""
    ours = [one for one in routed_views() if not one.view.__module__.startswith("drf_spectacular")]
    return HEAD + "".join(f"| {' | '.join(_cells(one))} |\n" for one in ours)


def table_on_the_page() -> str:
    """Return the table as the page has it."""
    found = _TABLE.search(PAGE.read_text())
    return found[0] if found else ""


def write_table() -> None:
    """Put the code's table in the place of the page's."""
    PAGE.write_text(_TABLE.sub(lambda _: table(), PAGE.read_text()))


def _cells(one: Routed) -> list[str]:
    path = one.path.removeprefix(_COMPANY)
    if not issubclass(one.view, CompanyView):
        who = "anyone" if AllowAny in one.view.permission_classes else "any user"
        return [one.view.__name__, f"`{path}`", *_if_used(one, who, who), "none", ""]
    roles = _if_used(one, one.view.read_role, one.view.write_role)
    forgotten = (", ".join(one.view.forgets) or "nothing") if one.writes else ""
    return [one.view.__name__, f"`{path}`", *roles, "company", forgotten]


def _if_used(one: Routed, reader: str, writer: str) -> list[str]:
    reads = any(hasattr(one.view, verb.lower()) for verb in SAFE_METHODS if verb != "OPTIONS")
    return [str(reader) if reads else "", str(writer) if one.writes else ""]
