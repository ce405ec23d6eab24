"""The decision on one utterance: an emergency, a company's own answer, a scenario, or none."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from matching.engine.catalog import Intent
from matching.engine.corrections import corrected
from matching.engine.emergencies import Emergency, hear_emergencies
from matching.engine.emergency_rules import CARBON_MONOXIDE, FLOODING, GAS, GENERAL
from matching.engine.evidence import EXACT_SCORE, REGEX_SCORE, Evidence
from matching.engine.index import Index
from matching.engine.negatives import rules_out
from matching.engine.normalise import Heard
from matching.engine.pool import Entry, Pool
from matching.engine.ranking import Ranked, choose, rank
from matching.engine.requests import split_in_halves, split_requests
from matching.engine.score import Candidate, find_candidates
from matching.engine.trace import Findings, Trace, build_trace, trace_of_yes
from matching.engine.urgency import urgency, urgency_words
from matching.engine.utterance import Utterance, prepare

Kind = Literal["qna", "scenario", "fallback"]
MOST_CHARACTERS = 1_000
MOST_REQUESTS = 3
CALM = 0.5
"""Urgency up to this ("today", "as soon as you can") makes no emergency likelier."""

SURE = 0.80
"""From this score on an answer is given without asking first whether it was meant."""

NOTICED = 0.05
"""From this score on a scenario may be what half of an utterance asks for."""

BROAD = (FLOODING, GENERAL)
"""Kinds of emergency of which a trade's own scenario (a burst pipe) knows more."""

