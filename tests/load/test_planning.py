"""Which calls a run makes follows from its seed, and from nothing that the server does."""

from collections import Counter

from tests.load.planning import Pace, plan_calls


def test_the_same_seed_plans_the_same_calls_and_another_does_not() -> None:
    first, again, other = (plan_calls(5, 60, range(5), seed=seed) for seed in (1, 1, 2))

    assert first == again
    assert {call.call_sid for call in first}.isdisjoint(call.call_sid for call in other)


def test_so_many_calls_are_in_progress_at_any_time() -> None:
    calls = plan_calls(50, 300, range(50))

    ends = [(call.at, call.at + sum(call.pauses)) for call in calls]
    in_progress = [sum(begins <= at < end for begins, end in ends) for at in range(30, 270)]

    assert max(in_progress) <= 50
    assert sum(in_progress) / len(in_progress) > 45


def test_each_company_is_called_about_as_often() -> None:
    called = Counter(call.company for call in plan_calls(20, 300, range(40)))

    assert called.keys() == {*range(40)}
    assert max(called.values()) <= 2 * min(called.values())


def test_callers_think_as_long_as_their_pace_tells() -> None:
    calls = plan_calls(5, 60, range(5), pace=Pace(1.0, 4.0))

    pauses = [pause for call in calls for pause in call.pauses]

    assert min(pauses) >= 1
    assert max(pauses) <= 4
    assert all(len(call.pauses) == len(call.utterances) + 1 for call in calls)


def test_calls_that_begin_later_begin_then() -> None:
    calls = plan_calls(5, 20, range(5), begins_at=40.0)

    assert min(call.at for call in calls) >= 40
    assert max(call.at for call in calls) < 60
