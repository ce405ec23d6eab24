"""What is wrong, or may be, with behaviours, weights, conditions and defaults of a template."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from templates_brain.placeholders import placeholders

Document = dict[str, Any]

FACT = re.compile(r"\$\s?\d|\+?\d[\d\s().-]{6,}\d")
"""What looks like a company's price or telephone number."""

COMPANY = re.compile(
    r"\b(?!(?:Our|Your|The|This|That|Any|No|Central|Is|Are)\b)[A-Z]\w+(?:['\u2019]s|s['\u2019])? "
    r"(?:and |& )?"
    r"(?:Plumbing|Heating|Cooling|HVAC|Electric|Electrical|Mechanical|Rooter|Brothers|Sons|LLC|Inc)\b"
)
"""What looks like a company's name."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or may be: its level, its check, the scenario, a sentence."""

    level: Literal["error", "warning"]
    check: str
    scenario: str
    message: str

    def as_document(self) -> dict[str, str]:
        """Return the finding as the commands print it."""
        return {
            "level": self.level,
            "check": self.check,
            "scenario": self.scenario,
            "message": self.message,
        }


def company_facts(where: str, texts: Iterable[str]) -> Iterator[Finding]:
    """Yield each of these texts that seems to be one company's and no template's."""
    for text in texts:
        if FACT.search(text) or COMPANY.search(text):
            message = f"This looks like a company's name, price or number: {text!r}"
            yield Finding("error", "company_fact", where, message)


def _openers(content: Document) -> Iterator[Finding]:
    """Yield what no company could say of a behaviour's openers."""
    defined = {one["name"] for one in content["variableDefinitions"]}
    for behaviour in content["behaviours"]:
        key = f"behaviour:{behaviour['key']}"
        for opener in behaviour["openers"]:
            if not defined.issuperset(placeholders(opener)):
                message = f"{opener!r} names a variable that is not defined."
                yield Finding("error", "undefined_placeholder", key, message)
        yield from company_facts(key, behaviour["openers"])


def _defaults(content: Document) -> Iterator[Finding]:
    for definition in content["variableDefinitions"]:
        yield from company_facts(f"variable:{definition['name']}", [definition["default"]])


def _weights(content: Document) -> Iterator[Finding]:
    for scenario in content["scenarios"]:
        replies = {*scenario["quickReplies"], *scenario["fullReplies"]}
        for text in scenario["replyWeights"].keys() - replies:
            message = f"The weight of {text[:40]!r} is no reply's."
            yield Finding("warning", "weight_of_no_reply", scenario["key"], message)


def _parameters(content: Document) -> Iterator[Finding]:
    for scenario in content["scenarios"]:
        for hook in scenario["hookParameters"].keys() - set(scenario["actionHooks"]):
            message = f"{hook} is told something, but does not fire here."
            yield Finding("warning", "idle_parameters", scenario["key"], message)


def _conditions(content: Document) -> Iterator[Finding]:
    """Yield conditions that no call can meet: nothing sets the fact to that value."""
    ever_set = {
        (name, repr(value))
        for scenario in content["scenarios"]
        for name, value in scenario["effects"].get("set", {}).items()
    }
    for scenario in content["scenarios"]:
        for name, value in scenario["preconditions"].get("requires", {}).items():
            if (name, repr(value)) not in ever_set:
                message = f"No scenario sets {name} to {value!r}: this is never answered."
                yield Finding("warning", "unmet_condition", scenario["key"], message)


RULES = (_openers, _defaults, _weights, _parameters, _conditions)
"""Checks that need no engine; each takes a version's content and yields findings."""
