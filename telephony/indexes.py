"""Indexes built beside the calls: while one is being built, the one before answers."""

import hashlib
import json
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from logging import getLogger
from typing import Any

from matching.engine import Catalog, CatalogError, Index, build_index
from telephony.gauges import INDEX_SECONDS

logger = getLogger(__name__)

PATIENCE_SECONDS = 0.05
"""How long a turn waits for a new index before the one of the version before answers."""

ALIKE_MAX = 16
"""How many different copies' indexes are held for the next company with the same one."""

OWN = frozenset({"qnas", "thresholds"})
"""What in a catalog is a company's own, whatever template it copies."""

_alike: OrderedDict[str, Index] = OrderedDict()  # of the builder's one thread

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


@INDEX_SECONDS.time()
def _built(company_id: str, catalog: dict[str, Any], older: Index | None) -> Index:
    """Return the index; one pattern that the engine refuses costs the patterns, not the company."""
    key = _shared_part(catalog)
    alike = _alike.get(key)
    try:
        index = build_index(_catalog_of(catalog, alike), previous=older or alike)
    except CatalogError:
        logger.exception("patterns_left_out", extra={"company": company_id})
        return build_index(Catalog.from_document(_without_patterns(catalog)), previous=older)
    _remember_alike(key, index)
    return index


def _catalog_of(document: dict[str, Any], alike: Index | None) -> Catalog:
    """Return the catalog; what another copy has to the letter is read once and held once."""
    if alike is None:
        return Catalog.from_document(document)
    own = Catalog.from_document(
        {"qnas": [], **{name: document[name] for name in OWN & {*document}}}
    )
    return replace(alike.catalog, qnas=own.qnas, thresholds=own.thresholds)


def _shared_part(catalog: dict[str, Any]) -> str:
    """Return what catalogs have in common whose scenarios and words are the same to the letter."""
    part = {name: value for name, value in catalog.items() if name not in OWN}
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()


def _remember_alike(key: str, index: Index) -> None:
    """Hold the index for other companies of the same copy, without the company's own questions."""
    if key not in _alike:
        _alike[key] = build_index(replace(index.catalog, qnas=()), previous=index)
    _alike.move_to_end(key)
    if len(_alike) > ALIKE_MAX:
        _alike.popitem(last=False)


def _without_patterns(catalog: dict[str, Any]) -> dict[str, Any]:
    scenarios = [{**scenario, "regexTriggers": []} for scenario in catalog["scenarios"]]
    return {**catalog, "scenarios": scenarios}
