"""A real Chromium before a real server; skipped where Chromium is missing, except in CI."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tenants.models import User
from tests.desk import sign_in_at_the_desk
from tests.factories import StaffFactory

CHROMIUM = shutil.which("chromium")
IS_CI = os.environ.get("CI") == "true"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what drives a browser where there is none; in CI it runs and fails."""
    if CHROMIUM or IS_CI:
        return
    skip = pytest.mark.skip(reason="Chromium is not installed.")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return Chromium.

    Playwright's event loop runs in this thread until it closes, and Django would take all of the
    tests' code for asynchronous: hence the variable, and the scope that ends with this folder.
    """
    assert CHROMIUM, "Chromium is not installed: apt-get install chromium"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=ARGUMENTS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Return an empty page of a browser of its own, whose paths lead to the server."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1360, "height": 900})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def staff(page: Page, live_server: LiveServer) -> User:
    """Return somebody who has signed in at the desk, before its first page."""
    user, client = StaffFactory(), Client()
    sign_in_at_the_desk(client, user)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    page.goto("/admin/")
    expect(page).to_have_title("The operators' desk | ClientsVia")
    return user
