"""Every trigger and test phrase of a draft put to the engine, a share of them at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Any, Literal

from matching.engine import decide
from templates_brain.admin.drafts import Draft, index_of
from templates_brain.admin.links import scenario_urls
from templates_brain.linting import live_scenarios
from templates_brain.models import Template

SECONDS_A_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something that must reach a scenario."""

    text: str
    kind: Literal["trigger", "test phrase"]
    scenario: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A phrase that another scenario answers, or none."""

    phrase: Phrase
    reached: str | None


@dataclass(frozen=True, slots=True)
class Share:
    """What was found from one place in the phrases up to another; `total` phrases there are."""

    tried_to: int
    total: int
    lost: tuple[Lost, ...]
    test_phrases: int
    """How many of the phrases of this share are test phrases."""


def phrases_of(draft: Draft) -> list[Phrase]:
    """Return what must reach the live scenarios of a draft: test phrases first."""
    live = live_scenarios(draft.content)
    tests = [Phrase(text, "test phrase", one["key"]) for one in live for text in one["testPhrases"]]
    triggers = [Phrase(text, "trigger", one["key"]) for one in live for text in one["triggers"]]
    return tests + triggers


def check_share(draft: Draft, begin: int, *, seconds: float = SECONDS_A_SHARE) -> Share:
    """Try phrases from `begin` on for about so long; raises `CatalogError` for a bad draft."""
    phrases, index = phrases_of(draft), index_of(draft)
    until, end, lost = monotonic() + seconds, begin, []
    for phrase in phrases[begin:]:
        reached = decide(index, phrase.text).id
        if reached != phrase.scenario:
            lost.append(Lost(phrase, reached))
        end += 1
        if monotonic() > until:
            break
    tests = sum(one.kind == "test phrase" for one in phrases[begin:end])
    return Share(end, len(phrases), tuple(lost), tests)


def check_all(draft: Draft) -> Share:
    """Try every phrase, however long it takes."""
    return check_share(draft, 0, seconds=float("inf"))


def lost_rows(template: Template, draft: Draft, lost: tuple[Lost, ...]) -> list[dict[str, Any]]:
    """Return lost phrases as the desk lists them: the phrase, what was wanted, what was reached."""
    names = {one["key"]: one["name"] for one in draft.content["scenarios"]}
    urls = scenario_urls(template, _keys(lost))

    def named(key: str | None) -> dict[str, str | None] | None:
        return {"key": key, "name": names.get(key, key), "url": urls.get(key)} if key else None

    return [
        {
            "phrase": one.phrase.text,
            "kind": one.phrase.kind,
            "wanted": named(one.phrase.scenario),
            "reached": named(one.reached),
        }
        for one in lost
    ]


def _keys(lost: tuple[Lost, ...]) -> Iterator[str | None]:
    for one in lost:
        yield from (one.phrase.scenario, one.reached)
