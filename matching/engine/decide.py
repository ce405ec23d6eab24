"""The decision on one utterance: an emergency, a company's own answer, a scenario, or none."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal, cast

from matching.engine.emergencies import Emergency, detect_emergency
from matching.engine.emergency_rules import CARBON_MONOXIDE, GAS, GENERAL
from matching.engine.index import Index
from matching.engine.negatives import excluded_scenarios
from matching.engine.normalise import Heard
from matching.engine.parts import EXACT_SCORE
from matching.engine.ranking import Ranked, choose, rank
from matching.engine.score import Candidate, find_candidates
from matching.engine.trace import Findings, Trace, build_trace
from matching.engine.urgency import urgency, urgency_words

Kind = Literal["qna", "scenario", "fallback"]
MOST_CHARACTERS = 1_000
SURE = 0.80
REASONS = {
    "qna": "the best question of the company reaches its threshold",
    "scenario": "the best scenario reaches its threshold",
    "fallback": "no question and no scenario reaches its threshold",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What an utterance is answered with.

    `id` is the Q&A's or the scenario's, None for the fallback, whose `score` is the best
    candidate's; `emergency` is the key of the emergency heard, whether or not the catalog has it.
    """

    kind: Kind
    id: str | None
    score: float
    confirm: bool
    also: tuple[str, ...]
    urgency: float
    emergency: str | None
    trace: Trace


def decide(index: Index, utterance: str) -> Decision:
    """Decide on one utterance: an emergency by rule, then Q&A, then scenario, then fallback.

    Only the first MOST_CHARACTERS are read.
    """
    findings = _find(index, utterance[:MOST_CHARACTERS])
    kind, identifier, score = _conclude(findings)
    return Decision(
        kind=cast(Kind, kind),
        id=identifier,
        score=score,
        confirm=False,
        also=(),
        urgency=urgency(findings.urgency_words),
        emergency=findings.emergency.kind if findings.emergency else None,
        trace=build_trace(findings, _reason(kind, findings)),
    )


def _find(index: Index, text: str) -> Findings:
    heard = index.hear(text)
    emergency = detect_emergency(text)
    scenarios = _ranked_scenarios(index, heard, text)
    return Findings(
        text=text,
        heard=heard,
        emergency=emergency,
        emergency_id=_emergency_id(index, emergency, scenarios) if emergency else None,
        urgency_words=urgency_words(index, text),
        qnas=_ranked_qnas(index, heard),
        scenarios=scenarios,
        thresholds=asdict(index.catalog.thresholds),
    )


def _conclude(findings: Findings) -> tuple[str, str | None, float]:
    if findings.emergency_id is not None:
        return "scenario", findings.emergency_id, EXACT_SCORE
    return choose(findings.qnas, findings.scenarios)


def _reason(kind: str, findings: Findings) -> str:
    if findings.emergency is not None and findings.emergency_id is not None:
        return f"the emergency rule {findings.emergency.rule!r} fired"
    return REASONS[kind]


def _ranked_qnas(index: Index, heard: Heard) -> list[Ranked]:
    needs = index.catalog.thresholds.qna
    return rank(
        Ranked(
            id=index.qnas.ids[candidate.order],
            score=candidate.score,
            parts=candidate.parts,
            needs=needs,
            priority=0,
            order=candidate.order,
        )
        for candidate in find_candidates(index.qnas, heard)
    )


def _ranked_scenarios(index: Index, heard: Heard, text: str) -> list[Ranked]:
    candidates = find_candidates(
        index.scenarios,
        heard,
        by_regex=_matching_regexes(index, heard, text),
        excluded=excluded_scenarios(index, heard),
    )
    return rank(_ranked_scenario(index, candidate) for candidate in candidates)


def _ranked_scenario(index: Index, candidate: Candidate) -> Ranked:
    scenario = index.catalog.scenarios[candidate.order]
    return Ranked(
        id=scenario.id,
        score=candidate.score,
        parts=candidate.parts,
        needs=max(index.catalog.thresholds.scenario, scenario.min_score),
        priority=scenario.priority,
        order=candidate.order,
    )


def _matching_regexes(index: Index, heard: Heard, text: str) -> frozenset[int]:
    return frozenset(
        order
        for order, regexes in enumerate(index.regexes)
        if any(regex.search(text) or regex.search(heard.text) for regex in regexes)
    )


def _emergency_id(index: Index, emergency: Emergency, scenarios: Iterable[Ranked]) -> str | None:
    """The scenario that answers an emergency: said exactly, its own, else the likeliest."""
    urgent = {one.id for one in index.catalog.scenarios if one.is_emergency}
    likely = [one for one in scenarios if one.id in urgent]
    keyed = [one.id for one in index.catalog.scenarios if emergency.kind in (one.id, one.key)]
    general = [one.id for one in index.catalog.scenarios if GENERAL in (one.id, one.key)]
    in_order = (
        *(one.id for one in likely if one.parts.is_exact or _is_narrower(emergency, one)),
        *keyed,
        *(one.id for one in likely if one.is_answer),
        *general,
        *(one.id for one in likely),
        *(one.id for one in index.catalog.scenarios if one.is_emergency),
    )
    return next(iter(in_order), None)


def _is_narrower(emergency: Emergency, scenario: Ranked) -> bool:
    """Whether a scenario is surely meant, where being less than its own is not a danger."""
    return emergency.kind not in (GAS, CARBON_MONOXIDE) and scenario.score >= SURE
