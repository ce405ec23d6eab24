"""What is worked out once for a catalog, so that a decision only looks up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import re2

from matching.engine.catalog import Catalog, CatalogError, Intent, Thresholds
from matching.engine.common_requests import common_requests
from matching.engine.dangers import dangers_of
from matching.engine.encoders import Encoder, current_encoder
from matching.engine.normalise import Heard, normalise
from matching.engine.pool import Entry, Pool, build_pool
from matching.engine.reading import Reader, build_reader
from matching.engine.spelling import Speller, build_speller

REGEX_MEMORY_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """A catalog made ready: build it once with `build_index`, share it between threads.

    `intents`, `regexes` and `negatives` go by scenario id, and so do `places`, in the catalog, and
    `dangers`, the kinds of emergency that a scenario answers.
    """

    catalog: Catalog
    encoder: Encoder
    reader: Reader
    speller: Speller
    urgency_words: tuple[str, ...]
    qnas: Pool
    scenarios: Pool
    intents: Mapping[str, Intent]
    places: Mapping[str, int]
    regexes: Mapping[str, Sequence[Any]]
    negatives: Mapping[str, Sequence[Heard]]
    dangers: Mapping[str, frozenset[str]]

    def said_exactly(self, heard: Heard) -> set[str]:
        """The scenarios that have the whole utterance as a trigger."""
        places = self.scenarios.exact.get(heard.text, ())
        return {self.scenarios.entries[place][0] for place in places}

    def with_thresholds(self, thresholds: Thresholds) -> "Index":
        """The same index, answering from other scores on."""
        return replace(self, catalog=replace(self.catalog, thresholds=thresholds))


def build_index(
    catalog: Catalog, encoder: Encoder | None = None, previous: Index | None = None
) -> Index:
    """The index of a catalog; CatalogError names a regex trigger that RE2 refuses.

    What `previous`, an index of the same company, has worked out already is taken over.
    """
    encoder = encoder or current_encoder()
    known = previous if previous and previous.encoder.name == encoder.name else None
    if known and _without_own(known.catalog) == _without_own(catalog):
        return _asked_otherwise(known, catalog)
    reader = build_reader(catalog)
    qnas = _pool(
        _asked(catalog), reader, encoder, _Known(known, _asked, known.qnas) if known else None
    )
    scenarios = _pool(
        _said(catalog), reader, encoder, _Known(known, _said, known.scenarios) if known else None
    )
    return Index(
        catalog=catalog,
        encoder=encoder,
        reader=reader,
        speller=build_speller(_words(qnas) | _words(scenarios)),
        urgency_words=tuple(normalise(keyword.word).text for keyword in catalog.urgency_keywords),
        qnas=qnas,
        scenarios=scenarios,
        intents={one.id: one for one in catalog.scenarios},
        places={one.id: place for place, one in enumerate(catalog.scenarios)},
        regexes={one.id: _compile_all(one) for one in catalog.scenarios if one.regex_triggers},
        negatives={
            one.id: tuple(map(reader.read, one.negative_triggers))
            for one in catalog.scenarios
            if one.negative_triggers
        },
        dangers={one.id: dangers_of(one) for one in catalog.scenarios if one.is_emergency},
    )


def _without_own(catalog: Catalog) -> Catalog:
    """What a catalog has in common with those of other copies of one template."""
    return replace(catalog, qnas=(), thresholds=Thresholds())


def _asked_otherwise(known: Index, catalog: Catalog) -> Index:
    """The known index with this catalog's questions: all else is the same in memory."""
    if known.catalog.qnas == catalog.qnas:
        return known.with_thresholds(catalog.thresholds)
    qnas = _pool(_asked(catalog), known.reader, known.encoder, _Known(known, _asked, known.qnas))
    return replace(
        known,
        catalog=replace(known.catalog, qnas=catalog.qnas, thresholds=catalog.thresholds),
        qnas=qnas,
        speller=build_speller(_words(qnas) | _words(known.scenarios)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """A pool of an earlier index, and how its phrases are found in a catalog."""

    index: Index
    phrases_of: Callable[[Catalog], list[Entry]]
    pool: Pool


def _pool(phrases: list[Entry], reader: Reader, encoder: Encoder, known: _Known | None) -> Pool:
    """The pool of these phrases: the known one, where they are the same and are read alike."""
    if known and known.index.reader == reader and known.phrases_of(known.index.catalog) == phrases:
        return known.pool
    entries = [(identifier, reader.read_all(texts)) for identifier, texts in phrases]
    return build_pool(entries, encoder, known.pool if known else None, common_requests())


def _asked(catalog: Catalog) -> list[Entry]:
    return [(one.id, (one.question, *one.alternatives)) for one in catalog.qnas]


def _said(catalog: Catalog) -> list[Entry]:
    return [(one.id, one.triggers) for one in catalog.scenarios]


def _words(pool: Pool) -> set[str]:
    return {word for _, phrases in pool.entries for phrase in phrases for word in phrase.split()}


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
