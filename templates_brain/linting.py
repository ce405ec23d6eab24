"""What staff should know of a template before they publish it.

An error makes callers hear nonsense or nothing, and is refused by an import; a warning is for a
person to judge.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from matching.engine import Catalog, CatalogError, Index, build_index, decide, normalise
from templates_brain.documents import QUICK_REPLY_MAX_CHARS
from templates_brain.lint_rules import RULES, Document, Finding, company_facts
from templates_brain.placeholders import placeholders

__all__ = ["Confusion", "Finding", "Lint", "catalog_of", "lint", "lint_cheaply", "live_scenarios"]

FULL_REPLY_SPOKEN_CHARS = 600

_REPLY_FIELDS = ("quickReplies", "fullReplies")


@dataclass(frozen=True, slots=True)
class Confusion:
    """A phrase of one scenario that another one answers, or none."""

    phrase: str
    scenario: str
    reached: str | None

    def as_document(self) -> dict[str, str | None]:
        """Return the confusion as the commands print it."""
        return {"phrase": self.phrase, "scenario": self.scenario, "reached": self.reached}


@dataclass(frozen=True, slots=True)
class Lint:
    """All that was found: counts, findings, and what the real engine confuses."""

    scenarios: int
    triggers: int
    test_phrases: int
    findings: tuple[Finding, ...]
    lost_triggers: tuple[Confusion, ...] = ()
    lost_phrases: tuple[Confusion, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether there is no error and no trigger that another scenario wins."""
        return not self.errors and not self.lost_triggers

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return the findings that must be mended."""
        return tuple(one for one in self.findings if one.level == "error")

    @property
    def share_reached(self) -> float:
        """Return the share of test phrases that reach their own scenario, 0 to 1."""
        return 1 - len(self.lost_phrases) / self.test_phrases if self.test_phrases else 1.0


def lint_cheaply(content: Document) -> tuple[Finding, ...]:
    """Return what can be found without building an index, in milliseconds."""
    checks = (_doubled_triggers, _undefined, _facts, _too_long, _greedy_fillers)
    checks += RULES
    return tuple(finding for check in checks for finding in check(content))


def lint(content: Document) -> Lint:
    """Return everything, with every trigger and test phrase put to the real engine."""
    findings = lint_cheaply(content)
    live = live_scenarios(content)
    counts = {
        "scenarios": len(content["scenarios"]),
        "triggers": sum(len(one["triggers"]) for one in live),
        "test_phrases": sum(len(one["testPhrases"]) for one in live),
    }
    try:
        index = build_index(Catalog.from_document(catalog_of(content)))
    except CatalogError as error:
        broken = Finding("error", "catalog", "", str(error))
        return Lint(**counts, findings=(*findings, broken))
    lost_triggers = tuple(_confusions(index, live, "triggers"))
    return Lint(
        **counts,
        findings=(*findings, *_unreachable(live, lost_triggers)),
        lost_triggers=lost_triggers,
        lost_phrases=tuple(_confusions(index, live, "testPhrases")),
    )


def live_scenarios(content: Document) -> list[Document]:
    """Return what callers meet of a template."""
    return [one for one in content["scenarios"] if one["status"] == "live"]


def catalog_of(content: Document) -> Document:
    """Return the engine's catalog of a template's live scenarios."""
    live = live_scenarios(content)
    names = (
        *("triggers", "regexTriggers", "negativeTriggers", "priority", "isEmergency"),
        "minScore",
    )
    used = {one["category"] for one in live}
    categories = [one for one in content["categories"] if one["key"] in used]
    synonyms = {one["word"]: one for category in categories for one in category["synonyms"]}
    synonyms |= {one["word"]: one for one in content["synonyms"]}
    return {
        "fillerWords": [*content["fillerWords"], *_words_of(categories)],
        "synonyms": list(synonyms.values()),
        "urgencyKeywords": content["urgencyKeywords"],
        "scenarios": [
            {"id": one["key"], **{name: one[name] for name in names if one[name] is not None}}
            for one in live
        ],
    }


def _words_of(categories: list[Document]) -> list[str]:
    return [word for category in categories for word in category["fillerWords"]]


def _confusions(index: Index, scenarios: list[Document], field: str) -> Iterator[Confusion]:
    for scenario in scenarios:
        for phrase in scenario[field]:
            reached = decide(index, phrase).id
            if reached != scenario["key"]:
                yield Confusion(phrase, scenario["key"], reached)


def _unreachable(live: list[Document], lost: tuple[Confusion, ...]) -> Iterator[Finding]:
    """Yield the scenarios that no trigger of theirs reaches."""
    missed = Counter(one.scenario for one in lost)
    for scenario in live:
        if missed[scenario["key"]] == len(scenario["triggers"]):
            message = "None of its triggers reaches it: others win them all."
            yield Finding("error", "unreachable", scenario["key"], message)


def _doubled_triggers(content: Document) -> Iterator[Finding]:
    heard = [
        (normalise(trigger).text, trigger, scenario["key"])
        for scenario in content["scenarios"]
        for trigger in scenario["triggers"]
    ]
    counts = Counter(text for text, _, _ in heard)
    for text, trigger, key in heard:
        if not text:
            yield Finding("error", "empty_trigger", key, f"{trigger!r} says nothing.")
        elif counts[text] > 1:
            yield Finding("error", "doubled_trigger", key, f"{trigger!r} stands here twice.")


def _undefined(content: Document) -> Iterator[Finding]:
    definitions = {
        one["name"]: one["required"] or bool(one["default"])
        for one in content["variableDefinitions"]
    }
    for scenario in content["scenarios"]:
        for name in {name for _, reply in _replies(scenario) for name in placeholders(reply)}:
            if name not in definitions:
                message = f"{{{name}}} is not defined."
                yield Finding("error", "undefined_placeholder", scenario["key"], message)
        if not any(_is_safe(reply, definitions) for reply in scenario["quickReplies"]):
            message = "Every quick reply needs a value that a company may leave empty."
            yield Finding("warning", "no_safe_reply", scenario["key"], message)


def _is_safe(reply: str, definitions: dict[str, bool]) -> bool:
    return all(definitions.get(name) for name in placeholders(reply))


def _facts(content: Document) -> Iterator[Finding]:
    for scenario in content["scenarios"]:
        yield from company_facts(scenario["key"], (reply for _, reply in _replies(scenario)))


def _too_long(content: Document) -> Iterator[Finding]:
    limits = {"quickReplies": QUICK_REPLY_MAX_CHARS, "fullReplies": FULL_REPLY_SPOKEN_CHARS}
    for scenario in content["scenarios"]:
        for field, reply in _replies(scenario):
            if len(reply) > limits[field]:
                message = f"{len(reply)} characters are too long to listen to: {reply[:40]!r}…"
                yield Finding("warning", "long_reply", scenario["key"], message)


def _greedy_fillers(content: Document) -> Iterator[Finding]:
    words = [*content["fillerWords"], *_words_of(content["categories"])]
    fillers = {normalise(word).text: word for word in words}
    for one in content["urgencyKeywords"]:
        if normalise(one["word"]).text in fillers:
            yield Finding("error", "greedy_filler", "", f"{one['word']!r} is urgent and a filler.")
    for scenario in content["scenarios"]:
        for trigger in scenario["triggers"]:
            if normalise(trigger).text in fillers:
                message = f"The trigger {trigger!r} is a filler."
                yield Finding("error", "greedy_filler", scenario["key"], message)


def _replies(scenario: Document) -> list[tuple[str, str]]:
    return [(field, reply) for field in _REPLY_FIELDS for reply in scenario[field]]
