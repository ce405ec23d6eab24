"""The files of a deployment say what the server says: settings, places, and what a caller hears."""

import re
from typing import Any

import pytest

from telephony.twiml import FALLBACK
from tests.deployment.files import NGINX, ROOT, Compose, image_command, image_health_command

GIVEN = {
    "PUBLIC_BASE_URL": "https://phone.example.com",
    "ALLOWED_HOSTS": "phone.example.com",
    **dict.fromkeys(("POSTGRES_PASSWORD", "APP_PASSWORD", "STAFF_PASSWORD"), "secret"),
}
OURS = ["web", "migrate", "chores"]
READ = re.compile(r'env\.\w+\(\s*"(\w+)"')
ROW = re.compile(r"^\| `(\w+)`", re.MULTILINE)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """Return the services of the file."""
    return dict(Compose(GIVEN).document["services"])


def settings_read() -> set[str]:
    """Return every setting that is read from the environment."""
    text = (ROOT / "clientsvia" / "settings.py").read_text()
    return {*READ.findall(text), *re.findall(r'"(\w+_DATABASE_URL)"', text)}


def test_the_settings_that_a_service_is_given_are_read_and_explained(
    services: dict[str, Any],
) -> None:
    given = {name.removesuffix("_FILE") for one in OURS for name in services[one]["environment"]}

    assert given <= settings_read()
    assert settings_read() <= {*ROW.findall((ROOT / "README.md").read_text())}


def test_what_the_file_asks_for_stands_in_the_example() -> None:
    asked = re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text())
    example = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert {*example} <= {*asked}
    assert {name for name in asked if name not in example} <= {
        "RATE_USER", "RATE_SIGN_IN", "LOG_LEVEL",
    }  # fmt: skip


@pytest.mark.parametrize("name", [*OURS, "proxy"])
def test_a_service_of_ours_can_change_nothing_of_its_image(
    name: str, services: dict[str, Any]
) -> None:
    service = services[name]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert any(place.startswith("/tmp:") for place in service["tmpfs"])  # noqa: S108


def test_every_secret_is_a_file_and_is_named(services: dict[str, Any]) -> None:
    files = Compose(GIVEN).document["secrets"]
    named = {
        value.removeprefix("/run/secrets/")
        for name, value in services["web"]["environment"].items()
        if name.endswith("_FILE")
    }

    assert named == {*services["web"]["secrets"]}
    assert {*files} == named | {*services["proxy"]["secrets"]}


def test_what_outlives_a_container_has_a_volume(services: dict[str, Any]) -> None:
    places = [volume.partition(":")[2] for volume in services["web"]["volumes"]]

    assert places == ["/app/var/journal", "/app/var/audio"]


def test_the_image_runs_the_server_and_asks_whether_it_lives() -> None:
    assert image_command() == ["gunicorn", "--config", "clientsvia/gunicorn.py", "clientsvia.wsgi"]
    assert "/health/live" in image_health_command()[-1]


def test_the_proxy_says_what_our_fallback_says() -> None:
    (said,) = re.findall(r"return 200 '(.*)';", NGINX.read_text())

    assert said.replace("\\'", "'") == FALLBACK


def test_the_proxy_has_the_limits_of_the_settings(settings: Any) -> None:
    limits = re.findall(r"client_max_body_size (\d+)m;", NGINX.read_text())

    usual, upload = (int(one) * 2**20 for one in limits)

    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < usual < settings.UPLOAD_MAX_BYTES < upload
