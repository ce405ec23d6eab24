"""Made-up companies from public intent data, and what their callers say."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching.engine.common_requests import Request
from matching.engine.normalise import normalise
from matching.evaluation.few_shot import few_shot_catalog
from matching.evaluation.noise import spoil
from matching.evaluation.sounds import FILLERS

SIZES = (1, 2, 3, 4, 6, 8, 12, 20, 30, 45, 64, 90, 130)
TRIGGERS = (1, 2, 4, 6, 8, 10, 10, 12, 15)
MOST_OF_ITS_INTENTS = 0.9
CALLERS = {"own": 60, "near": 40, "far": 20}
SPOILED = 0.5
COMMON = 90
COMMON_SHARE = 0.6
"""How many of the data's intents, and which share of them at most, any company is asked for."""

WAYS = 2
"""In how many ways each of them is asked for."""


@dataclass(frozen=True, slots=True)
class Caller:
    """An utterance, the intent that it belongs to (None: none of the company's), and from where.

    `source` is `own`, `near` (another intent of the same data) or `far` (other data).
    """

    text: str
    intent: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Company:
    """A catalog document, what any company is asked for, and utterances to try it with."""

    catalog: dict[str, Any]
    requests: tuple[Request, ...]
    callers: tuple[Caller, ...]


def read_rows(file: Path) -> dict[str, list[tuple[str, str]]]:
    """A data file's `train` and `test` rows, each a text and its intent; `val` is tested on."""
    document = json.loads(file.read_text(encoding="utf-8"))
    named = {
        part: [(text, f"{file.stem}:{intent}") for text, intent in rows]
        for part, rows in document.items()
    }
    return {"train": named["train"], "test": [*named["test"], *named.get("val", [])]}


def make_company(
    data: Mapping[str, Sequence[tuple[str, str]]], elsewhere: Sequence[str], seed: int
) -> Company:
    """A company with some of the data's intents; its size and its triggers vary with the seed."""
    chance = random.Random(f"company {seed}")  # noqa: S311  an experiment, not a secret
    intents = sorted({intent for _, intent in data["train"]})
    chance.shuffle(intents)
    size = min(chance.choice(SIZES), max(1, int(len(intents) * MOST_OF_ITS_INTENTS)))
    own = set(intents[:size])
    catalog = few_shot_catalog(data["train"], own, chance.choice(TRIGGERS), seed)
    inside = [Caller(text, intent, "own") for text, intent in data["test"] if intent in own]
    near = [Caller(text, None, "near") for text, intent in data["test"] if intent not in own]
    far = [Caller(text, None, "far") for text in elsewhere]
    drawn = [caller for callers in (inside, near, far) for caller in _draw(chance, callers)]
    spoiled = [_spoiled(caller, seed) if chance.random() < SPOILED else caller for caller in drawn]
    return Company(
        {**catalog, "fillerWords": list(FILLERS)},
        _requests(data["train"], catalog, chance.sample(intents, len(intents)), seed),
        tuple(spoiled),
    )


def _requests(
    rows: Sequence[tuple[str, str]], catalog: Mapping[str, Any], intents: Sequence[str], seed: int
) -> tuple[Request, ...]:
    """What any company is asked for: the first of these intents, in words that it does not have."""
    own = {trigger for one in catalog["scenarios"] for trigger in one["triggers"]}
    others = [(text, intent) for text, intent in rows if text not in own]
    common = {*intents[: min(COMMON, int(COMMON_SHARE * len(intents)))]}
    asked = few_shot_catalog(others, common & {intent for _, intent in others}, WAYS, seed)
    return tuple(
        tuple(normalise(way).text for way in one["triggers"]) for one in asked["scenarios"]
    )


def _draw(chance: random.Random, callers: Sequence[Caller]) -> list[Caller]:
    most = CALLERS[callers[0].source] if callers else 0
    return chance.sample(callers, min(most, len(callers)))


def _spoiled(caller: Caller, seed: int) -> Caller:
    return Caller(spoil(caller.text, seed), caller.intent, caller.source)
