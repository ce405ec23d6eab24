"""What a clone and an upgrade cost, and whether the hundredth costs more than the first."""

import copy
import resource
from statistics import median
from uuid import UUID

from templates_brain.cloning import clone_template, find_version
from templates_brain.models import TemplateVersion
from templates_brain.publishing import load_template
from tenants.models import Company
from tests.bench.timing import milliseconds_once

COMPANIES = 100
QUARTER = COMPANIES // 4


def sync_figures() -> dict[str, float]:
    """Clone `universal` into many companies, change a tenth of it, and bring that in."""
    companies = [_create(number) for number in range(COMPANIES)]
    first = find_version("universal")
    clones = [_milliseconds(company, first) for company in companies]
    second = _publish_changed(first)
    grown_before = _peak_megabytes()
    upgrades = [_milliseconds(company, second) for company in companies]
    return {
        "sync_companies": COMPANIES,
        "clone_ms": median(clones),
        "clone_growth": median(clones[-QUARTER:]) / median(clones[:QUARTER]),
        "upgrade_ms": median(upgrades),
        "upgrade_growth": median(upgrades[-QUARTER:]) / median(upgrades[:QUARTER]),
        "upgrade_grown_mb": _peak_megabytes() - grown_before,
    }


def _peak_megabytes() -> float:
    """Return the most memory that the process has held; Linux tells it in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _create(number: int) -> UUID:
    company = Company(name=f"Synced {number}")
    company.save()
    return company.pk


def _milliseconds(company_id: UUID, version: TemplateVersion) -> float:
    return milliseconds_once(lambda: clone_template(company_id, version, actor="bench"))


def _publish_changed(version: TemplateVersion) -> TemplateVersion:
    content = copy.deepcopy(version.content)
    for scenario in content["scenarios"][::10]:
        scenario["name"] = f"{scenario['name']}, changed"
    load_template(content, actor="bench")
    return find_version("universal")
