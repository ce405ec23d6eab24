"""A company's changes to its scenarios: its own, and its copy of the template's."""

from typing import Any

from rest_framework import serializers

from templates_brain.documents import as_cloned
from templates_brain.history import keep_state, record_change
from templates_brain.merging import changed_fields
from templates_brain.models import (
    Behaviour,
    Provenance,
    Scenario,
    ScenarioCategory,
    Section,
    TemplateVersion,
)
from templates_brain.models.fields import Origin
from templates_brain.snapshots import SCENARIO_COLUMNS, read_scenario
from tenants.errors import Conflict, RefusedByRule

Columns = dict[str, Any]


def add_scenario(columns: Columns, *, actor: str) -> Scenario:
    """Create a scenario of the company's own; raises `Conflict` where the key is taken."""
    keep_state()
    _check_behaviour(columns)
    if Scenario.objects.filter(key=columns["key"]).exists():
        raise Conflict(f"There is a scenario {columns['key']} already.")
    last = Scenario.objects.order_by("-position").first()
    scenario = Scenario(
        **{**columns, "category": _category(columns["category"])},
        origin=Origin.COMPANY,
        position=last.position + 1 if last else 0,
    )
    scenario.save()
    record_change(actor, "scenario_added", [Section.SCENARIOS], scenario=scenario.key)
    return scenario


def change_scenario(scenario: Scenario, columns: Columns, *, actor: str) -> Scenario:
    """Change fields; what differs from the template's is marked as the company's own.

    What is as it was already changes and records nothing.
    """
    keep_state()
    _check_behaviour(columns)
    if "category" in columns:
        columns = {**columns, "category": _category(columns["category"])}
    stands = Scenario.objects.select_related("category").get(pk=scenario.pk)
    new = {name: value for name, value in columns.items() if getattr(stands, name) != value}
    if not new:
        return scenario
    for name, value in new.items():
        setattr(scenario, name, value)
    if scenario.origin == Origin.TEMPLATE:
        scenario.changed_fields = changed_fields(read_scenario(scenario), _of_template(scenario))
    scenario.save()
    record_change(
        actor, "scenario_changed", [Section.SCENARIOS], scenario=scenario.key, fields=sorted(new)
    )
    return scenario


def remove_scenario(scenario: Scenario, *, actor: str) -> None:
    """Remove a scenario from the company's copy."""
    keep_state()
    scenario.delete()
    record_change(actor, "scenario_removed", [Section.SCENARIOS], scenario=scenario.key)


def reset_scenario(scenario: Scenario, *, actor: str) -> Scenario:
    """Return to the template's; raises `RefusedByRule` for a scenario of the company's own."""
    if scenario.origin != Origin.TEMPLATE:
        raise RefusedByRule("This scenario is the company's own: there is nothing to return to.")
    document = _of_template(scenario)
    columns = {column: document[name] for name, column in SCENARIO_COLUMNS.items() if name != "key"}
    return change_scenario(scenario, columns, actor=actor)


def _of_template(scenario: Scenario) -> dict[str, Any]:
    provenance = Provenance.objects.get()
    content = TemplateVersion.objects.get(
        template__key=provenance.template_key, number=provenance.template_version
    ).content
    return next(one for one in as_cloned(content)["scenarios"] if one["key"] == scenario.key)


def _category(key: str) -> ScenarioCategory:
    category = ScenarioCategory.objects.filter(key=key).first()
    if category is None and key == OWN_CATEGORY:
        category = ScenarioCategory.objects.create(key=key, name="Our own", position=999)
    if category is None:
        raise serializers.ValidationError({"category": ["There is no such category."]})
    return category


def _check_behaviour(columns: Columns) -> None:
    key = columns.get("behaviour")
    if key and not Behaviour.objects.filter(key=key).exists():
        raise serializers.ValidationError({"behaviour": ["There is no such behaviour."]})


OWN_CATEGORY = "own"
