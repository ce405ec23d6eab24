"""A setting that makes no sense stops the start with one line that names it."""

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from limits import RateLimitItemPerMinute, parse

from clientsvia import environment, machine

Check = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).resolve().parents[2]
KEY = b64encode(b"k" * 32).decode()

NONSENSE = [
    {"DEBUG": "maybe"},
    {"PORT": "http"},
    {"PORT": "0"},
    {"PORT": "65536"},
    {"PUBLIC_BASE_URL": "example.com"},
    {"PUBLIC_BASE_URL": "ftp://example.com"},
    {"PUBLIC_BASE_URL": "https://example.com/path"},
    {"PUBLIC_BASE_URL": "https://user@example.com"},
    {"PUBLIC_BASE_URL": "https://example.com:99999"},
    {"PUBLIC_BASE_URL": "https://["},
    {"ELEVENLABS_URL": "api.elevenlabs.io"},
    {"ELEVENLABS_URL": "https://api.elevenlabs.io/v1"},
    {"DATABASE_URL": "nonsense"},
    {"DATABASE_URL": "mysql://host/name"},
    {"DATABASE_URL": "postgres://host:port/name"},
    {"STAFF_DATABASE_URL": "nonsense"},
    {"OWNER_DATABASE_URL": "postgres://owner@host/another"},
    {"REPLICA_DATABASE_URL": "postgres://b@host/name", "DATABASE_URL": "postgres://a@host/name"},
    {"REDIS_URL": "localhost:6379"},
    {"REDIS_URL": "redis://localhost:port"},
    {"REDIS_URL": "redis+cluster://localhost:7000,localhost:port"},
    {"ENCRYPTION_KEYS": "short"},
    {"ENCRYPTION_KEYS": "ключ"},
    {"ENCRYPTION_KEYS": f"{KEY},dG9vIHNob3J0"},
    {"ENCRYPTION_KEYS": ","},
    {"RATE_USER": "lots"},
    {"RATE_USER": "0/m"},
    {"RATE_SIGN_IN": "10"},
    {"RATE_SIGN_IN": "10/fortnight"},
    {"PROXIES": "-1"},
    {"PROXIES": "one"},
    {"LOG_LEVEL": "loud"},
    {"SMS_PROVIDER": "pigeon"},
    {"MATCHING_ENCODER": "bert"},
    {"MATCHING_ENCODER": "MiniLM!"},
    {"VAR_DIR": "/dev/null/var"},
    {"SECRET_KEY_FILE": "/dev/null/nowhere"},
    {"DEBUG": "off", "SECRET_KEY": "", "ENCRYPTION_KEYS": KEY},
    {"ENCRYPTION_KEYS": "", "DEBUG": "off", "SECRET_KEY": "a secret"},
]
SENSE = [
    {"DEBUG": "off", "SECRET_KEY": "a long enough secret", "ENCRYPTION_KEYS": KEY},
    {"ENCRYPTION_KEYS": f"{KEY}, {b64encode(b'>?' * 16).decode().translate({43: 45, 47: 95})}"},
    {"PUBLIC_BASE_URL": "https://phone.example.com:8443/", "PORT": " 9000 ", "DEBUG": "TRUE"},
    {"DATABASE_URL": "sqlite:///relative.sqlite3", "REDIS_URL": "rediss://user:pw@host:6380/1"},
    {"RATE_USER": "100/s", "RATE_SIGN_IN": "5/day", "PROXIES": "2"},
    {"REDIS_URL": "redis+cluster://user:pw@one:7000,two:7001,three:7002"},
]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Return what runs `manage.py check` with these settings and no others."""
    return partial(run, "manage.py", "check", var=tmp_path)


@pytest.fixture
def load(tmp_path: Path) -> Check:
    """Return what reads these settings and no others, and does nothing more."""
    return partial(run, "-c", "import clientsvia.settings", var=tmp_path)


def run(*command: str, given: dict[str, str], var: Path) -> subprocess.CompletedProcess[str]:
    """Run Python with an environment of these settings."""
    bare = {"PATH": os.environ["PATH"], "DEBUG": "on", "VAR_DIR": str(var)}
    return subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, *command],
        cwd=ROOT,
        env={**bare, **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("given", NONSENSE, ids=str)
def test_nonsense_stops_the_start_with_one_line_that_names_it(
    given: dict[str, str], check: Check
) -> None:
    named = next(name for name in given if name != "DEBUG" or len(given) == 1)

    ended = check(given=given)

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"Settings: {named} ")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("given", SENSE, ids=str)
def test_what_makes_sense_is_read(given: dict[str, str], load: Check) -> None:
    ended = load(given=given)

    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_defaults_start(check: Check) -> None:
    ended = check(given={})

    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_secret_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "token"
    file.write_text("from-the-file\n")
    monkeypatch.setenv("TWILIO_AUTH_TOKEN_FILE", str(file))
    monkeypatch.delenv("TWILIO_AUTH_TOKEN", raising=False)

    assert environment.secret("TWILIO_AUTH_TOKEN") == "from-the-file"


@pytest.mark.parametrize(
    ("given", "file"), [("", "nowhere"), ("", "."), ("beside it", "token")], ids=str
)
def test_a_secret_that_is_no_file_or_is_given_twice_is_refused(
    given: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text("secret")
    monkeypatch.setenv("METRICS_TOKEN_FILE", str(tmp_path / file))
    monkeypatch.setenv("METRICS_TOKEN", given)

    with pytest.raises(ImproperlyConfigured, match=r"^METRICS_TOKEN_FILE must [^\n]*$") as refused:
        environment.secret("METRICS_TOKEN")

    assert "beside it" not in str(refused.value)


@pytest.mark.parametrize(
    ("share", "wanted"), [("max 100000", 8), ("150000 100000", 2), ("50000 100000", 1), (None, 8)]
)
def test_a_container_counts_the_processors_that_it_was_given(
    share: str | None, wanted: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "CONTAINERS_SHARE", tmp_path / "cpu.max")
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)))
    (tmp_path / "cpu.max").write_text(share or "")

    assert machine.processors() == wanted


@pytest.mark.parametrize("period", ["m", "min", "minute"])
def test_a_rate_may_name_its_period_short_or_whole(
    period: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RATE_USER", f"30/{period}")

    assert parse(environment.rate("RATE_USER", "1200/m")) == RateLimitItemPerMinute(30)


@pytest.mark.parametrize(
    ("given", "name"), [({}, "minilm"), ({"MATCHING_ENCODER": "static"}, "static")], ids=str
)
def test_the_engine_encodes_with_what_the_settings_name(
    given: dict[str, str], name: str, tmp_path: Path
) -> None:
    chosen = "from matching.engine.encoders.choice import _chosen; print(_chosen)"
    started = f"import django; django.setup(); {chosen}"
    settings = {"DJANGO_SETTINGS_MODULE": "clientsvia.settings", **given}

    ended = run("-c", started, given=settings, var=tmp_path)

    assert (ended.stdout, ended.stderr) == (f"{name}\n", "")


def test_an_unset_thread_count_is_one_and_a_given_one_stays(tmp_path: Path) -> None:
    told = "import clientsvia.settings, os; print(os.environ['OPENBLAS_NUM_THREADS'])"

    unset = run("-c", told, given={}, var=tmp_path)
    given = run("-c", told, given={"OPENBLAS_NUM_THREADS": "2"}, var=tmp_path)

    assert (unset.stdout, given.stdout) == ("1\n", "2\n")


def test_a_secret_is_made_once_while_debugging_and_kept(load: Check, tmp_path: Path) -> None:
    load(given={})
    made = (tmp_path / "secret_key").read_text(), (tmp_path / "encryption_keys").read_text()
    load(given={})

    assert made == (
        (tmp_path / "secret_key").read_text(),
        (tmp_path / "encryption_keys").read_text(),
    )
    assert made[0] != made[1]
    assert {path.name for path in tmp_path.iterdir()} == {"secret_key", "encryption_keys"}


def test_a_kept_secret_is_for_its_owners_eyes(load: Check, tmp_path: Path) -> None:
    load(given={})

    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_nothing_secret_is_told_by_a_refusal(check: Check) -> None:
    ended = check(given={"ENCRYPTION_KEYS": "a-secret-that-is-no-key"})

    assert ended.returncode == 1
    assert "a-secret" not in ended.stderr


PRODUCTION = {
    "DEBUG": "off",
    "SECRET_KEY": b64encode(bytes(range(48))).decode(),
    "ENCRYPTION_KEYS": KEY,
    "PUBLIC_BASE_URL": "https://phone.example.com",
    "ALLOWED_HOSTS": "phone.example.com",
}


def test_django_has_nothing_to_say_against_production(tmp_path: Path) -> None:
    deploy = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")

    ended = run(*deploy, given=PRODUCTION, var=tmp_path)

    assert (ended.returncode, ended.stderr) == (0, "")


def test_cookies_of_production_are_this_hosts_alone(tmp_path: Path) -> None:
    named = "from clientsvia.settings import *; print(SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, "
    told = f"{named}SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, REQUIRE_SECOND_FACTOR)"

    ended = run("-c", told, given=PRODUCTION, var=tmp_path)

    assert ended.stdout == "__Host-sessionid __Host-csrftoken True True True\n"
