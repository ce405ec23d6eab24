"""A misheard word becomes the company's word that it is close to; a real word stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Catalog, build_index, decide
from matching.engine.encoders.static import Static
from matching.engine.encoders.wordpieces import common_words
from matching.engine.spelling import build_speller
from tests.matching.catalogs import document

KNOWN = ("my", "ac", "gfci", "flush", "thermostat", "clogged", "drain", "tuneup", "dishwashers")
SPELLER = build_speller(KNOWN)
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("thermastat", "thermostat"),
        ("thremostat", "thermostat"),
        ("thermostatt", "thermostat"),
        ("cloggged", "clogged"),
        ("cloged", "clogged"),
        ("tunneup", "tuneup"),
        ("dishwahsers", "dishwashers"),
    ],
)
def test_a_slip_becomes_the_word_that_is_known(slip: str, meant: str) -> None:
    repaired = SPELLER.repair(["my", slip, "today"])

    assert repaired == (["my", meant, "today"], [(slip, meant)])


@pytest.mark.parametrize(
    "word",
    [
        "train",  # common English, one letter from "drain"
        "brain",
        "flash",
        "drain",
        "gfci",
        "dra",  # too short to tell
        "gfi",
        "acc",
        "dra1n",  # no word
        "4145550",
        "$125",
        "don't",
        "xylophone",
        "",
    ],
)
def test_every_other_word_stays(word: str) -> None:
    assert SPELLER.repair([word]) == ([word], [])


def test_a_word_that_one_company_knows_is_a_slip_to_another() -> None:
    ours, theirs = build_speller(["flushy"]), build_speller(["flushly"])

    assert ours.repair(["flushy"]) == (["flushy"], [])
    assert theirs.repair(["flushy"]) == (["flushly"], [("flushy", "flushly")])


@pytest.mark.parametrize("known", [[], ["ac", "my"]])
def test_nothing_is_repaired_where_nothing_long_is_known(known: list[str]) -> None:
    assert build_speller(known).repair(["thermastat", "acs"]) == (["thermastat", "acs"], [])


@given(st.lists(LETTERS | st.sampled_from(["thermastat", "drane", "cloggd"])))
def test_what_is_put_in_is_known_and_is_not_repaired_again(words: list[str]) -> None:
    repaired, changed = SPELLER.repair(words)

    assert len(repaired) == len(words)
    assert {meant for _, meant in changed} <= {*KNOWN}
    assert SPELLER.repair(repaired) == (repaired, [])


@given(st.lists(LETTERS))
def test_no_known_and_no_common_word_is_ever_changed(words: list[str]) -> None:
    _, changed = SPELLER.repair(words)

    assert {said for said, _ in changed}.isdisjoint(common_words() | {*KNOWN})


def test_a_repair_answers_and_is_told_in_the_trace() -> None:
    index = build_index(Catalog.from_document(document()), Static())

    slip = decide(index, "cancel my appoinment")
    said = decide(index, "cancel my appointment")

    assert (slip.kind, slip.id) == ("scenario", "cancel")
    assert slip.trace["repaired"] == [["appoinment", "appointment"]]
    assert slip.trace["words"] == "cancel my appoinment"
    assert said.trace["repaired"] == []
