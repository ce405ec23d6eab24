"""Makes the picture of the phone in docs/desk.md: `pytest tests/browser/screenshot_phone.py`."""

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from telephony.demo import create_demo
from tenants.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURE = Path(__file__).parents[2] / "docs" / "screenshots" / "phone.png"


def test_the_phone(page: Page, staff: User) -> None:
    call_command("load_brain", verbosity=0)
    joe, _ = create_demo()
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(f"/phone/{joe}")
    page.get_by_role("button", name="Call").click()
    talk = page.get_by_role("log", name="Conversation")
    for said in ("um what would a visit cost me", "yes", "ok and when are you guys open"):
        page.get_by_label("What the caller says").fill(said)
        page.keyboard.press("Enter")
        expect(talk.get_by_text(said, exact=True).last).to_be_visible(timeout=60_000)
    page.screenshot(path=PICTURE, animations="disabled", caret="hide")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Keypad").click()
    page.screenshot(path="/tmp/enc/phone-small.png")
