"""A reload waits for the new workers, and leaves gunicorn none to start."""

import os
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from clientsvia import reloading
from clientsvia.reloading import replace_workers, tell_ready


def server_that(starts: Callable[[list[int]], None]) -> SimpleNamespace:
    """Return what a reload knows of gunicorn's master; a worker has the pipe's end of its own."""

    def spawn_worker() -> None:
        (ready,) = reloading._ready_pipe
        starts([os.dup(ready)])

    return SimpleNamespace(cfg=Config(), spawn_worker=spawn_worker)


def test_it_ends_once_each_new_worker_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[int] = []
    select = reloading.select.select
    monkeypatch.setattr(reloading.select, "select", lambda *a: waited.append(1) or select(*a))
    server = server_that(answer)

    replace_workers(server, 3)

    assert len(waited) == 3
    assert server.cfg.workers == 0


def test_it_does_not_wait_for_a_worker_that_died() -> None:
    server = server_that(lambda pipe: os.close(pipe[0]))

    replace_workers(server, 2)

    assert server.cfg.workers == 0


def test_a_worker_that_nobody_waits_for_tells_nothing() -> None:
    tell_ready()

    assert reloading._ready_pipe == []


def answer(pipe: list[int]) -> None:
    """Do what a worker does that is ready."""
    os.write(pipe[0], b".")
    os.close(pipe[0])
