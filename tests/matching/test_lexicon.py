"""The lexical similarity is a cosine over words, word pairs and pieces of words."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.features import PIECE_WEIGHT, count_features
from matching.engine.lexicon import build_lexicon

WORDS = st.sampled_from(["leak", "leaks", "leaking", "my", "the", "drain", "ac", "a", "é", "12"])
TEXTS = st.lists(WORDS | st.text("abc", min_size=1, max_size=6), min_size=1, max_size=6)
PHRASES = st.lists(TEXTS, min_size=1, max_size=12)
MANY_PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=26, max_size=40)


def naive_cosines(phrases: Sequence[Sequence[str]], text: Sequence[str]) -> list[float]:
    """Return the cosine of a text with each phrase, worked out feature by feature."""
    found = Counter(feature for phrase in phrases for feature in count_features(phrase))
    rarity = {
        feature: (math.log((1 + len(phrases)) / (1 + holders)) + 1)
        * (PIECE_WEIGHT if feature & 1 else 1)
        for feature, holders in found.items()
    }
    rarest = math.log(1 + len(phrases)) + 1
    said = _weighted(text, rarity, rarest)
    return [_cosine(said, _weighted(phrase, rarity, rarest)) for phrase in phrases]


def _weighted(words: Sequence[str], rarity: Mapping[int, float], rarest: float) -> dict[int, float]:
    counts = count_features(words)
    return {
        feature: (1 + math.log(times))
        * rarity.get(feature, rarest * (PIECE_WEIGHT if feature & 1 else 1))
        for feature, times in counts.items()
    }


def _cosine(left: Mapping[int, float], right: Mapping[int, float]) -> float:
    product = sum(weight * right.get(feature, 0) for feature, weight in left.items())
    return product / (math.hypot(*left.values()) * math.hypot(*right.values()) or 1)


@given(PHRASES, TEXTS)
def test_a_similarity_is_the_cosine_over_the_features_of_both(
    phrases: list[list[str]], text: list[str]
) -> None:
    found = build_lexicon(phrases).similarities(text)

    assert found.tolist() == pytest.approx(naive_cosines(phrases, text), abs=1e-5)


@given(PHRASES | MANY_PHRASES)
def test_the_gram_is_every_phrase_beside_every_phrase(phrases: list[list[str]]) -> None:
    lexicon = build_lexicon(phrases)

    beside = np.stack([lexicon.similarities(phrase) for phrase in phrases])

    np.testing.assert_allclose(lexicon.gram(), beside, atol=1e-5)


@given(PHRASES)
def test_a_phrase_is_wholly_like_itself(phrases: list[list[str]]) -> None:
    itself = np.diag(build_lexicon(phrases).gram())

    np.testing.assert_allclose(itself, 1, atol=1e-5)


def test_words_that_no_phrase_has_make_a_text_less_alike() -> None:
    lexicon = build_lexicon([["sink", "leaks"], ["cold", "heater"]])

    alone, beside = lexicon.similarities(["sink"]), lexicon.similarities(["sink", "zyx", "vuw"])

    assert 0 < beside[0] < alone[0]
    assert not lexicon.similarities(["zyx", "vuw"]).any()


def test_an_inflection_is_more_like_a_word_than_another_word() -> None:
    lexicon = build_lexicon([["leaking"], ["heating"]])

    leaking, heating = lexicon.similarities(["leaks"])

    assert leaking > heating


@pytest.mark.parametrize("phrases", [[], [["sink"]], [["sink"], ["drain"]]])
def test_a_text_of_nothing_is_like_nothing(phrases: list[list[str]]) -> None:
    lexicon = build_lexicon(phrases)

    assert lexicon.similarities([]).tolist() == [0.0] * len(phrases)


def test_a_lexicon_of_nothing_compares_with_nothing() -> None:
    nothing = build_lexicon([])

    assert nothing.similarities(["sink"]).shape == (0,)
    assert nothing.gram().shape == (0, 0)
    assert nothing.find_words(["sink"])[2].size == 0


def test_one_phrase_alone_is_found() -> None:
    alone = build_lexicon([["my", "sink", "leaks"]])

    assert alone.similarities(["my", "sink", "leaks"]).tolist() == pytest.approx([1.0])
    assert alone.gram().tolist() == [[pytest.approx(1.0)]]


def test_a_word_is_found_with_the_phrases_that_hold_it_and_the_rarer_weighs_more() -> None:
    lexicon = build_lexicon([["my", "sink"], ["my", "drain"], ["a", "drain"]])

    (everywhere, once, unknown), places, holders = lexicon.find_words(["my", "sink", "furnace"])

    assert list(zip(places.tolist(), holders.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0)]
    assert everywhere < once < unknown


def test_phrases_beyond_sixteen_bits_are_kept_apart() -> None:
    lexicon = build_lexicon([["sink"], *[[]] * 65_535, ["furnace"]])

    found = lexicon.similarities(["furnace"])

    assert int(found.argmax()) == 65_536
    assert found[0] == 0
