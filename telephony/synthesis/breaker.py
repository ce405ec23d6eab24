"""Whether a company's synthesiser is worth a try: after failures in a row, none is for a while."""

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from uuid import UUID

MOST_FAILURES = 3
REST_SECONDS = 30.0


@dataclass
class Breaker:
    """Counts failures in a row, for each company apart: one's wrong key is no other's trouble."""

    failures: dict[UUID, int] = field(default_factory=dict)
    rests_until: dict[UUID, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def lets_try(self, company_id: UUID) -> bool:
        """Return whether to try; after a rest one try is let through before the next rest."""
        with self.lock:
            if self.failures.get(company_id, 0) < MOST_FAILURES:
                return True
            if monotonic() < self.rests_until[company_id]:
                return False
            self.rests_until[company_id] = monotonic() + REST_SECONDS
            return True

    def failed(self, company_id: UUID) -> None:
        """Count a failure; the third in a row begins a rest."""
        with self.lock:
            self.failures[company_id] = self.failures.get(company_id, 0) + 1
            self.rests_until[company_id] = monotonic() + REST_SECONDS

    def succeeded(self, company_id: UUID) -> None:
        """Begin to count anew."""
        with self.lock:
            self.failures.pop(company_id, None)
            self.rests_until.pop(company_id, None)
