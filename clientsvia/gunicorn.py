"""The production server's settings; `make serve` and the image use the same."""

import os
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured

try:
    from clientsvia import settings
    from clientsvia.metric_files import forget_process, gather_in
    from clientsvia.reloading import replace_workers, tell_ready
    from clientsvia.worker import begin_work, leave_to_forks, refuse_open_roles
except ImproperlyConfigured as error:
    sys.exit(f"Settings: {error}")

bind = f"0.0.0.0:{settings.PORT}"
preload_app = True
leave_to_forks()
gather_in(settings.VAR_DIR / "metrics" / str(settings.PORT))
workers = settings.WORKERS
worker_class = "gthread"
threads = settings.THREADS
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  as gunicorn advises
timeout = 14
graceful_timeout = 14
keepalive = 65
max_requests = 50_000
max_requests_jitter = 5_000
accesslog = None
logconfig_dict = settings.LOGGING
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Refuse to serve with roles that would see every company's rows."""
    refuse_open_roles()


def post_worker_init(worker: Any) -> None:
    """Begin to work in the fork: the code was loaded before it, so one that died is soon replaced.

    Importing the code costs five times the processor's time of all that is left to do here.
    """
    begin_work()
    tell_ready()


def on_reload(server: Any) -> None:
    """Let new workers answer before those of before are told to stop."""
    replace_workers(server, server.cfg.workers)


def child_exit(server: Any, worker: Any) -> None:
    """Drop what a worker that has ended told of itself."""
    forget_process(worker.pid)
