"""Whether a company can take calls, in one definition: what counts how much, and what blocks."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telephony.readiness_checks import answers, line, phrases
from telephony.readiness_checks.finding import Finding
from tenants.cache import CompanyCache
from tenants.models import Company

Readiness = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Component:
    """One part of readiness; `weight` is its share of 100, and what is required blocks."""

    name: str
    weight: int
    is_required: bool
    about: str
    check: Callable[[], Finding]


COMPONENTS = (
    Component("scenarios", 15, True, "A scenario is live.", answers.find_scenarios),
    Component(
        "variables", 20, True, "Each required variable has a value.", answers.find_variables
    ),
    Component(
        "replies", 10, True,
        "Each live scenario and each answer can be spoken, and no text has a placeholder that no"
        " variable fills in.", answers.find_replies,
    ),
    Component(
        "phoneNumber", 10, True,
        "A number has an auth token, its own or the platform's, that its calls are checked with.",
        line.find_number,
    ),
    Component(
        "checkedToken", 5, False, "Twilio takes the auth token of a number.",
        line.find_checked_token,
    ),
    Component(
        "placeholders", 5, False,
        "No live text is left out because an optional variable is empty.",
        answers.find_placeholders,
    ),
    Component(
        "voice", 5, False,
        "A voice was chosen, and the key to it is there where it is at ElevenLabs.",
        line.find_voice,
    ),
    Component("hours", 5, False, "There are business hours.", line.find_hours),
    Component("transfer", 5, False, "Somebody picks up transfers.", line.find_transfer),
    Component("knowledge", 5, False, "There is an active answer.", answers.find_knowledge),
    Component(
        "testPhrases", 10, False,
        "At least 95 of 100 test phrases reach their scenario, or an answer of the company's own.",
        phrases.find_phrases,
    ),
    Component("testCall", 5, False, "Somebody spoke in a call.", line.find_test_call),
)  # fmt: skip
"""The whole definition: the weights add up to 100. docs/readiness.md is held to it by a test."""


def describe_readiness() -> Readiness:
    """Return the bound company's readiness, at most 30 s old and never older than a write."""
    company = Company.in_company.get()
    kept: Readiness | None = CompanyCache(company.id).get(
        "readiness", company.configuration_version
    )
    return measure_readiness() if kept is None else kept


def measure_readiness() -> Readiness:
    """Return the bound company's readiness as it is now; what is about to change is not kept."""
    company = Company.in_company.get()
    findings = [(component, component.check()) for component in COMPONENTS]
    measured = _described(findings)
    if all(finding.is_final for _, finding in findings):
        CompanyCache(company.id).put("readiness", company.configuration_version, measured)
    return measured


def _described(findings: list[tuple[Component, Finding]]) -> Readiness:
    blockers = [
        finding.todo for one, finding in findings if one.is_required and not finding.is_ready
    ]
    points = sum(
        one.weight * (1 if finding.is_ready else finding.share) for one, finding in findings
    )
    return {
        "score": math.floor(points),
        "canGoLive": not blockers,
        "components": [_component(one, finding) for one, finding in findings],
        "blockers": blockers,
    }


def _component(component: Component, finding: Finding) -> dict[str, Any]:
    described = {
        "name": component.name,
        "weight": component.weight,
        "ready": finding.is_ready,
        "required": component.is_required,
        "todo": finding.todo,
    }
    return {**described, "details": finding.details} if finding.details else described
