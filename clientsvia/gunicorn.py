"""The production server's settings; `make serve` and the image use the same."""

import sys

from django.core.exceptions import ImproperlyConfigured

try:
    from clientsvia import settings
except ImproperlyConfigured as error:
    sys.exit(f"Settings: {error}")

bind = f"0.0.0.0:{settings.PORT}"
workers = settings.WORKERS
worker_class = "gthread"
threads = 4
timeout = 14
graceful_timeout = 14
keepalive = 65
max_requests = 50_000
max_requests_jitter = 5_000
accesslog = None
control_socket_disable = True
