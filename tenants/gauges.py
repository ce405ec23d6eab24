"""What is counted of the cache and the limits."""

from prometheus_client import Counter

CACHE_READS = Counter(
    "clientsvia_cache_reads",
    "Reads of a company's cache: a hit, or a miss where nothing of this version was there.",
    ["name", "outcome"],
)
REFUSALS = Counter(
    "clientsvia_overload_refusals", "Requests that were refused, by the limit they met.", ["limit"]
)
