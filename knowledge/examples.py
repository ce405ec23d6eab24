"""What the API's answers about questions and answers look like, for its documentation."""

from typing import Any

SENT: dict[str, Any] = {
    "question": "Where is your office?",
    "alternatives": ["what is your address", "how do i get to you"],
    "answer": "We are at {address}.",
    "category": "location",
    "status": "active",
}
EXPORTED = {"id": "9d2f6c1b-3a55-4f0e-8a1d-7b6c5e4f3a21", **SENT}
ENTRY = {**EXPORTED, "updatedAt": "2026-11-02T09:30:00Z"}
WARNING = {
    "code": "empty_variable",
    "message": "{address} has no value yet, so this answer is not given.",
    "phrase": "",
    "score": None,
    "entryId": None,
    "scenarioKey": None,
}
WRITTEN = {**ENTRY, "warnings": [WARNING]}
IMPORTED = {
    "rows": 3,
    "created": 2,
    "updated": 1,
    "unchanged": 0,
    "errors": [],
    "warnings": [{"row": 2, **WARNING}],
}
CSV = (
    "id,question,alternatives,answer,category,status\r\n"
    "9d2f6c1b-3a55-4f0e-8a1d-7b6c5e4f3a21,Where is your office?,what is your address,"
    "We are at {address}.,location,active\r\n"
)
