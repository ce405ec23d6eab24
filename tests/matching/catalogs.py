"""A small company's catalog for the engine's tests."""

from typing import Any

from matching.engine import Catalog, Index, build_index
from tests.matching.encoding import encoder_named


def document(**changes: Any) -> dict[str, Any]:
    """A valid catalog document, with some members replaced."""
    return {
        "fillerWords": ["um", "uh", "like", "basically"],
        "urgencyKeywords": [
            {"word": "asap", "weight": 0.5},
            {"word": "right away", "weight": 0.4},
        ],
        "qnas": [
            {
                "id": "drain-price",
                "question": "How much for drain cleaning?",
                "alternatives": ["what does it cost to clean a drain"],
                "answer": "$125",
            },
            {"id": "dogs", "question": "Are your technicians good with dogs?", "answer": "Yes."},
        ],
        "scenarios": [
            {
                "id": "book",
                "triggers": [
                    "i need to schedule an appointment",
                    "can i book a visit",
                    "i would like to set up an appointment",
                ],
                "negativeTriggers": ["reschedule"],
                "priority": 5,
            },
            {"id": "cancel", "triggers": ["cancel my appointment", "call off the visit"]},
            {"id": "price", "triggers": ["how much is a service call", "what do you charge"]},
            {"id": "warranty", "triggers": [], "regexTriggers": [r"\bwarrant(?:y|ies)\b"]},
            {"id": "emergency_gas", "triggers": ["i smell gas"], "isEmergency": True},
        ],
    } | changes


def index(**changes: Any) -> Index:
    """The index of that catalog."""
    return build_index(Catalog.from_document(document(**changes)))


def static_index(**changes: Any) -> Index:
    """Return that index with the encoder that costs nothing to load."""
    return build_index(Catalog.from_document(document(**changes)), encoder_named("static"))
