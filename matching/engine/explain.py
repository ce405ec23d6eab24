"""A trace in sentences, for people who want to know why a caller heard what he heard."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Line = tuple[str, str]
"""What is told, and what there is to tell."""

_POOLS = {"qnas": "Question", "scenarios": "Scenario"}


def explain(trace: Mapping[str, Any], names: Mapping[str, str] | None = None) -> list[Line]:
    """What was heard, what was made of it, what came into question, and why it fell as it did.

    `names` say what an id is called.
    """
    return [line for line in _lines(trace, names or {}) if line[1]] if trace else []


def _lines(trace: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Line]:
    yield "Heard", str(trace.get("heard", ""))
    yield "Read as", str(trace.get("words", ""))
    yield "Left out", ", ".join(trace.get("stripped", ()))
    yield "Put right", ", ".join(f"{said} → {meant}" for said, meant in trace.get("repaired", ()))
    yield "Emergency", _emergency(trace.get("emergency") or {})
    yield "No emergency", _exempt(trace.get("exempt", ()))
    yield "Urgent words", ", ".join(f"{word} {weight}" for word, weight in trace.get("urgency", ()))
    for pool, label in _POOLS.items():
        for entry in trace.get(pool, ()):
            yield label, _candidate(entry, names)
    also = [one["id"] for one in trace.get("also", ()) if one["id"]]
    yield "Also asked", ", ".join(names.get(one, one) for one in also)
    yield "Why", str(trace.get("reason", ""))


def _emergency(emergency: Mapping[str, Any]) -> str:
    return f"{emergency['kind']}, by the rule “{emergency['rule']}”" if emergency else ""


def _exempt(kinds: Sequence[str]) -> str:
    return f"{', '.join(kinds)}: denied, over, supposed, past, or only asked about" if kinds else ""


def _candidate(entry: Mapping[str, Any], names: Mapping[str, str]) -> str:
    evidence = entry["evidence"]
    likeness = f"words {evidence.get('lexical', 0):.2f}, meaning {evidence.get('semantic', 0):.2f}"
    name = names.get(entry["id"], entry["id"])
    facts = [f"{name}: {entry['score']:.2f}, needs {entry['needs']:.2f}", likeness]
    return "; ".join([*facts, *_remarks(evidence)])


def _remarks(evidence: Mapping[str, Any]) -> Iterator[str]:
    if evidence.get("is_exact"):
        yield "said word for word"
    if evidence.get("by_regex"):
        yield "a pattern matches"
    if evidence.get("clashes"):
        yield "contradicts its closest phrase"
    if evidence.get("lead", 0) < 0:
        yield "weaker than another"
