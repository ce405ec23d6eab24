"""The answering engine: plain Python from a catalog and an utterance to a decision."""

from matching.engine.catalog import (
    Catalog,
    CatalogError,
    Intent,
    Question,
    Synonym,
    Thresholds,
    UrgencyKeyword,
)
from matching.engine.decide import Decision, accept, decide
from matching.engine.emergencies import Emergency, detect_emergency
from matching.engine.explain import explain
from matching.engine.index import Index, build_index
from matching.engine.normalise import Heard, normalise
from matching.engine.trace import recompute

__all__ = [
    "Catalog",
    "CatalogError",
    "Decision",
    "Emergency",
    "Heard",
    "Index",
    "Intent",
    "Question",
    "Synonym",
    "Thresholds",
    "UrgencyKeyword",
    "accept",
    "build_index",
    "decide",
    "detect_emergency",
    "explain",
    "normalise",
    "recompute",
]
