"""A trouble that is over is told from one that is there, and from an earlier repair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import normalise
from matching.engine.resolution import is_resolved


@pytest.mark.parametrize(
    "said",
    [
        "i already fixed it",
        "my son fixed it last night",
        "turns out it was the breaker it's working fine now",
        "i turned it off and it stopped dripping",
        "it stopped leaking",
        "never mind it works now",
        "the plumber came yesterday and it's working again",
        "my husband fixed it",
        "i got it working",
        "it fixed itself",
        "it's not leaking anymore",
        "the power came back on",
        "we got it fixed",
        "i already took care of it",
        "the smell went away",
        "it cleared up on its own",
        "we don't need you to come anymore",
        "i no longer need the appointment",
        "everything's fine now",
        "i already found someone else",
        "it's all good now",
        "the heat is back on",
        "my neighbor fixed the toilet so cancel my appointment",
        "i fixed it myself i need to cancel",
        "it is no longer leaking",
        "the ac is running fine now",
        "the problem went away",
        "thank you everything is good now",
        "i already fixed the leaking sink",
        "my husband already fixed the dripping faucet",
        "my son fixed the clogged toilet so we're good",
        "the plumber already fixed the leaking water heater",
        "i already fixed the running toilet that was overflowing",
        "my neighbor already took care of the leaking hose bib",
        "maintenance already fixed the frozen pipe",
        "i already fixed the leak",
        "he already fixed that noisy fan",
        "we already had the flickering lights fixed",
    ],
)
def test_a_trouble_that_is_over_is_resolved(said: str) -> None:
    assert is_resolved(normalise(said).tokens)


@pytest.mark.parametrize(
    "said",
    [
        "you fixed it last week and it is leaking again",
        "the toilet is running again",
        "my outlet is dead but the breaker isn't tripped",
        "my heat came back on then it went out again",
        "i fixed one leak but it keeps dripping",
        "i need it fixed",
        "can it be fixed today",
        "it stopped working",
        "the ac quit cooling",
        "my heater stopped heating",
        "how soon can you get it fixed",
        "i fixed it but now it's dripping",
        "it was fixed last month",
        "they fixed it last year",
        "i fixed the toilet but the sink is clogged",
        "i thought it was fixed",
        "it still leaks",
        "it won't stop leaking",
        "it hasn't stopped leaking",
        "is it fixed",
        "has it been fixed",
        "make sure it's working properly",
        "it's working but not cooling",
        "it was working fine until yesterday",
        "i tried to fix it",
        "i want this fixed now",
        "you guys fixed my ac last month",
        "the noise came back",
        "it isn't fixed",
        "it's not working again",
        "my sink is clogged",
        "it stopped leaking but it started again",
        "it worked for two days and quit again",
        "i have not fixed it",
        "i can't get it fixed",
        "how do i know if it's working properly",
        "it is never fixed",
        "i already fixed the sink but it's leaking",
        "i fixed it and it started leaking",
        "i already fixed the leaking sink but now it is dripping",
        "i already fixed the leaking sink and it leaks again",
        "my husband fixed the dripping faucet and it still drips",
        "i already fixed the leak but there's another one leaking",
        "the plumber fixed it yesterday and it's leaking",
        "i already fixed the toilet and the sink is leaking",
        "he fixed the clogged drain and the clog came back",
        "we fixed the flickering light but the other one is sparking",
    ],
)
def test_a_trouble_that_goes_on_is_not_resolved(said: str) -> None:
    assert not is_resolved(normalise(said).tokens)


@given(st.sampled_from(["i fixed it", "it stopped leaking", "it is working again"]))
def test_a_relapse_takes_a_repair_back(repaired: str) -> None:
    assert is_resolved(repaired.split())
    assert not is_resolved(f"{repaired} but now it is leaking again".split())


@given(st.lists(st.text()))
def test_any_words_are_resolved_or_not(words: list[str]) -> None:
    assert is_resolved(words) in (True, False)
