"""The desk's own pages and scripts: nothing in them needs a lax content security policy."""

import re
from pathlib import Path

import pytest

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
