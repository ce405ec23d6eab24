"""What a speaker takes back is replaced by what he meant, and only that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.corrections import corrected

WORDS = st.sampled_from(
    [
        *(
            "no",
            "wait",
            "i",
            "meant",
            "mean",
            "sorry",
            "actually",
            "tuesday",
            "thursday",
            "a",
            "an",
        ),
        *("plumber", "electrician", "need", "to", "cancel", "reschedule", "my", "sink", "on", "at"),
        *("morning", "is", "clogged", "the", "two", "5", "3pm", "scratch", "that", "um", "water"),
    ]
)
UTTERANCES = st.text() | st.lists(WORDS).map(" ".join)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("it is 12 oak street sorry 14 oak street", "it is 14 oak street"),
        ("i want tuesday no wednesday no thursday", "i want thursday"),
        ("at two thirty no wait three thirty pm", "at 3:30pm"),
        ("book me for tuesday no i meant thursday", "book me for thursday"),
        ("i need a plumber sorry an electrician", "i need an electrician"),
        ("i want to cancel no wait i want to reschedule", "i want to reschedule"),
        ("can you come at two no at three", "can you come at 3"),
        ("on friday sorry saturday", "on saturday"),
        ("book me for tuesday morning no i meant thursday", "book me for thursday morning"),
        ("tuesday morning no wait thursday afternoon", "thursday afternoon"),
        (
            "i need to cancel i mean reschedule my appointment",
            "i need to reschedule my appointment",
        ),
        (
            "i need to cancel my appointment i mean reschedule",
            "i need to reschedule my appointment",
        ),
        ("my sink no my toilet is clogged", "my toilet is clogged"),
        ("in the kitchen no in the bathroom", "in the bathroom"),
        ("it's the furnace actually the water heater", "it is the water heater"),
        ("come monday actually tuesday please", "come tuesday please"),
        ("i have a leak actually a big leak", "i have a big leak"),
        ("is it tuesday or no thursday", "is it thursday"),
        ("i need a tune up no wait a repair", "i need a repair"),
        ("my number is 555 0100 no wait 555 0199", "my number is 5550199"),
        ("can i get a quote scratch that can i book a visit", "can i book a visit"),
        ("at 2 p.m. um no wait 3 p.m.", "at 3pm"),
        ("for monday no for friday", "for friday"),
        ("i have one leak no wait i have two leaks", "i have 2 leaks"),
        ("i said tuesday no i meant thursday", "i said thursday"),
    ],
)
def test_a_correction_replaces_what_was_taken_back(said: str, meant: str) -> None:
    assert corrected(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "i meant thursday",
        "no i don't",
        "no hot water",
        "i have no hot water",
        "i actually need a plumber",
        "sorry i am late",
        "i'm sorry the toilet is clogged",
        "the tech was actually the best",
        "how long is the wait the last time",
        "what do you mean",
        "no one came on monday",
        "i am free monday actually tuesday works too",
        "there is no a c",
        "no",
        "",
        "no wait",
        "wait a second",
        "my unit has no heat the fan runs",
        "i called monday and no one came tuesday",
        "no it is the toilet",
        "is a tuesday ok no",
        "i waited and no technician showed up on friday",
        "i want to schedule i mean i need help",
        "i have a leak i mean it's bad",
        "can the tech wait a few minutes till i get there",
        "can you make that appointment on friday",
        "i need a correction on my bill",
    ],
)
def test_what_corrects_nothing_is_left_alone(said: str) -> None:
    assert corrected(said) == said


@given(UTTERANCES)
def test_correcting_twice_changes_nothing(said: str) -> None:
    assert corrected(corrected(said)) == corrected(said)


@given(UTTERANCES)
def test_a_correction_never_leaves_nothing(said: str) -> None:
    assert bool(corrected(said).strip()) == bool(said.strip())