REASONS = {
    "qna": "the best question of the company reaches its threshold",
    "scenario": "the best scenario reaches its threshold",
    "fallback": "no question and no scenario reaches its threshold",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What an utterance is answered with.

    `id` is the Q&A's or the scenario's, None for the fallback, whose `score` is the best
    candidate's; `confirm` tells to ask first whether that was meant; `emergency` is the key of the
    emergency heard, whether or not the catalog has it.
    """

    kind: Kind
    id: str | None
    score: float
    confirm: bool
    also: tuple[str, ...]
    urgency: float
    emergency: str | None
    trace: Trace


def decide(index: Index, utterance: str, barred: Collection[str] = ()) -> Decision:
    """Decide on one utterance: an emergency by rule, then Q&A, then scenario, then fallback.

    Of two requests in it the first is decided on, and the others are named in `also`. Scenarios
    that are `barred` are as if they were not there. Only the first MOST_CHARACTERS are read.
    """
    text = utterance[:MOST_CHARACTERS]
    said = corrected(text)
    whole = _find(index, text, said, barred)
    findings, *others = _requests(index, said, whole, barred) or [whole]
    kind, identifier, score = _conclude(findings)
    also = [_conclude(other) for other in others]
    return Decision(
        kind=cast(Kind, kind),
        id=identifier,
        score=score,
        confirm=_is_unsure(index, kind, identifier, score, is_calm=not whole.urgency_words),
        also=tuple(name for _, name, _ in also if name is not None),
        urgency=urgency(whole.urgency_words),
        emergency=whole.emergency.kind if whole.emergency else None,
        trace=build_trace(findings, text, _reason(kind, findings), also),
    )


def accept(index: Index, identifier: str, utterance: str) -> Decision:
    """The decision on a caller's yes to being asked whether an entry was meant."""
    kind: Kind = "scenario" if identifier in index.intents else "qna"
    text = utterance[:MOST_CHARACTERS]
    return Decision(
        kind=kind,
        id=identifier,
        score=EXACT_SCORE,
        confirm=False,
        also=(),
        urgency=urgency(urgency_words(index, text)),
        emergency=None,
        trace=trace_of_yes(text, kind, identifier),
    )


def _requests(index: Index, said: str, whole: Findings, barred: Collection[str]) -> list[Findings]:
    """What each request in it comes to, where at least two are answered, each otherwise."""
    if whole.emergency is not None or _conclude(whole)[2] == EXACT_SCORE:
        return []
    parts = split_requests(said)[:MOST_REQUESTS]
    if len(parts) < 2:
        return _halves(index, said, whole, barred)
    answered: dict[str, Findings] = {}
    for findings in (_find(index, part, part, barred) for part in parts):
        _, identifier, _ = _conclude(findings)
        if identifier is not None:
            answered.setdefault(identifier, findings)
    return list(answered.values()) if len(answered) > 1 else []


def _halves(index: Index, said: str, whole: Findings, barred: Collection[str]) -> list[Findings]:
    """What two halves come to, where they surely ask for the best two scenarios of the whole."""
    best = [one.id for one in whole.scenarios[:2] if one.score >= NOTICED]
    halves = split_in_halves(said) if len(best) == 2 else ()
    found: list[Findings] = []
    for half in halves:
        findings = _find(index, half, half, barred)
        _, name, score = _conclude(findings)
        if findings.emergency or score < SURE or name not in best:
            return []
        best.remove(name)
        found.append(findings)
    return found


def _find(index: Index, text: str, said: str, barred: Collection[str]) -> Findings:
    """What speaks for what; `said` is the text without what the speaker took back."""
    utterance = prepare(index, said)
    dangers = hear_emergencies(text)
    emergency, exempt = dangers.emergency, _exempt(index, utterance.heard, dangers.exempt)
    urgent, thresholds = urgency_words(index, text), index.catalog.thresholds
    ranked = _ranked_scenarios(index, utterance, text, urgency(urgent), barred)
    scenarios = [one for one in ranked if one.id not in exempt]
    return Findings(
        utterance=utterance,
        emergency=emergency,
        emergency_id=_emergency_id(index, emergency, scenarios) if emergency else None,
        exempt=tuple(sorted(dangers.exempt)),
        urgency_words=urgent,
        qnas=_ranked_qnas(index, utterance),
        scenarios=scenarios,
        thresholds={"qna": thresholds.qna, "scenario": thresholds.scenario},
    )


def _exempt(index: Index, heard: Heard, kinds: frozenset[str]) -> set[str]:
    """The emergencies that answer only what the caller denies or discusses, unless said exactly."""
    if not kinds:
        return set()
    answering = {name for name, own in index.dangers.items() if own and own <= kinds}
    return answering - index.said_exactly(heard)


def _conclude(findings: Findings) -> tuple[str, str | None, float]:
    if findings.emergency_id is not None:
        return "scenario", findings.emergency_id, EXACT_SCORE
    return choose(findings.qnas, findings.scenarios)


def _is_unsure(
    index: Index, kind: str, identifier: str | None, score: float, *, is_calm: bool
) -> bool:
    """Whether the caller is asked first: never before mere information, which harms nobody, nor
    before an emergency, where asking costs time, unless no urgent word was said."""
    if identifier is None or score >= SURE:
        return False
    if kind == "qna":
        return True
    intent = index.intents[identifier]
    return is_calm if intent.is_emergency else not intent.is_informational


def _reason(kind: str, findings: Findings) -> str:
    if findings.emergency is not None and findings.emergency_id is not None:
        return f"the emergency rule {findings.emergency.rule!r} fired"
    return REASONS[kind]


def _ranked_qnas(index: Index, utterance: Utterance) -> list[Ranked]:
    needs = index.catalog.thresholds.qna
    return rank(
        Ranked(
            id=_id(index.qnas, candidate),
            score=candidate.score,
            evidence=candidate.evidence,
            needs=needs,
            priority=0,
            order=candidate.order,
        )
        for candidate in find_candidates(index.qnas, utterance, are_questions=True)
    )


def _ranked_scenarios(
    index: Index, utterance: Utterance, text: str, urgent: float, barred: Collection[str]
) -> list[Ranked]:
    heard, entries = utterance.heard, index.scenarios.entries
    by_regex = _matching_regexes(index, heard, text) - set(barred)
    candidates = find_candidates(
        index.scenarios,
        utterance,
        by_regex=_places(by_regex, entries) if by_regex else (),
        is_out=lambda place: (
            entries[place][0] in barred or rules_out(index, entries[place][0], heard)
        ),
    )
    named = [(_id(index.scenarios, one), one) for one in candidates]
    named += [
        (name, Candidate(index.places[name], Evidence(by_regex=True), REGEX_SCORE))
        for name in by_regex - {name for name, _ in entries}
        if not rules_out(index, name, heard)
    ]
    return rank(_ranked_scenario(index.intents[name], index, one, urgent) for name, one in named)


def _places(names: Collection[str], entries: Sequence[Entry]) -> list[int]:
    return [place for place, (name, _) in enumerate(entries) if name in names]


def _ranked_scenario(scenario: Intent, index: Index, candidate: Candidate, urgent: float) -> Ranked:
    """A scenario with what it needs: less for an emergency in truly urgent words, unless denied."""
    needs = max(index.catalog.thresholds.scenario, scenario.min_score)
    is_eased = scenario.is_emergency and not candidate.evidence.clashes
    return Ranked(
        id=scenario.id,
        score=candidate.score,
        evidence=candidate.evidence,
        needs=needs * (1 - max(0.0, urgent - CALM)) if is_eased else needs,
        priority=scenario.priority,
        order=index.places[scenario.id],
    )


def _id(pool: Pool, candidate: Candidate) -> str:
    return pool.entries[candidate.order][0]


def _matching_regexes(index: Index, heard: Heard, text: str) -> set[str]:
    return {
        name
        for name, regexes in index.regexes.items()
        if any(regex.search(text) or regex.search(heard.text) for regex in regexes)
    }


def _emergency_id(index: Index, emergency: Emergency, scenarios: Iterable[Ranked]) -> str | None:
    """The scenario that answers an emergency: said exactly, its own, else the likeliest."""
    urgent = {one.id for one in index.catalog.scenarios if one.is_emergency}
    likely = [one for one in scenarios if one.id in urgent]
    keyed = [one.id for one in index.catalog.scenarios if emergency.kind in (one.id, one.key)]
    general = [one.id for one in index.catalog.scenarios if GENERAL in (one.id, one.key)]
    in_order = (
        *(one.id for one in likely if one.evidence.is_exact or _is_narrower(emergency, one)),
        *keyed,
        *(one.id for one in likely if one.is_answer),
        *general,
        *(one.id for one in likely),
        *(one.id for one in index.catalog.scenarios if one.is_emergency),
    )
    return next(iter(in_order), None)


def _is_narrower(emergency: Emergency, scenario: Ranked) -> bool:
    """Whether a scenario is meant in particular, where being less than its own is no danger."""
    if emergency.kind in BROAD:
        return scenario.is_answer
    return emergency.kind not in (GAS, CARBON_MONOXIDE) and scenario.score >= SURE
