"""The calibration is fitted to what was right, and no reason for an answer ever speaks against."""

from dataclasses import replace

import numpy as np
import pytest

from matching.engine.evidence import MEASURES, Evidence, estimate
from matching.fitting.calibrate import (
    RIVALLED,
    SPEAKS_FOR,
    Example,
    _of_company,
    fit,
)
from matching.fitting.companies import Caller, Company, make_company
from matching.fitting.remembering import Remembering
from tests.matching.encoding import Counting

CATALOG = {
    "scenarios": [
        {"id": "leak", "triggers": ["my sink leaks", "the faucet drips"]},
        {"id": "price", "triggers": ["what do you charge", "how much is it"]},
    ]
}


def examples(rows: int, source: str = "own") -> list[Example]:
    """Return made-up examples: the stronger and the clearer, the likelier right."""
    chance = np.random.default_rng(8)
    made = []
    for strength, lead, noise in chance.random((rows, 3)):
        evidence = Evidence(strength=strength, lead=lead, semantic=noise, words=1.5)
        made.append(Example(evidence, bool(strength + lead + noise / 2 > 1.2), source))
    return made


def test_what_made_examples_right_speaks_for_an_entry() -> None:
    fitted = fit(examples(400))
    weights = fitted["weights"]
    sure, unsure = Evidence(strength=0.9, lead=0.9), Evidence(strength=0.2, lead=0.1)

    assert set(weights) == {*MEASURES}
    assert weights["strength"] > 1
    assert weights["lead"] > 1
    assert estimate(replace(sure, words=1.5), fitted["intercept"], weights) > 0.8
    assert estimate(replace(unsure, words=1.5), fitted["intercept"], weights) < 0.2


def test_nothing_that_speaks_for_an_entry_speaks_against_it() -> None:
    turned = [replace(one, is_right=not one.is_right) for one in examples(400)]

    weights = fit(turned)["weights"]

    assert [weights[name] for name in sorted(SPEAKS_FOR)] == [0.0] * len(SPEAKS_FOR)


@pytest.mark.parametrize("source", ["own", "near", "far"])
def test_the_same_examples_are_fitted_the_same(source: str) -> None:
    assert fit(examples(60, source)) == fit(examples(60, source))


def test_a_caller_is_right_where_the_strongest_is_what_was_meant() -> None:
    callers = (
        Caller("my sink leaks badly", "leak", "own"),
        Caller("what do you charge me", "leak", "own"),
        Caller("what do you charge me", None, "near"),
        Caller("my sink leaks", "leak", "own"),
    )

    found = list(_of_company(Company(CATALOG, (), callers), Counting()))

    assert [(one.is_right, one.source) for one in found] == [
        (True, "own"),
        (False, "own"),
        (False, "near"),
    ]
    assert all(one.evidence.most == 1.0 for one in found)


def test_a_company_of_few_intents_is_asked_again_beside_common_requests() -> None:
    callers = (Caller("what do you charge me", "price", "own"),)
    requests = (("purple clouds drift",), ("my sink leaks again",))

    alone, beside = _of_company(Company(CATALOG, requests, callers), Counting())

    assert (alone.evidence.is_rivalled, beside.evidence.is_rivalled) == (False, True)
    assert beside.evidence.entries > alone.evidence.entries


def test_a_company_s_callers_give_a_calibration() -> None:
    things = ["sink", "tub", "pump", "vent", "fan", "lamp"]
    data = {
        "train": [(f"{verb} my {thing}", thing) for thing in things for verb in ("fix", "clean")],
        "test": [(f"could you fix that {thing} now", thing) for thing in things],
    }
    encoder = Remembering(Counting())
    companies = [make_company(data, ["what a day"] * 20, seed) for seed in range(6)]

    fitted = fit([one for company in companies for one in _of_company(company, encoder)])
    few = fit(examples(60), RIVALLED)

    assert set(few["weights"]) == {*RIVALLED}
    assert np.isfinite([fitted["intercept"], *fitted["weights"].values()]).all()
    assert fitted["weights"]["strength"] >= 0


def test_what_was_encoded_once_is_remembered() -> None:
    counting = Counting()
    remembering = Remembering(counting)

    first = remembering.encode(["my sink", "my tub", "my sink"])
    again = remembering.encode(["my tub", "a pump"])

    assert counting.encoded == ["my sink", "my tub", "a pump"]
    assert again[0].tolist() == first[1].tolist() == counting.encode(["my tub"])[0].tolist()
    assert (remembering.name, remembering.encode([]).shape) == ("static", (0, 16))
