"""What a clone and an upgrade cost, and whether the thousandth costs more than the first.

`BENCH_COMPANIES` makes it fewer companies, for a look that takes seconds.
"""

import copy
import os
import resource
from statistics import median
from uuid import UUID

from templates_brain.cloning import clone_template, find_version
from templates_brain.models import TemplateVersion
from templates_brain.publishing import load_template
from tenants.models import Company
from tenants.scope import platform_scope
from tests.bench.timing import milliseconds_once

COMPANIES = int(os.environ.get("BENCH_COMPANIES", "1000"))
QUARTER = COMPANIES // 4


def sync_figures() -> dict[str, float]:
    """Clone `universal` into many companies, change a tenth of it, and bring that in."""
    companies = [_create(number) for number in range(COMPANIES)]
    first = find_version("universal")
    clones = _brought_in("clone", companies, first)
    upgrades = _brought_in("upgrade", companies, _publish_changed(first))
    return {"sync_companies": COMPANIES, **clones, **upgrades}


def _brought_in(name: str, companies: list[UUID], version: TemplateVersion) -> dict[str, float]:
    """Return the median time, how it grew from the first quarter to the last, and the memory.

    The first quarter fills what a process keeps, so the memory is what the rest added.
    """
    times = [_milliseconds(company, version) for company in companies[:QUARTER]]
    held = _peak_megabytes()
    times += [_milliseconds(company, version) for company in companies[QUARTER:]]
    return {
        f"{name}_ms": median(times),
        f"{name}_growth": median(times[-QUARTER:]) / median(times[:QUARTER]),
        f"{name}_grown_mb": _peak_megabytes() - held,
    }


def _peak_megabytes() -> float:
    """Return the most memory that the process has held; Linux tells it in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _create(number: int) -> UUID:
    with platform_scope("bench"):
        company: Company = Company.objects.create(name=f"Synced {number}")
    return company.pk


def _milliseconds(company_id: UUID, version: TemplateVersion) -> float:
    return milliseconds_once(lambda: clone_template(company_id, version, actor="bench"))


def _publish_changed(version: TemplateVersion) -> TemplateVersion:
    content = copy.deepcopy(version.content)
    for scenario in content["scenarios"][::10]:
        scenario["name"] = f"{scenario['name']}, changed"
    load_template(content, actor="bench")
    return find_version("universal")
