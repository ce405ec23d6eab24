"""The trace of a decision: why it fell as it did, and the decision worked out from it again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from matching.engine.emergencies import Emergency
from matching.engine.evidence import EXACT_SCORE, Evidence, score
from matching.engine.ranking import Ranked, choose, rank
from matching.engine.utterance import Utterance

Trace = dict[str, Any]
Conclusion = tuple[str, str | None, float]
"""A kind, an id and a score."""

MOST_BYTES = 4_000
MOST_WORD_BYTES = 40
_USUAL = asdict(Evidence())


@dataclass(frozen=True, slots=True)
class _Room:
    """How much a trace tells."""

    candidates: int
    words: int = 8
    text_bytes: int = 400


_ROOMS = (_Room(3), _Room(2), _Room(1), _Room(1, words=2, text_bytes=200))
_LEAST_ROOM = _Room(1, words=0, text_bytes=100)
"""Fits whatever is said, with ids as long as a catalog allows."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a decision was made of; `emergency_id` is the scenario that answers one.

    `exempt` are the kinds of emergency told of without being reported: none of theirs answers.
    """

    utterance: Utterance
    emergency: Emergency | None
    emergency_id: str | None
    exempt: tuple[str, ...]
    urgency_words: tuple[tuple[str, float], ...]
    qnas: Sequence[Ranked]
    scenarios: Sequence[Ranked]
    thresholds: Mapping[str, float]


def build_trace(
    findings: Findings, text: str, reason: str, also: Sequence[Conclusion] = ()
) -> Trace:
    """A JSON object of at most MOST_BYTES, escaped to ASCII, that `recompute` understands.

    `text` is the whole utterance, `findings` are of the request that is answered, and `also` is
    what the further requests in it came to.
    """
    named = [{"kind": kind, "id": name, "score": points} for kind, name, points in also]

    def told(room: _Room) -> Trace:
        heard = _clip(text, room.text_bytes)
        return {"heard": heard, "also": named, **_trace(findings, reason, room)}

    traces = map(told, _ROOMS)
    fitting = (trace for trace in traces if len(json.dumps(trace)) <= MOST_BYTES)
    return next(fitting, None) or told(_LEAST_ROOM)


def trace_of_yes(text: str, kind: str, identifier: str) -> Trace:
    """The trace of a decision that the caller made, by confirming what was asked."""
    return {
        "heard": _clip(text),
        "confirmed": {"kind": kind, "id": identifier},
        "reason": "the caller said yes to what was asked",
    }


def recompute(trace: Mapping[str, Any]) -> Conclusion:
    """The kind, id and score of a decision, from nothing but its trace."""
    if confirmed := trace.get("confirmed"):
        return confirmed["kind"], confirmed["id"], EXACT_SCORE
    emergency = trace["emergency"]
    if emergency and emergency["id"] is not None:
        return "scenario", emergency["id"], EXACT_SCORE
    ranked = [rank(_restored(trace, pool)) for pool in ("qnas", "scenarios")]
    return choose(*ranked)


def _trace(findings: Findings, reason: str, room: _Room) -> Trace:
    heard, repaired = findings.utterance.heard, findings.utterance.repaired
    return {
        "words": _clip(heard.text, room.text_bytes),
        "stripped": [_clip(word) for word in heard.stripped[: room.words]],
        "repaired": [[_clip(word) for word in pair] for pair in repaired[: room.words]],
        "encoder": findings.utterance.encoder_name,
        "emergency": _emergency(findings),
        "exempt": list(findings.exempt),
        "urgency": [[_clip(word), weight] for word, weight in findings.urgency_words[: room.words]],
        "thresholds": dict(findings.thresholds),
        "qnas": [_entry(one) for one in _leading(findings.qnas, room.candidates)],
        "scenarios": [_entry(one) for one in _leading(findings.scenarios, room.candidates)],
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
    evidence = {
        name: value
        for name, usual in _USUAL.items()
        if (value := getattr(one.evidence, name)) != usual
    }
    return {
        "id": one.id,
        "score": one.score,
        "needs": one.needs,
        "priority": one.priority,
        "order": one.order,
        "evidence": evidence,
    }


def _restored(trace: Mapping[str, Any], pool: str) -> list[Ranked]:
    return [
        _ranked(entry, Evidence(**entry["evidence"]), trace["encoder"]) for entry in trace[pool]
    ]


def _ranked(entry: Mapping[str, Any], evidence: Evidence, encoder_name: str) -> Ranked:
    return Ranked(
        id=entry["id"],
        score=score(evidence, encoder_name),
        evidence=evidence,
        needs=entry["needs"],
        priority=entry["priority"],
        order=entry["order"],
    )


def _clip(text: str, most: int = MOST_WORD_BYTES) -> str:
    clipped = text[:most]
    while len(json.dumps(clipped)) > most:
        clipped = clipped[: len(clipped) * 3 // 4]
    return clipped
