"""A company's whole configuration as the API shows it."""

from typing import Any

from templates_brain.models import FillerWord, Provenance, Scenario, UrgencyKeyword, Variable
from templates_brain.models.fields import Origin
from templates_brain.serializers import ScenarioSerializer, VariableDefinitionSerializer
from templates_brain.variables import variable_values
from tenants.models import Company


def describe_configuration() -> dict[str, Any]:
    """Return the bound company's configuration; needs no argument because it has a scope."""
    company = Company.in_company.get()
    provenance = Provenance.objects.first()
    values = variable_values()
    return {
        "companyId": str(company.id),
        "companyName": values.get("companyName", company.name),
        "clonedFrom": provenance and provenance.template_key,
        "clonedFromVersion": provenance and provenance.template_version,
        "clonedAt": provenance and provenance.cloned_at,
        "variables": values,
        "variableDefinitions": VariableDefinitionSerializer(Variable.objects.all(), many=True).data,
        "fillerWords": describe_fillers(),
        "urgencyKeywords": describe_urgency(),
        "scenarios": ScenarioSerializer(
            Scenario.objects.select_related("category"), many=True
        ).data,
        "version": company.configuration_version,
    }


def describe_fillers() -> dict[str, list[str]]:
    """Return the template's filler words and the company's own."""
    rows = list(FillerWord.objects.values_list("origin", "word"))
    return {name: [word for origin, word in rows if origin == kept] for name, kept in _LISTS}


def describe_urgency() -> dict[str, list[dict[str, Any]]]:
    """Return the template's urgency keywords and the company's own."""
    rows = list(UrgencyKeyword.objects.values("origin", "word", "weight"))
    return {
        name: [
            {"word": row["word"], "weight": row["weight"]} for row in rows if row["origin"] == kept
        ]
        for name, kept in _LISTS
    }


_LISTS = (("inherited", Origin.TEMPLATE), ("custom", Origin.COMPANY))
