"""Fit the score: `python -m matching.fitting.calibrate DATA.json DATA.json`.

Makes companies of each data file's intents and of all together, puts callers of their own and of
others to the index, and fits the chance that the strongest candidate is right; once more for those
of few intents, beside what any such company is asked for. The result is
`matching/engine/calibration.json`, for every encoder; nothing of the data is kept.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from matching.engine import Catalog, build_index
from matching.engine.encoders import Encoder, choose_encoder, current_encoder
from matching.engine.encoders.choice import NAMES
from matching.engine.evidence import CALIBRATION, MEASURES, Evidence
from matching.engine.pool import Pool, build_pool
from matching.engine.score import Candidate, find_candidates
from matching.engine.utterance import Utterance, prepare
from matching.fitting.companies import Company, make_company, read_rows
from matching.fitting.regression import fit_logistic
from matching.fitting.remembering import Remembering

COMPANIES_EACH = 40
WEIGHTS = {"own": 1.0, "near": 0.5, "far": 1.0}
"""Callers near the company's intents but outside are rarer on a real line than they are here."""

WEIGHTS_OF_FEW = {"own": 1.0, "near": 1.0, "far": 1.0}
"""Not where there are few intents: most callers ask for something else."""

SPEAKS_FOR = frozenset(
    {"strength", "lead", "lexical", "semantic", "semantic_lead", "sorted", "coverage"}
)
"""More of these never lowers a score: without that, fits traded one for another and carried less
far to companies unlike those that they were made on."""

RIVALLED = ("lead", "lexical", "semantic")
"""What is weighed beside rivals: more measures fitted better and carried less far to other data."""

PENALTY = 5.0
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence for an utterance's strongest candidate, and whether it was right."""

    evidence: Evidence
    is_right: bool
    source: str


def main(files: Sequence[str]) -> None:
    """Fit every encoder on these data files and write the result."""
    fitted = {}
    for name in NAMES:
        choose_encoder(name)
        examples = list(_examples(list(map(Path, files)), Remembering(current_encoder())))
        print(f"{name}: {len(examples)} examples", file=sys.stderr)  # noqa: T201
        fitted[name] = {
            "alone": fit([one for one in examples if not one.evidence.is_rivalled]),
            "rivalled": fit(
                [one for one in examples if one.evidence.is_rivalled], RIVALLED, WEIGHTS_OF_FEW
            ),
        }
    CALIBRATION.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


def fit(
    examples: Sequence[Example],
    names: Sequence[str] = MEASURES,
    weight_of: Mapping[str, float] = WEIGHTS,
) -> dict[str, Any]:
    """The intercept and weights of the calibration."""
    measures = np.array([[getattr(one.evidence, name) for name in names] for one in examples])
    is_right = np.array([float(one.is_right) for one in examples])
    weights = np.array([weight_of[one.source] for one in examples])
    least = np.array([0.0 if name in SPEAKS_FOR else -np.inf for name in names])
    most = np.full(len(names), np.inf)
    intercept, slopes = fit_logistic(measures, is_right, weights, PENALTY, least, most)
    rounded = {
        name: round(float(slope), DECIMALS) for name, slope in zip(names, slopes, strict=True)
    }
    return {"intercept": round(intercept, DECIMALS), "weights": rounded}


def _examples(files: list[Path], encoder: Encoder) -> Iterator[Example]:
    data = [read_rows(file) for file in files]
    together = {part: [row for one in data for row in one[part]] for part in ("train", "test")}
    for place, one in enumerate([*data, together]):
        others = [other for other in data if other is not one and one is not together]
        elsewhere = [text for other in others for text, _ in other["test"]]
        for number in range(COMPANIES_EACH):
            company = make_company(one, elsewhere, seed=1000 * place + number)
            yield from _of_company(company, encoder)


def _of_company(company: Company, encoder: Encoder) -> Iterator[Example]:
    index = build_index(Catalog.from_document(company.catalog), encoder)
    alone = build_pool(index.scenarios.entries, encoder)
    beside = build_pool(alone.entries, encoder, requests=company.requests)
    for pool in (alone, beside) if beside.is_rivalled else (alone,):
        for caller in company.callers:
            strongest = _strongest(pool, prepare(index, caller.text))
            if not strongest.evidence.is_exact:
                meant = pool.entries[strongest.order][0]
                yield Example(strongest.evidence, meant == caller.intent, caller.source)


def _strongest(pool: Pool, utterance: Utterance) -> Candidate:
    return max(find_candidates(pool, utterance), key=lambda one: one.evidence.strength)


if __name__ == "__main__":
    main(sys.argv[1:])
