"""The companies that a version may be cloned to, and what each of them is on now."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from templates_brain.models import Provenance, TemplateVersion
from tenants.models import Company

MOST_LISTED = 500


@dataclass(frozen=True)
class Target:
    """A company, the version that it would get, and what it is on (None: of no template)."""

    company: Company
    version: TemplateVersion
    provenance: Provenance | None

    @property
    def is_elsewhere(self) -> bool:
        """Whether the company is on another template, and would leave it."""
        return bool(self.provenance and self.provenance.template_key != self.version.template.key)

    @property
    def behind(self) -> int:
        """Return by how many versions of the same template the company is behind."""
        if self.provenance is None or self.is_elsewhere:
            return 0
        return max(0, self.version.number - self.provenance.template_version)


@dataclass(frozen=True)
class Listed:
    """The companies on the page; `unlisted` more there are."""

    targets: list[Target]
    unlisted: int


def list_targets(version: TemplateVersion, search: str) -> Listed:
    """Return the companies whose name has the text in it, by name."""
    companies = Company.objects.filter(name__icontains=search)
    targets = targets_of(version, companies[:MOST_LISTED])
    return Listed(targets, companies.count() - len(targets))


def targets_of(version: TemplateVersion, companies: QuerySet[Company]) -> list[Target]:
    """Return companies with what they are on, in one more query for all of them."""
    rows = list(companies)
    found = Provenance.objects.filter(company__in=[company.pk for company in rows])
    stands = {one.company_id: one for one in found}
    return [Target(company, version, stands.get(company.pk)) for company in rows]


def answered_companies() -> QuerySet[Company]:
    """Return the companies whose calls are answered."""
    return Company.objects.filter(is_live=True, is_suspended=False)


def companies_behind(version: TemplateVersion) -> QuerySet[Company]:
    """Return the companies that are on an older version of the same template."""
    older = Provenance.objects.filter(
        company=OuterRef("pk"),
        template_key=version.template.key,
        template_version__lt=version.number,
    )
    return Company.objects.filter(Exists(older))
