"""The trace of a decision: why it fell as it did, and the decision worked out from it again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from matching.engine.emergencies import Emergency
from matching.engine.normalise import Heard
from matching.engine.parts import EXACT_SCORE, Parts, score
from matching.engine.ranking import Ranked, choose, rank

Trace = dict[str, Any]
MOST_BYTES = 4_000
MOST_TEXT_BYTES = 400
MOST_WORDS = 8
CANDIDATES_TRACED = (3, 2, 1)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a decision was made of; `emergency_id` is the scenario that answers one."""

    text: str
    heard: Heard
    emergency: Emergency | None
    emergency_id: str | None
    urgency_words: tuple[tuple[str, float], ...]
    qnas: Sequence[Ranked]
    scenarios: Sequence[Ranked]
    thresholds: Mapping[str, float]


def build_trace(findings: Findings, reason: str) -> Trace:
    """A JSON object of at most MOST_BYTES, escaped to ASCII, that `recompute` understands."""
    traces = (_trace(findings, reason, most) for most in CANDIDATES_TRACED)
    fitting = (trace for trace in traces if len(json.dumps(trace)) <= MOST_BYTES)
    return next(fitting, None) or _trace(findings, reason, CANDIDATES_TRACED[-1])


def recompute(trace: Mapping[str, Any]) -> tuple[str, str | None, float]:
    """The kind, id and score of a decision, from nothing but its trace."""
    emergency = trace["emergency"]
    if emergency and emergency["id"] is not None:
        return "scenario", emergency["id"], EXACT_SCORE
    return choose(rank(_restored(trace["qnas"])), rank(_restored(trace["scenarios"])))


def _trace(findings: Findings, reason: str, most: int) -> Trace:
    return {
        "heard": _clip(findings.text),
        "words": _clip(findings.heard.text),
        "stripped": [_clip(word, 40) for word in findings.heard.stripped[:MOST_WORDS]],
        "emergency": _emergency(findings),
        "urgency": [[_clip(word, 40), weight] for word, weight in findings.urgency_words][
            :MOST_WORDS
        ],
        "thresholds": dict(findings.thresholds),
        "qnas": [_entry(one) for one in _leading(findings.qnas, most)],
        "scenarios": [_entry(one) for one in _leading(findings.scenarios, most)],
        "reason": reason,
    }


def _emergency(findings: Findings) -> dict[str, Any] | None:
    if findings.emergency is None:
        return None
    return {**asdict(findings.emergency), "id": findings.emergency_id}


def _leading(ranked: Sequence[Ranked], most: int) -> list[Ranked]:
    answer = next((one for one in ranked if one.is_answer), None)
    leading = list(ranked[:most])
    return leading if answer is None or answer in leading else [*leading, answer]


def _entry(one: Ranked) -> dict[str, Any]:
    parts = {name: value for name, value in asdict(one.parts).items() if value}
    return {
        "id": one.id,
        "score": one.score,
        "needs": one.needs,
        "priority": one.priority,
        "order": one.order,
        "parts": parts,
    }


def _restored(entries: Sequence[Mapping[str, Any]]) -> list[Ranked]:
    return [_ranked(entry, Parts(**entry["parts"])) for entry in entries]


def _ranked(entry: Mapping[str, Any], parts: Parts) -> Ranked:
    return Ranked(
        id=entry["id"],
        score=score(parts),
        parts=parts,
        needs=entry["needs"],
        priority=entry["priority"],
        order=entry["order"],
    )


def _clip(text: str, most: int = MOST_TEXT_BYTES) -> str:
    clipped = text[:most]
    while len(json.dumps(clipped)) > most:
        clipped = clipped[: len(clipped) * 3 // 4]
    return clipped
