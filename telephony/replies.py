"""What of a scenario's replies can be spoken, and in which order they take turns."""

from collections.abc import Mapping, Sequence

from templates_brain.models import Scenario
from templates_brain.placeholders import render

MOST_TIMES = 9


def spoken_replies(scenario: Scenario, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return one round of the quick replies, the company's values in them.

    One that lacks a value is left out, and so is one of weight 0; an unnamed weight is 1.
    """
    weighted = [
        (text, float(scenario.reply_weights.get(reply, 1)))
        for reply in scenario.quick_replies
        if (text := render(reply, values))
    ]
    return rotation(weighted)


def rotation(weighted: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Return a round of texts: first each once, the heaviest first, then the heavier ones again.

    In all, a text comes as often as its weight is times the least weight, rounded, and at most
    `MOST_TIMES`. Weight 0 is never given.
    """
    ranked = sorted((one for one in weighted if one[1] > 0), key=lambda one: -one[1])
    least = ranked[-1][1] if ranked else 1
    times = [(text, min(MOST_TIMES, round(weight / least))) for text, weight in ranked]
    rounds = range(max((count for _, count in times), default=0))
    return tuple(text for past in rounds for text, count in times if count > past)
