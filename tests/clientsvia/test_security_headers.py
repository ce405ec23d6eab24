"""What every answer tells the browser, pages and API, errors too."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.desk import Desk
from tests.factories import PASSWORD, StaffFactory
from tests.isolation.paths import NOBODY

pytestmark = pytest.mark.django_db

PHONE = f"/phone/{NOBODY}"
PATHS = (
    "/", "/invitation", PHONE, "/api/docs", "/api/schema", "/api/nowhere", "/nowhere",
    f"/api/company/{NOBODY}/configuration", "/admin/login/", "/health/live",
    "/api/twilio/fallback",
)  # fmt: skip
STRICT = {
    "default-src": "'none'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy_of(answer: Any) -> dict[str, str]:
    """Return the content policy by directive."""
    parts = [part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";")]
    return {name: sources for name, _, sources in parts}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_keeps_the_browser_in(path: str, client: Client) -> None:
    answer = client.get(path)

    assert policy_of(answer).items() >= STRICT.items()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert ("microphone=(self)" in answer["Permissions-Policy"]) == (path == PHONE)


@pytest.mark.parametrize("path", ["/", "/invitation", PHONE, "/api/docs"])
def test_a_page_runs_no_script_of_its_own_text(path: str, client: Client) -> None:
    policy = policy_of(client.get(path))

    assert "unsafe" not in str(policy)
    assert policy["script-src"].split()[0] == "'self'"


def test_a_nonce_is_good_for_one_answer(client: Client) -> None:
    first, second = (policy_of(client.get("/"))["style-src"] for _ in range(2))

    assert first.startswith("'self' 'nonce-")
    assert first != second


def test_only_the_desk_has_room_for_its_scripts() -> None:
    policy = policy_of(Desk(StaffFactory()).client.get("/admin/"))

    assert policy["script-src"] == "'self' 'unsafe-eval'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy.items() >= STRICT.items()


def test_cookies_are_out_of_scripts_reach_and_end_with_the_browser() -> None:
    client, staff = Client(), StaffFactory()
    client.get("/admin/login/")
    client.post("/admin/login/", {"username": staff.email, "password": PASSWORD})

    cookies = [client.cookies["csrftoken"], client.cookies["sessionid"]]

    assert [cookie["httponly"] for cookie in cookies] == [True, True]
    assert [cookie["samesite"] for cookie in cookies] == ["Lax", "Lax"]
    assert [cookie["max-age"] for cookie in cookies][1] == ""
    assert settings.SESSION_COOKIE_AGE <= 12 * 60 * 60
