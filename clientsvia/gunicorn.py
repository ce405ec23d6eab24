"""The production server's settings; `make serve` and the image use the same."""

import os

bind = f"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"  # noqa: S104  behind a proxy
workers = int(os.environ.get("WORKERS", "2"))
threads = int(os.environ.get("THREADS", "4"))
worker_class = "gthread"
timeout = 14
graceful_timeout = 14
keepalive = 65
max_requests = 50_000
max_requests_jitter = 5_000
accesslog = None
