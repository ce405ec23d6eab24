"""What the engine makes of labelled utterances, as plain values to measure."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from matching.engine import Index, Thresholds, decide
from matching.evaluation.labelled import Labelled

Band = Literal["right", "confirm_right", "wrong", "confirm_wrong", "fallback"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best candidate whatever its score, and what was decided at the real thresholds."""

    best: str | None
    score: float
    kind: str = "scenario"
    confirm: bool = False
    also: tuple[str, ...] = ()
    micros: float = 0.0

    @property
    def is_answer(self) -> bool:
        """Whether the caller was answered, be it with a question back."""
        return self.kind != "fallback"


@dataclass(frozen=True, slots=True)
class Judged:
    """An utterance beside what became of it."""

    labelled: Labelled
    outcome: Outcome

    @property
    def is_right(self) -> bool:
        """Whether the best candidate is among what was asked for, or as good."""
        return self.outcome.best in {*self.labelled.expects, *self.labelled.accepts}

    @property
    def has_all_in_order(self) -> bool:
        """Whether everything asked for was found, in its order."""
        found = (self.outcome.best, *self.outcome.also) if self.outcome.is_answer else ()
        return found[: len(self.labelled.expects)] == self.labelled.expects

    @property
    def band(self) -> Band:
        """What the caller met at the real thresholds."""
        if not self.outcome.is_answer:
            return "fallback"
        return _band(is_right=self.is_right, is_sure=not self.outcome.confirm)

    def band_at(self, threshold: float, sure: float) -> Band:
        """What the caller would have met: firmly answered from `sure` up, confirmed below."""
        if self.outcome.score < threshold:
            return "fallback"
        return _band(is_right=self.is_right, is_sure=self.outcome.score >= sure)


Answer = Callable[[str], Outcome]


def answer_with(index: Index) -> Answer:
    """Return a function from an utterance to its outcome in an index."""
    always = index.with_thresholds(Thresholds(0, 0))

    def answer(text: str) -> Outcome:
        started = time.perf_counter_ns()
        decision = decide(index, text)
        micros = (time.perf_counter_ns() - started) / 1000
        best = decision if decision.id is not None else decide(always, text)
        return Outcome(
            best=best.id,
            score=best.score,
            kind=decision.kind,
            confirm=decision.confirm,
            also=decision.also,
            micros=micros,
        )

    return answer


def judge(labelled: Iterable[Labelled], answer: Answer) -> list[Judged]:
    """Return each utterance beside its outcome."""
    return [Judged(one, answer(one.text)) for one in labelled]


def _band(*, is_right: bool, is_sure: bool) -> Band:
    if is_sure:
        return "right" if is_right else "wrong"
    return "confirm_right" if is_right else "confirm_wrong"
