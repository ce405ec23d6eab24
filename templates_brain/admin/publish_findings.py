"""What is found wrong with a draft in milliseconds, as the publish page lists it."""

from dataclasses import dataclass

from templates_brain.admin.drafts import Draft
from templates_brain.admin.links import scenario_urls
from templates_brain.documents import Fault, InvalidDocument, checked_template
from templates_brain.linting import Finding, lint_cheaply
from templates_brain.models import Template


@dataclass(frozen=True)
class Found:
    """One finding, with the name and the page of its scenario where it has one."""

    level: str
    check: str
    message: str
    name: str
    url: str | None


def findings_of(template: Template, draft: Draft) -> list[Found]:
    """Return what refuses a draft and what the lint makes of it, without asking the engine."""
    findings = [*_faults(draft), *lint_cheaply(draft.content)]
    urls = scenario_urls(template, (one.scenario for one in findings))
    names = {one["key"]: one["name"] for one in draft.content["scenarios"]}
    return [
        Found(
            one.level, one.check, one.message, names.get(one.scenario, ""), urls.get(one.scenario)
        )
        for one in findings
    ]


def _faults(draft: Draft) -> list[Finding]:
    try:
        checked_template({**draft.content, "extends": None})
    except InvalidDocument as error:
        return [_finding(draft, fault) for fault in error.faults]
    return []


def _finding(draft: Draft, fault: Fault) -> Finding:
    match fault.place:
        case ("scenarios", int(position), *_):
            key = draft.content["scenarios"][position]["key"]
        case _:
            key = ""
    return Finding("error", "document", key, str(fault))
