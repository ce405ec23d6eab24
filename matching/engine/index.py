"""What is worked out once for a catalog, so that a decision only looks up."""

from dataclasses import dataclass
from typing import Any

import re2

from matching.engine.catalog import Catalog, CatalogError, Intent
from matching.engine.normalise import Heard, normalise
from matching.engine.pool import Pool, build_pool

REGEX_MEMORY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Index:
    """A catalog made ready: build it once with `build_index`, share it between threads."""

    catalog: Catalog
    urgency_words: tuple[tuple[str, ...], ...]
    qnas: Pool
    scenarios: Pool
    regexes: tuple[tuple[Any, ...], ...]
    negatives: tuple[tuple[Heard, ...], ...]

    def hear(self, text: str) -> Heard:
        """An utterance read as this catalog's triggers were."""
        return hear(self.catalog, text)


def build_index(catalog: Catalog) -> Index:
    """The index of a catalog; CatalogError names a regex trigger that RE2 refuses."""
    return Index(
        catalog=catalog,
        urgency_words=tuple(normalise(keyword.word).tokens for keyword in catalog.urgency_keywords),
        qnas=build_pool(
            [
                (qna.id, _hear_all(catalog, (qna.question, *qna.alternatives)))
                for qna in catalog.qnas
            ]
        ),
        scenarios=build_pool(
            [(scenario.id, _hear_all(catalog, scenario.triggers)) for scenario in catalog.scenarios]
        ),
        regexes=tuple(_compile_all(scenario) for scenario in catalog.scenarios),
        negatives=tuple(
            _hear_all(catalog, scenario.negative_triggers) for scenario in catalog.scenarios
        ),
    )


def hear(catalog: Catalog, text: str) -> Heard:
    """Text normalised with a catalog's fillers and protected urgency words."""
    urgent = [keyword.word for keyword in catalog.urgency_keywords]
    return normalise(text, catalog.filler_words, urgent)


def _hear_all(catalog: Catalog, texts: tuple[str, ...]) -> tuple[Heard, ...]:
    return tuple(hear(catalog, text) for text in texts)


def _compile_all(scenario: Intent) -> tuple[Any, ...]:
    return tuple(_compile(scenario.id, pattern) for pattern in scenario.regex_triggers)


def _compile(scenario_id: str, pattern: str) -> Any:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = REGEX_MEMORY_BYTES
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as error:
        raise CatalogError(
            f"scenario {scenario_id!r} has a regex trigger that RE2 refuses: {pattern!r}."
        ) from error
    if compiled.search(""):
        raise CatalogError(f"scenario {scenario_id!r} has a regex trigger that matches anything.")
    return compiled
