"""What the API's answers about a configuration look like, for its documentation."""

from typing import Any

COMPANY_ID = "7f8d6a52-6a0b-4c52-9d3a-0a4e5f1d2c3b"
TEMPLATE_ID = "0b6f7c1e-4b1a-4f6e-8f0a-2d9c3e5a7b41"

SCENARIO_SENT: dict[str, Any] = {
    "key": "drain_camera",
    "name": "Drain camera",
    "triggers": ["can you put a camera down my drain"],
    "quickReplies": ["We do; a camera inspection is {cameraprice}."],
}
SCENARIO: dict[str, Any] = {
    **SCENARIO_SENT,
    "category": "own",
    "status": "live",
    "priority": 0,
    "regexTriggers": [],
    "negativeTriggers": ["do you sell cameras"],
    "fullReplies": [],
    "isEmergency": False,
    "minScore": None,
    "language": "en-US",
    "channel": "any",
    "cooldownTurns": 0,
    "preconditions": {},
    "effects": {},
    "followUp": "offer_booking",
    "behaviour": "",
    "actionHooks": [],
    "hookParameters": {},
    "replyWeights": {},
    "entities": [{"name": "day", "type": "date", "required": True, "prompt": "Which day?"}],
    "testPhrases": ["could you film inside the pipe"],
    "origin": "company",
    "changedFields": [],
}
VARIABLES = {"companyName": "Joe's Plumbing", "servicecallprice": "$125"}
FILLER_WORDS = {"inherited": ["um", "uh"], "custom": ["basically"]}
URGENCY_KEYWORDS = {
    "inherited": [{"word": "flooding", "weight": 0.9}],
    "custom": [{"word": "asap", "weight": 0.6}],
}
DEFINITION = {
    "name": "servicecallprice",
    "label": "Service call price",
    "type": "money",
    "required": True,
    "category": "pricing",
    "example": "$125",
}
CONFIGURATION = {
    "companyId": COMPANY_ID,
    "companyName": "Joe's Plumbing",
    "clonedFrom": "plumbing",
    "clonedFromVersion": 3,
    "clonedAt": "2026-11-02T09:30:00Z",
    "variables": VARIABLES,
    "variableDefinitions": [DEFINITION],
    "fillerWords": FILLER_WORDS,
    "urgencyKeywords": URGENCY_KEYWORDS,
    "scenarios": [SCENARIO],
    "version": 12,
}
SYNC_REPORT = {
    "companyId": COMPANY_ID,
    "fromVersion": 3,
    "toVersion": 4,
    "added": ["sump_pump"],
    "updated": ["warranty"],
    "removed": [],
    "kept": ["greeting"],
    "conflicts": [
        {
            "key": "greeting",
            "reason": "both_changed",
            "resolution": "keep",
            "fields": ["quickReplies"],
        }
    ],
}
SYNC_PREVIEW = {
    **SYNC_REPORT,
    "differences": {
        "warranty": {
            "quickReplies": {
                "before": ["Our work has a warranty."],
                "after": ["Our work has a warranty of {warrantyperiod}."],
            }
        }
    },
}
CHANGE = {
    "version": 12,
    "at": "2026-11-02T09:30:00Z",
    "actor": "owner@example.com",
    "action": "variables_changed",
    "details": {"names": ["servicecallprice"]},
}
TEMPLATE = {
    "id": TEMPLATE_ID,
    "key": "plumbing",
    "name": "Plumbing",
    "version": 4,
    "industry": "plumbing",
    "scenarioCount": 58,
}
