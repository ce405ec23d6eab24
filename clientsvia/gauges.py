"""What is counted of the processes themselves."""

from prometheus_client import Counter, Gauge

CUT_OFF = Counter(
    "clientsvia_cut_off",
    "Requests that were stopped at their limit, and workers replaced because one did not stop.",
    ["what"],
)
WORKERS = Gauge(
    "clientsvia_workers", "Processes that answer requests.", multiprocess_mode="livesum"
)
THREADS = Gauge(
    "clientsvia_threads", "Requests that can be answered at once.", multiprocess_mode="livesum"
)
THREADS_BUSY = Gauge(
    "clientsvia_threads_busy", "Requests that are being answered.", multiprocess_mode="livesum"
)
WORKER_MEMORY = Gauge(
    "clientsvia_worker_memory_bytes",
    "Memory that a worker holds of its own or shares.",
    multiprocess_mode="liveall",
)
DATABASE_CONNECTIONS = Gauge(
    "clientsvia_database_connections",
    "Connections in the workers' pools, by what they do.",
    ["state"],
    multiprocess_mode="livesum",
)
DATABASE_CONNECTIONS_MAX = Gauge(
    "clientsvia_database_connections_max",
    "Connections that the workers' pools may have.",
    multiprocess_mode="livesum",
)
DATABASE_WAITING = Gauge(
    "clientsvia_database_waiting",
    "Requests that wait for a connection of their worker's pool.",
    multiprocess_mode="livesum",
)
