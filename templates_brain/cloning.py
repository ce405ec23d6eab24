"""A company's own copy of a template: deep, in one transaction, with nothing leading back."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from templates_brain.documents import checked_template
from templates_brain.models import (
    FillerWord,
    Provenance,
    Scenario,
    ScenarioCategory,
    Template,
    TemplateVersion,
    UrgencyKeyword,
    Variable,
)
from templates_brain.models.fields import Origin
from tenants.audit import record
from tenants.configuration import lock_configuration
from tenants.scope import company_scope

_DEFINITION_FIELDS = ["label", "type", "required", "category", "example", "choices", "position"]


class UnknownTemplate(LookupError):
    """No template has this key or id, or it has no such version."""


class ClonedAlready(RuntimeError):
    """The company has a copy of another template or version."""


@dataclass(frozen=True)
class CloneReport:
    """What a clone came to; the lists hold scenario keys."""

    company_id: UUID
    template_key: str
    from_version: int | None
    to_version: int
    added: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def find_version(template: str, number: int | None = None) -> TemplateVersion:
    """Return a version, the newest by default, of the template with this id or key."""
    versions = TemplateVersion.objects.select_related("template").filter(
        template__in=_templates(template)
    )
    if number is not None:
        versions = versions.filter(number=number)
    found = versions.order_by("-number").first()
    if found is None:
        raise UnknownTemplate(f"There is no published template {template!r}.")
    return found


def clone_template(company_id: UUID, version: TemplateVersion, *, actor: str) -> CloneReport:
    """Copy a template's version into the company; the same version again changes nothing.

    Values that the company has filled in are kept. Raises `ClonedAlready` where the company is on
    another template or version.
    """
    with company_scope(company_id, writing=True):
        lock_configuration(company_id)
        provenance = Provenance.objects.first()
        if provenance is not None:
            return _unchanged(provenance, version)
        added = _copy(version)
        _write_provenance(version, actor)
        record(actor, "template_cloned", template=version.template.key, version=version.number)
    return CloneReport(company_id, version.template.key, None, version.number, added=added)


def _templates(template: str) -> QuerySet[Template]:
    try:
        return Template.objects.filter(pk=UUID(template))
    except ValueError:
        return Template.objects.filter(key=template)


def _unchanged(provenance: Provenance, version: TemplateVersion) -> CloneReport:
    stands = (provenance.template_key, provenance.template_version)
    if stands != (version.template.key, version.number):
        raise ClonedAlready(f"The company has a copy of {stands[0]}, version {stands[1]}.")
    kept = tuple(Scenario.objects.values_list("key", flat=True))
    return CloneReport(provenance.company_id, *stands, stands[1], kept=kept)


def _write_provenance(version: TemplateVersion, actor: str) -> None:
    Provenance.objects.create(
        template_id=version.template_id,
        template_key=version.template.key,
        template_version=version.number,
        content_hash=version.content_hash,
        cloned_at=timezone.now(),
        cloned_by=actor,
    )


def _copy(version: TemplateVersion) -> tuple[str, ...]:
    content = checked_template(version.content)
    categories = {
        row["key"]: ScenarioCategory(position=place, **row)
        for place, row in enumerate(content["categories"])
    }
    ScenarioCategory.objects.bulk_create(categories.values())
    Scenario.objects.bulk_create(
        Scenario(
            position=place,
            origin=Origin.TEMPLATE,
            **{**row, "category": categories[row["category"]]},
        )
        for place, row in enumerate(content["scenarios"])
    )
    FillerWord.objects.bulk_create(
        FillerWord(word=word, origin=Origin.TEMPLATE) for word in content["fillerWords"]
    )
    UrgencyKeyword.objects.bulk_create(
        UrgencyKeyword(origin=Origin.TEMPLATE, **row) for row in content["urgencyKeywords"]
    )
    _define_variables(content["variableDefinitions"])
    return tuple(row["key"] for row in content["scenarios"])


def _define_variables(definitions: list[dict[str, object]]) -> None:
    """Take the definitions over; a value that stands already keeps standing."""
    standing = {row.name: row for row in Variable.objects.all()}
    rows = []
    for place, definition in enumerate(definitions):
        row = standing.get(str(definition["name"])) or Variable()
        for name, value in {**definition, "position": place}.items():
            setattr(row, name, value)
        rows.append(row)
    Variable.objects.bulk_create(row for row in rows if row.name not in standing)
    Variable.objects.bulk_update((row for row in rows if row.name in standing), _DEFINITION_FIELDS)
