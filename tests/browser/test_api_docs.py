"""The API's interactive pages, in a real browser and with nothing from anywhere else."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_pages_show_an_operation_and_ask_nobody_but_us(
    page: Page, live_server: LiveServer
) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda told: complaints.append(f"{told.type}: {told.text}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto("/api/docs")
    page.get_by_role("button", name="GET /api/templates").first.click()

    expect(page.get_by_text("Too many requests of this user").first).to_be_visible()
    elsewhere = [url for url in asked if not url.startswith((live_server.url, "data:"))]
    assert elsewhere == []
    assert complaints == []
