"""Which companies are on which version of a template, counted over all companies.

Needs the platform's scope: the figures are staff's.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Max

from templates_brain.models import Provenance, Template


@dataclass(frozen=True, slots=True)
class Standing:
    """How many companies are on each version of a template; `newest` is None before the first."""

    newest: int | None = None
    companies_on: Mapping[int, int] = field(default_factory=dict)

    @property
    def companies(self) -> int:
        """How many companies have a copy of the template."""
        return sum(self.companies_on.values())

    @property
    def behind(self) -> int:
        """How many companies have a copy of an older version than the newest."""
        return self.behind_version(self.newest or 0)

    def behind_version(self, number: int) -> int:
        """Return how many companies have a copy of an older version than this one."""
        return sum(count for version, count in self.companies_on.items() if version < number)


def standings() -> dict[UUID, Standing]:
    """Return the standing of every template by its id, in two queries."""
    counted: defaultdict[UUID, dict[int, int]] = defaultdict(dict)
    copies = Provenance.objects.order_by().values_list("template_id", "template_version")
    for template_id, version, companies in copies.annotate(companies=Count("id")):
        counted[template_id][version] = companies
    newest = Template.objects.annotate(newest=Max("versions__number")).values_list("pk", "newest")
    return {pk: Standing(number, counted[pk]) for pk, number in newest}


def standing_of(template: Template) -> Standing:
    """Return one template's standing."""
    return standings()[template.pk]
