"""Which scenarios are mistaken for which."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from matching.evaluation.outcomes import Judged


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one thing was asked for and another stood first; None is out of scope."""

    expected: str | None
    found: str | None
    count: int
    answered: int
    """How many of them the caller was answered wrongly, the rest falling back."""
    example: str


def confusions(judged: Iterable[Judged]) -> list[Confusion]:
    """Return the pairs, most frequent first; those out of scope count where they were answered."""
    pairs = defaultdict(list)
    for one in judged:
        if not one.is_right and (one.labelled.is_in_scope or one.outcome.is_answer):
            pairs[(one.labelled.expects or (None,))[0], one.outcome.best].append(one)
    found = [_confusion(*pair, mistaken) for pair, mistaken in pairs.items()]
    return sorted(
        found, key=lambda one: (-one.count, -one.answered, one.expected or "", one.found or "")
    )


def _confusion(expected: str | None, found: str | None, mistaken: list[Judged]) -> Confusion:
    return Confusion(
        expected=expected,
        found=found,
        count=len(mistaken),
        answered=sum(one.outcome.is_answer for one in mistaken),
        example=mistaken[0].labelled.text,
    )
