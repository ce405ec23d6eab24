"""What is counted and timed of calls, texts and the journal."""

from prometheus_client import Counter, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 15)
_CALL_SECONDS = (5, 15, 30, 60, 120, 300, 600, 1800)

WEBHOOK_SECONDS = Histogram(
    "clientsvia_webhook_seconds",
    "From a signed delivery of Twilio's to its answer.",
    ["webhook"],
    buckets=_SECONDS,
)
STAGE_SECONDS = Histogram(
    "clientsvia_stage_seconds", "The stages of a turn.", ["stage"], buckets=_SECONDS
)
REFUSED = Counter(
    "clientsvia_webhooks_refused", "Deliveries without a right signature.", ["webhook"]
)
STOPGAPS = Counter(
    "clientsvia_stopgaps",
    "Deliveries answered from memory or by a constant, because the answer broke.",
    ["answered_by"],
)
TURNS = Counter("clientsvia_turns", "Answered turns of calls, by kind.", ["kind", "company"])
CALL_SECONDS = Histogram(
    "clientsvia_call_seconds",
    "How long calls lasted, by how they ended.",
    ["outcome"],
    buckets=_CALL_SECONDS,
)
INDEX_SECONDS = Histogram(
    "clientsvia_index_build_seconds", "How long indexes took to be built.", buckets=_SECONDS
)
JOURNAL = Counter(
    "clientsvia_journal_entries",
    "What was written to the journal, could not be, or became of it later.",
    ["fate"],
)
TEXTS = Counter("clientsvia_texts", "Text messages, by what became of a try.", ["status"])
