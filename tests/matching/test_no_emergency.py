"""What callers deny, tell of the past or only ask about is answered by no emergency scenario."""

import json

import pytest

from matching.engine import Decision, decide, explain, recompute
from matching.engine.dangers import dangers_of
from matching.engine.emergencies import hear_emergencies
from tests.matching.brains import trade_index

TRADES = ["universal", "plumbing", "hvac", "electrical"]
DENIED = [
    "there is no fire",
    "there's no fire here",
    "nothing is burning",
    "no gas smell",
    "i don't smell gas",
    "we don't smell any gas",
    "the fire is out",
    "the fire is out now",
    "it's not flooding anymore",
    "it is not flooding",
    "the basement isn't flooded",
    "nobody is hurt",
    "no one got hurt",
    "there are no sparks",
    "the outlet is not sparking",
    "there's no smoke coming from the wall",
    "my house is not on fire",
    "there's no carbon monoxide",
    "the carbon monoxide alarm is not going off",
    "i don't have a burst pipe",
    "there is no gas leak",
    "the pipe didn't burst",
]
PAST = [
    "we had a fire last year and i want to know how much a service call is",
    "we had a gas leak last year",
    "the basement flooded last spring",
    "our house flooded two years ago",
    "a pipe burst last winter and you fixed it",
    "my house was on fire last year",
    "we used to have a gas leak",
    "my kitchen caught fire last month and i need a quote",
    "the gas leak was fixed",
    "the gas leak has been repaired",
    "you guys fixed a burst pipe for us last year",
    "a power line came down last year",
    "when the basement flooded last year you came",
]
DISCUSSED = [
    "do you install gas stoves",
    "do you install gas lines",
    "how much to run a gas line",
    "do you work on gas fireplaces",
    "do you install carbon monoxide detectors",
    "do you have gas water heaters",
    "does my insurance cover a burst pipe",
    "what if my basement floods",
    "what if i smell gas",
    "if a pipe bursts what do i do",
    "how do i know if i have a gas leak",
    "can a furnace cause a fire",
    "how much is it to fix a burst pipe",
    "could my wiring cause a fire",
]
REAL = [
    "i don't know what to do the kitchen is on fire",
    "it's not a joke there is gas everywhere",
    "no one can shut the water off it's flooding",
    "there is no time the house is on fire",
    "my husband can't stop the water it's everywhere",
    "i'm not sure but i think i smell gas",
    "i've never seen so much smoke it's coming out of the wall",
    "nobody is answering and my basement is flooding",
    "the fire is not out",
    "the fire isn't out yet",
    "we can't put out the fire",
    "the water won't stop it's all over the floor",
    "no it's not fixed the pipe burst again",
    "i don't smell gas but the carbon monoxide alarm is going off",
    "there's no fire but there's smoke pouring out of the vents",
    "we had a fire last year and now the kitchen is on fire again",
    "not joking the outlet is shooting sparks",
    "it was not supposed to spark but my outlet is sparking",
    "i'm not kidding my kid got shocked by an outlet",
    "the gas smell is not going away",
    "we never had this before there's water coming through the ceiling",
    "my wife isn't breathing",
    "he's not moving he fell off the ladder",
    "there's flames coming out of my furnace",
    "my whole place reeks of gas",
    "could i have carbon monoxide poisoning",
    "could i have carbon monoxide poisoning do you think",
    "my dryer is going up in flames",
    "hurry the stove just went up in flames",
    "the gas isn't off and i smell it everywhere",
    "a cable fell in the yard and it's humming don't know whose it is",
    "i never should have drilled i hit a water pipe and it's spraying",
    "there's raw sewage in the basement and nothing i do helps",
    "the toilet keeps overflowing and won't stop no matter what",
    "it stinks of rotten eggs in here and i didn't leave anything out",
    "no power and the panel is crackling and hot",
    "the smoke alarm won't stop and there is smoke",
    "i can't breathe everyone is dizzy since the heater came on",
    "nothing works water is gushing from a broken pipe",
    "without warning the water heater burst",
    "we don't have a shutoff and there's water everywhere",
    "the plug melted in the wall i don't dare touch it",
    "what do i do if my house is filling with smoke right now",
    "is it bad that i smell gas",
    "i called last week about a gas smell and it's back",
    "do you know what to do when a pipe burst in the wall it's soaking everything",
    "do you come out if there's a gas leak in my house right now",
]


def is_emergency(trade: str, decision: Decision) -> bool:
    """Return whether a decision answers with an emergency scenario of the trade."""
    intent = trade_index(trade).intents.get(decision.id or "")
    return intent is not None and intent.is_emergency


@pytest.mark.parametrize("trade", TRADES)
@pytest.mark.parametrize("said", [*DENIED, *PAST, *DISCUSSED])
def test_no_emergency_answers_what_is_none(said: str, trade: str) -> None:
    decision = decide(trade_index(trade), said)

    assert decision.emergency is None
    assert not is_emergency(trade, decision)
    assert recompute(json.loads(json.dumps(decision.trace))) == (
        decision.kind,
        decision.id,
        decision.score,
    )


@pytest.mark.parametrize("trade", TRADES)
@pytest.mark.parametrize("said", REAL)
def test_a_real_emergency_is_answered_whatever_else_is_denied(said: str, trade: str) -> None:
    assert is_emergency(trade, decide(trade_index(trade), said))


def test_a_price_asked_after_an_old_fire_is_told() -> None:
    said = "we had a fire last year and i want to know how much a service call is"

    assert decide(trade_index("plumbing"), said).id == "own-price"


def test_the_kinds_told_of_are_named_and_those_reported_are_not() -> None:
    heard = hear_emergencies("i don't smell gas but the carbon monoxide alarm is going off")

    assert heard.emergency is not None
    assert heard.emergency.kind == "emergency_carbon_monoxide"
    assert heard.exempt == {"emergency_gas"}


def test_the_trace_tells_which_danger_was_none() -> None:
    lines = dict(explain(decide(trade_index("plumbing"), "there is no fire").trace))

    assert lines["No emergency"] == (
        "emergency_fire: denied, over, supposed, past, or only asked about"
    )


@pytest.mark.parametrize(
    ("trade", "name", "kind"),
    [
        ("plumbing", "burst_pipe", "emergency_flooding"),
        ("hvac", "furnace_burning_smell", "emergency_fire"),
        ("electrical", "emergency_downed_line", "emergency_electrical"),
    ],
)
def test_a_scenario_answers_the_danger_that_its_triggers_report(
    trade: str, name: str, kind: str
) -> None:
    assert kind in dangers_of(trade_index(trade).intents[name])


def test_a_denied_trouble_is_no_easier_to_answer_in_urgent_words() -> None:
    trace = decide(trade_index("plumbing"), "my toilet is not overflowing right now").trace

    clashing = [one for one in trace["scenarios"] if one["evidence"].get("clashes")]

    assert [one["needs"] for one in clashing if one["needs"] < 0.5] == []
