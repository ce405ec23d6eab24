"""Outcomes are the real engine's."""

from matching.evaluation.labelled import Labelled
from matching.evaluation.outcomes import answer_with, judge
from tests.matching.catalogs import index


def test_a_clear_request_is_answered() -> None:
    outcome = answer_with(index())("can i book a visit")

    assert (outcome.best, outcome.kind, outcome.is_answer) == ("book", "scenario", True)
    assert outcome.score >= 0.9
    assert outcome.micros > 0


def test_what_falls_back_still_has_its_best_candidate() -> None:
    answer = answer_with(index(qnas=[], thresholds={"scenario": 1.0}))

    outcome = answer("charge for a visit on the moon")

    assert not outcome.is_answer
    assert outcome.best is not None
    assert 0 <= outcome.score < 1


def test_utterances_are_judged_in_their_order() -> None:
    labelled = [Labelled("can i book a visit", ("book",)), Labelled("i smell gas", ("book",))]

    assert [one.is_right for one in judge(labelled, answer_with(index()))] == [True, False]
