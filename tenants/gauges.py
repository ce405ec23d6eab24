"""What is counted of the cache, the limits, and the servers that this one rests on."""

from prometheus_client import Counter, Gauge

CACHE_READS = Counter(
    "clientsvia_cache_reads",
    "Reads of a company's cache: a hit, or a miss where nothing of this version was there.",
    ["name", "outcome"],
)
REFUSALS = Counter(
    "clientsvia_overload_refusals", "Requests that were refused, by the limit they met.", ["limit"]
)
REPLICA_ANSWERS = Counter(
    "clientsvia_replica_answers",
    "Lists and figures asked of the replica: answered there, or why the primary answered.",
    ["outcome"],
)
AWAY = Gauge(
    "clientsvia_away",
    "Workers that leave a server alone which does not answer.",
    ["server"],
    multiprocess_mode="livesum",
)
