"""Indexes built beside the calls: while one is being built, the one before answers."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from logging import getLogger
from typing import Any

from matching.engine import Catalog, CatalogError, Index, build_index

logger = getLogger(__name__)

PATIENCE_SECONDS = 0.05
"""How long a turn waits for a new index before the one of the version before answers."""

_builder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="index")


@dataclass(frozen=True, slots=True)
class IndexInTheMaking:
    """An index that is being built, and the one of the version before."""

    building: "Future[Index]"
    older: Index | None = None

    def get(self) -> Index:
        """Return the index, or the older one while there is no newer."""
        if self.older is None:
            return self.building.result()
        return self.within(PATIENCE_SECONDS) or self.older

    def within(self, seconds: float) -> Index | None:
        """Return the index, or the older one, if any, where it takes longer than these seconds."""
        try:
            return self.building.result(timeout=seconds)
        except TimeoutError:
            return self.older

    def newest(self) -> Index:
        """Return the index, however long it takes."""
        return self.building.result()

    def ready(self) -> Index | None:
        """Return the newest index that is there without waiting."""
        is_there = self.building.done() and self.building.exception() is None
        return self.building.result() if is_there else self.older


def begin_index(
    company_id: str, catalog: dict[str, Any], before: IndexInTheMaking | None
) -> IndexInTheMaking:
    """Begin to build the index of a catalog's document; `before` is the company's last one."""
    older = before.ready() if before else None
    return IndexInTheMaking(_builder.submit(_built, company_id, catalog, older), older)


def _built(company_id: str, catalog: dict[str, Any], older: Index | None) -> Index:
    """Return the index; one pattern that the engine refuses costs the patterns, not the company."""
    try:
        return build_index(Catalog.from_document(catalog), previous=older)
    except CatalogError:
        logger.exception("patterns_left_out", extra={"company": company_id})
    return build_index(Catalog.from_document(_without_patterns(catalog)), previous=older)


def _without_patterns(catalog: dict[str, Any]) -> dict[str, Any]:
    scenarios = [{**scenario, "regexTriggers": []} for scenario in catalog["scenarios"]]
    return {**catalog, "scenarios": scenarios}
