"""A made-up company is the same for its seed, and its callers come from where they say."""

import json
from pathlib import Path

import pytest

from matching.engine import Catalog
from matching.fitting.companies import CALLERS, Company, make_company, read_rows

DATA = {
    "train": [(f"please {verb} {thing}", f"d:{verb}") for verb in "abcdefgh" for thing in "wxyz"],
    "test": [(f"now {verb} the {thing}", f"d:{verb}") for verb in "abcdefgh" for thing in "wxyz"],
}
ELSEWHERE = [f"far away {number}" for number in range(50)]
SEEDS = range(12)


def company(seed: int) -> Company:
    return make_company(DATA, ELSEWHERE, seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seed_makes_one_company(seed: int) -> None:
    assert company(seed) == company(seed)


def test_another_seed_makes_another_company() -> None:
    assert company(1) != company(2)
    assert len({len(company(seed).catalog["scenarios"]) for seed in SEEDS}) > 1


@pytest.mark.parametrize("seed", SEEDS)
def test_callers_come_from_where_they_say(seed: int) -> None:
    made = company(seed)
    own = {one["id"] for one in made.catalog["scenarios"]}
    sources = [(one.source, one.intent in own, one.intent is None) for one in made.callers]

    assert {*sources} <= {("own", True, False), ("near", False, True), ("far", False, True)}
    assert 0 < len(own) < 8
    assert sources.count(("own", True, False)) == min(CALLERS["own"], 4 * len(own))
    assert sources.count(("far", False, True)) == CALLERS["far"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_company_is_one_that_the_engine_takes(seed: int) -> None:
    catalog = Catalog.from_document(company(seed).catalog)

    spoken = {text for text, _ in DATA["train"]}
    assert {trigger for one in catalog.scenarios for trigger in one.triggers} <= spoken
    assert catalog.filler_words


@pytest.mark.parametrize("seed", SEEDS)
def test_any_company_is_asked_for_what_the_data_has_in_other_words_than_its_triggers(
    seed: int,
) -> None:
    made = company(seed)
    own = {trigger for one in made.catalog["scenarios"] for trigger in one["triggers"]}
    asked = {way for request in made.requests for way in request}

    assert len(made.requests) <= int(0.6 * 8)
    assert asked <= {text for text, _ in DATA["train"]} - own


def test_rows_are_named_for_their_file_and_val_is_tested_on(tmp_path: Path) -> None:
    file = tmp_path / "bank.json"
    rows = {"train": [["pay it", "pay"]], "test": [["paid it", "pay"]], "val": [["owe it", "owe"]]}
    file.write_text(json.dumps(rows))

    assert read_rows(file) == {
        "train": [("pay it", "bank:pay")],
        "test": [("paid it", "bank:pay"), ("owe it", "bank:owe")],
    }


def test_rows_may_do_without_val(tmp_path: Path) -> None:
    file = tmp_path / "bank.json"
    file.write_text(json.dumps({"train": [], "test": [["paid it", "pay"]]}))

    assert read_rows(file)["test"] == [("paid it", "bank:pay")]
