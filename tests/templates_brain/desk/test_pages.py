"""The desk's own pages and scripts: who may see them, and that no policy need be lax for them."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from templates_brain.models import Scenario, TemplateVersion
from tenants.models import Company, User
from tests.desk import Desk

PAGES = Path("clientsvia/templates/desk")
SCRIPTS = Path("clientsvia/static/desk")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=[\"']|javascript:")
WRITES_MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(")


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.stem)
def test_a_page_has_no_script_and_no_style_inside(page: Path) -> None:
    assert not INLINE.search(page.read_text())


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.js")), ids=lambda script: script.stem)
def test_a_script_never_makes_markup_of_a_text(script: Path) -> None:
    assert not WRITES_MARKUP.search(script.read_text())


@pytest.mark.parametrize(
    "text", ["<script>x</script>", '<a onclick="x">', '<p style="x">', "<style>", "javascript:x"]
)
def test_what_is_inside_a_page_is_found(text: str) -> None:
    assert INLINE.search(text)


def test_pages_and_scripts_are_there() -> None:
    assert (PAGES / "page.html").exists()
    assert (SCRIPTS / "try.js").exists()


@pytest.mark.parametrize(
    ("page", "permission"),
    [
        ("publish", "templates_brain.add_templateversion"),
        ("clone", "templates_brain.change_scenario"),
        ("sync", "templates_brain.change_scenario"),
        ("undo", "templates_brain.change_scenario"),
    ],
)
def test_an_operator_needs_the_permission_for_what_a_page_does(
    page: str,
    permission: str,
    desk: Desk,
    copy: Scenario,
    company: Company,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = _url_of(page, desk, company)
    assert desk.client.post(url).status_code in (200, 302)
    monkeypatch.setattr(User, "has_perm", lambda user, perm, obj=None: perm != permission)
    assert desk.client.post(url).status_code == 403


def _url_of(page: str, desk: Desk, company: Company) -> str:
    version = TemplateVersion.objects.get()
    pages = {
        "publish": desk.page_url(version.template, "publish"),
        "clone": desk.page_url(version, "clone"),
        "sync": reverse("admin:templates_brain_provenance_sync", args=[company.pk]),
        "undo": reverse("admin:templates_brain_provenance_undo", args=[company.pk]),
    }
    return pages[page]
