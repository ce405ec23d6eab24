"""Whether a company can take calls, in one definition: what counts how much, and what blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from knowledge.models import QuestionAnswer, Status
from telephony.models import TransferTarget
from templates_brain.models import Scenario, Variable
from templates_brain.models.fields import ScenarioStatus
from templates_brain.placeholders import render
from templates_brain.variables import spoken_values
from tenants.cache import CompanyCache
from tenants.models import Company, PhoneNumber


@dataclass(frozen=True, slots=True)
class Component:
    """One part of readiness; `weight` is its share of 100, `todo` what to do next."""

    name: str
    weight: int
    is_ready: bool
    is_required: bool
    todo: str


def describe_readiness() -> dict[str, Any]:
    """Return the bound company's readiness, at most 30 s old and never older than a write."""
    company = Company.in_company.get()
    cache = CompanyCache(company.id)
    kept: dict[str, Any] | None = cache.get("readiness", company.configuration_version)
    if kept is None:
        kept = _measured()
        cache.put("readiness", company.configuration_version, kept)
    return kept


def _measured() -> dict[str, Any]:
    components = [
        Component(name, weight, not (todo := check()), is_required, todo)
        for name, (weight, is_required, check) in COMPONENTS.items()
    ]
    blockers = [one.todo for one in components if one.is_required and not one.is_ready]
    return {
        "score": sum(one.weight for one in components if one.is_ready),
        "canGoLive": not blockers,
        "components": [_described(one) for one in components],
        "blockers": blockers,
    }


def _described(component: Component) -> dict[str, Any]:
    return {
        "name": component.name,
        "weight": component.weight,
        "ready": component.is_ready,
        "required": component.is_required,
        "todo": component.todo,
    }


def _scenarios_todo() -> str:
    is_there = Scenario.objects.filter(status=ScenarioStatus.LIVE).exists()
    return "" if is_there else "Copy a template: there are no live scenarios."


def _variables_todo() -> str:
    missing = Variable.objects.filter(required=True, value="").values_list("label", flat=True)
    return f"Fill in: {', '.join(missing)}." if missing else ""


def _replies_todo() -> str:
    values = spoken_values(Variable.objects.all())
    scenarios = Scenario.objects.filter(status=ScenarioStatus.LIVE)
    mute = [
        scenario.name
        for scenario in scenarios
        if all(render(reply, values) is None for reply in scenario.quick_replies)
    ]
    return f"No reply can be spoken in: {', '.join(mute)}." if mute else ""


def _number_todo() -> str:
    return "" if PhoneNumber.in_company.exists() else "Add the company's phone number."


def _knowledge_todo() -> str:
    is_there = QuestionAnswer.objects.filter(status=Status.ACTIVE).exists()
    return "" if is_there else "Add the questions that callers ask most, with your answers."


def _transfer_todo() -> str:
    return "" if TransferTarget.objects.exists() else "Name a person to put callers through to."


COMPONENTS: dict[str, tuple[int, bool, Callable[[], str]]] = {
    "scenarios": (25, True, _scenarios_todo),
    "variables": (25, True, _variables_todo),
    "replies": (15, True, _replies_todo),
    "phoneNumber": (15, True, _number_todo),
    "knowledge": (10, False, _knowledge_todo),
    "transfer": (10, False, _transfer_todo),
}
"""Each component's weight (they add up to 100), whether it blocks going live, and its check."""
