"""Utterances spoiled as a bad line and a rambling caller spoil them, the same for a seed."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from matching.evaluation.labelled import Labelled
from matching.evaluation.sounds import FILLERS, FUNCTION_WORDS, OPENERS, SOUND_ALIKES, VOWELS

FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Noise:
    """How much is spoiled, each as a share of the utterances or words that it may touch."""

    openers: float = 0.5
    fillers: float = 0.1
    dropped_function_words: float = 0.3
    misheard_words: float = 0.1


def spoil(text: str, seed: int, noise: Noise = Noise()) -> str:
    """Return a spoiled text; it depends on text and seed alone, and something is always left."""
    generator = random.Random(f"{seed} {text}")  # noqa: S311  an experiment, not a secret
    words = text.lower().split()
    heard = [word for word in words if not _is_dropped(word, generator, noise)] or words
    heard = [
        mishear(word, generator) if generator.random() < noise.misheard_words else word
        for word in heard
    ]
    opener = generator.choice(OPENERS) if generator.random() < noise.openers else ""
    return " ".join([opener, *_with_fillers(heard, generator, noise)]).strip()


def spoil_all(labelled: Iterable[Labelled], seed: int, noise: Noise = Noise()) -> list[Labelled]:
    """Return the same utterances with spoiled texts."""
    return [replace(one, text=spoil(one.text, seed, noise)) for one in labelled]


def mishear(word: str, generator: random.Random) -> str:
    """Return another word that sounds like it, or the word with one letter heard wrongly."""
    if word in SOUND_ALIKES:
        return generator.choice(SOUND_ALIKES[word])
    if len(word) < FEWEST_LETTERS:
        return word
    place = generator.randrange(1, len(word) - 1)
    return generator.choice((_without, _doubled, _other_vowel, _swapped))(word, place, generator)


def _is_dropped(word: str, generator: random.Random, noise: Noise) -> bool:
    return word in FUNCTION_WORDS and generator.random() < noise.dropped_function_words


def _with_fillers(words: list[str], generator: random.Random, noise: Noise) -> list[str]:
    heard: list[str] = []
    for word in words:
        if generator.random() < noise.fillers:
            heard.append(generator.choice(FILLERS))
        heard.append(word)
    return heard


def _without(word: str, place: int, generator: random.Random) -> str:
    return word[:place] + word[place + 1 :]


def _doubled(word: str, place: int, generator: random.Random) -> str:
    return word[: place + 1] + word[place:]


def _other_vowel(word: str, place: int, generator: random.Random) -> str:
    places = [here for here, letter in enumerate(word) if letter in VOWELS] or [place]
    changed = generator.choice(places)
    return word[:changed] + generator.choice(VOWELS) + word[changed + 1 :]


def _swapped(word: str, place: int, generator: random.Random) -> str:
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
