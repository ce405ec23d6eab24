"""Spoiling is the same for a seed, and as heavy as it says."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.evaluation.labelled import Labelled
from matching.evaluation.noise import Noise, mishear, spoil, spoil_all
from matching.evaluation.sounds import FUNCTION_WORDS, SOUND_ALIKES

SAID = "the water heater in my basement is leaking all over the carpet"
ONLY_DROPS = Noise(openers=0, fillers=0, misheard_words=0)
ONLY_MISHEARS = Noise(openers=0, fillers=0, dropped_function_words=0)
NOTHING = Noise(openers=0, fillers=0, dropped_function_words=0, misheard_words=0)


def test_the_same_seed_spoils_alike_and_another_differently() -> None:
    assert spoil(SAID, seed=1) == spoil(SAID, seed=1)
    assert len({spoil(SAID, seed=seed) for seed in range(10)}) > 5


def test_no_noise_leaves_the_text() -> None:
    assert spoil(SAID, seed=1, noise=NOTHING) == SAID


def test_three_of_ten_function_words_are_dropped_and_no_other_word() -> None:
    said = " ".join(f"{word} furnace{place}" for place, word in enumerate(["the"] * 2000))

    left = spoil(said, seed=1, noise=ONLY_DROPS).split()

    assert left.count("the") / 2000 == pytest.approx(0.7, abs=0.03)
    assert len(left) - left.count("the") == 2000


def test_one_of_ten_words_is_misheard() -> None:
    left = spoil("plunger " * 2000, seed=1, noise=ONLY_MISHEARS).split()

    assert left.count("plunger") / 2000 == pytest.approx(0.9, abs=0.03)


def test_fillers_and_openers_only_add() -> None:
    spoilt = spoil(SAID, seed=1, noise=Noise(1.0, 0.5, 0, 0))

    assert len(spoilt.split()) > len(SAID.split())
    assert [word for word in spoilt.split() if word in SAID.split()] == SAID.split()


def test_only_function_words_are_not_all_dropped() -> None:
    assert spoil("is it", seed=1, noise=Noise(0, 0, 1.0, 0)) == "is it"


@pytest.mark.parametrize("word", ["drain", "furnace", "ac"])
def test_a_known_word_is_heard_as_what_sounds_like_it(word: str) -> None:
    generator = random.Random(1)  # noqa: S311  an experiment, not a secret

    assert mishear(word, generator) in SOUND_ALIKES[word]


@given(st.from_regex(r"[a-z]{4,12}", fullmatch=True), st.integers())
def test_another_word_is_at_most_one_letter_longer_or_shorter(word: str, seed: int) -> None:
    generator = random.Random(seed)  # noqa: S311  an experiment, not a secret

    heard = mishear(word, generator)

    assert word in SOUND_ALIKES or abs(len(heard) - len(word)) <= 1


@given(st.text(min_size=1).filter(str.strip), st.integers())
def test_something_is_always_left(text: str, seed: int) -> None:
    assert spoil(text, seed).strip()


def test_what_was_asked_for_stays() -> None:
    [spoilt] = spoil_all([Labelled(SAID, ("leak",), frozenset({"burst"}), "plumbing")], seed=1)

    assert (spoilt.expects, spoilt.accepts, spoilt.trade) == (("leak",), {"burst"}, "plumbing")
    assert spoilt.text == spoil(SAID, seed=1) != SAID


def test_a_sound_alike_is_never_the_word_itself() -> None:
    assert not [word for word, alike in SOUND_ALIKES.items() if word in alike]
    assert FUNCTION_WORDS.isdisjoint({"no", "not", "don't"})
