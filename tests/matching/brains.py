"""The catalogs of the bundled trades: all their scenarios and a few answers of a company."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from matching.engine import Catalog, Index, build_index
from tests.matching.encoding import encoder_named

BRAINS = Path(__file__).resolve().parents[2] / "templates_brain" / "brains"
FIELDS = ("triggers", "regexTriggers", "negativeTriggers", "priority", "isEmergency")
OWN_ANSWERS = [
    {
        "id": "own-price",
        "question": "How much is a service call?",
        "alternatives": ["what do you charge to come out", "is the estimate free"],
    },
    {
        "id": "own-hours",
        "question": "Are you open on weekends?",
        "alternatives": ["when are you open"],
    },
    {"id": "own-dogs", "question": "Are your technicians good with dogs?"},
]


def plumbing_index() -> Index:
    """Return the index of a plumber with all bundled scenarios and some answers of its own."""
    return trade_index("plumbing")


@lru_cache(maxsize=4)
def trade_index(trade: str) -> Index:
    """Return the index of a company of a trade, or of none for the template `universal` alone."""
    documents = [_read(f"{name}.yaml") for name in dict.fromkeys(("universal", trade))]
    scenarios = {one["key"]: one for document in documents for one in document["scenarios"]}
    catalog = {
        "fillerWords": [word for document in documents for word in document["fillerWords"]],
        "urgencyKeywords": documents[0]["urgencyKeywords"],
        "qnas": OWN_ANSWERS,
        "scenarios": [_scenario(one) for one in scenarios.values()],
        "synonyms": [{"word": "commode", "means": "toilet"}],
    }
    return build_index(Catalog.from_document(catalog), encoder_named("static"))


def _read(name: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((BRAINS / name).read_text(encoding="utf-8"))
    return document


def _scenario(document: dict[str, Any]) -> dict[str, Any]:
    return {"id": document["key"], **{name: document[name] for name in FIELDS if name in document}}
