"""Which of some candidates is answered, by the numbers that its trace keeps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matching.engine.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with all that its place depends on; `order` is its place in the catalog."""

    id: str
    score: float
    evidence: Evidence
    needs: float
    priority: int
    order: int

    @property
    def is_answer(self) -> bool:
        """Whether it scores what it needs."""
        return self.score >= self.needs


def rank(candidates: Iterable[Ranked]) -> list[Ranked]:
    """Best score first, then the higher priority, then the earlier in the catalog."""
    return sorted(candidates, key=lambda one: (-one.score, -one.priority, one.order))


def choose(qnas: Sequence[Ranked], scenarios: Sequence[Ranked]) -> tuple[str, str | None, float]:
    """The kind, id and score of the answer: a Q&A, else a scenario, else the fallback."""
    for kind, ranked in (("qna", qnas), ("scenario", scenarios)):
        answer = next((one for one in ranked if one.is_answer), None)
        if answer is not None:
            return kind, answer.id, answer.score
    best = max((one.score for one in (*qnas, *scenarios)), default=0.0)
    return "fallback", None, best
