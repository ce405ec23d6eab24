"""`evaluate_matching`: how well the engine understands labelled utterances."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from matching.engine import Catalog, CatalogError, Index, build_index
from matching.evaluation.evaluating import NOISES, Evaluation, evaluate
from matching.evaluation.labelled import Labelled, LabelledError, read_labelled
from matching.evaluation.outcomes import Answer, Outcome, answer_with
from matching.evaluation.page import page
from matching.evaluation.table import table
from templates_brain.cloning import UnknownTemplate, find_version
from templates_brain.linting import catalog_of, live_scenarios
from tenants.commands import JSONCommand

TOLD_EVERY = 1_000
MOST_NAMED = 5


class Command(JSONCommand):
    """Prints the figures as one JSON object, and as a table and a page for people."""

    help = "Evaluate the engine on a labelled file, or on a template's own test phrases."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what is evaluated, on what, and how it is told."""
        parser.add_argument("file", type=Path, metavar="FILE", nargs="?")
        answering = parser.add_mutually_exclusive_group(required=True)
        answering.add_argument("--catalog", type=Path, metavar="FILE")
        answering.add_argument("--template", metavar="KEY")
        parser.add_argument("--trade", help="Only the utterances of the file with this trade.")
        parser.add_argument("--noise", action="store_true", help="Spoil the utterances too.")
        parser.add_argument("--seed", type=int, default=1, help="What the noise depends on.")
        parser.add_argument("--html", type=Path, metavar="FILE", help="Write a page with plots.")
        parser.add_argument(
            "--table", action="store_true", help="Print a table too, as at a terminal anyway."
        )

    def handle(self, **options: Any) -> None:
        """Evaluate, then print and write."""
        content = _template(options["template"]) if options["template"] else None
        catalog = _read_catalog(options["catalog"]) if content is None else _catalog(content)
        labelled = list(_labelled(options, content))
        if not labelled:
            raise CommandError("There are no utterances to evaluate.")
        self._tell_unknown(catalog, labelled)
        passes = 1 + len(NOISES) * options["noise"]
        answer = self._counted(answer_with(_built(catalog)), passes * len(labelled))
        seed = options["seed"] if options["noise"] else None
        self._report(evaluate(labelled, answer, seed), options)

    def _report(self, evaluation: Evaluation, options: dict[str, Any]) -> None:
        if options["html"]:
            against = options["template"] or options["catalog"].name
            said = options["file"].name if options["file"] else "its test phrases"
            _write(options["html"], page(evaluation, f"Matching: {against} on {said}"))
        self.emit(evaluation.as_document())
        if options["table"] or self.stdout.isatty():
            self.stderr.write(table(evaluation), self.style.NOTICE)

    def _counted(self, answer: Answer, total: int) -> Answer:
        """Return the same answers, with their number told now and then."""
        done = 0

        def counted(text: str) -> Outcome:
            nonlocal done
            done += 1
            if done % TOLD_EVERY == 0:
                self.stderr.write(f"{done} of {total} decisions", self.style.NOTICE)
            return answer(text)

        return counted

    def _tell_unknown(self, catalog: Catalog, labelled: list[Labelled]) -> None:
        known = {one.id for one in catalog.scenarios} | {one.id for one in catalog.qnas}
        unknown = sorted({wanted for one in labelled for wanted in one.expects} - known)
        if unknown:
            named = ", ".join(unknown[:MOST_NAMED]) + ("…" if len(unknown) > MOST_NAMED else "")
            self.stderr.write(f"{len(unknown)} ids expected are not in the catalog: {named}")


def _template(key: str) -> dict[str, Any]:
    try:
        return find_version(key).content  # type: ignore[no-any-return]
    except UnknownTemplate as error:
        raise CommandError(str(error)) from error


def _catalog(content: dict[str, Any]) -> Catalog:
    return Catalog.from_document(catalog_of(content))


def _read_catalog(path: Path) -> Catalog:
    try:
        return Catalog.from_document(json.loads(path.read_bytes()))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except CatalogError as error:
        raise CommandError(f"{path}: {error}") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path} is not JSON.") from error


def _built(catalog: Catalog) -> Index:
    try:
        return build_index(catalog)
    except CatalogError as error:
        raise CommandError(str(error)) from error


def _labelled(options: dict[str, Any], content: dict[str, Any] | None) -> Iterator[Labelled]:
    if options["file"] is not None:
        wanted = options["trade"]
        return (one for one in _read(options["file"]) if wanted in (None, one.trade))
    if content is None:
        raise CommandError("A catalog needs a FILE of labelled utterances.")
    return _test_phrases(content)


def _read(path: Path) -> list[Labelled]:
    try:
        with path.open("rb") as lines:
            return read_labelled(lines)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except LabelledError as error:
        raise CommandError(f"{path}: {error}") from error


def _test_phrases(content: dict[str, Any]) -> Iterator[Labelled]:
    for scenario in live_scenarios(content):
        for phrase in scenario["testPhrases"]:
            yield Labelled(phrase, (scenario["key"],))


def _write(path: Path, content: str) -> None:
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
