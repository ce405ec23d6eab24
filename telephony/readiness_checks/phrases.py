"""The scenarios' test phrases put to the company's real index, beside the requests.

Hundreds of phrases take seconds. They are tried on a thread that touches no database, again only
when the phrases or what the index is made of have changed, and what came out is kept in the
company's cache at the version of its configuration.
"""

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from logging import getLogger
from threading import main_thread
from typing import Any
from uuid import UUID

from django.conf import settings

from matching.engine import decide
from telephony.indexes import PATIENCE_SECONDS, IndexInTheMaking
from telephony.profiles import agent_of
from telephony.readiness_checks.finding import READY, Finding
from templates_brain.models import Scenario
from templates_brain.models.fields import ScenarioStatus
from tenants.cache import CompanyCache
from tenants.models import Company

logger = getLogger(__name__)

LEAST_SHARE = 0.95
"""From this share of phrases on the part is ready: a few always sound like something else."""

PHRASES_MAX = 2_000
LOST_TOLD_MAX = 20

Result = dict[str, Any]
Phrase = tuple[str, str]
Subject = tuple[dict[str, Any], list[Phrase]]

_checker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="phrases")


class ProcessEnds(RuntimeError):
    """The process ends before the phrases were tried."""


@dataclass(frozen=True, slots=True)
class Check:
    """The phrases of one version being tried; `subject` is all that the result depends on."""

    version: int
    subject: Subject
    trying: "Future[Result]"


_checks: OrderedDict[UUID, Check] = OrderedDict()


def find_phrases() -> Finding:
    """Look for test phrases that do not reach their scenario."""
    company = Company.in_company.get()
    kept = CompanyCache(company.id).get("phrases", company.configuration_version)
    if kept is not None:
        return _finding(kept)
    check = _checks.get(company.id)
    if check is None or check.version != company.configuration_version:
        phrases = _phrases()
        if not phrases:
            return READY
        check = _begin(company, phrases)
    return _outcome(check)


def _phrases() -> list[Phrase]:
    """Return the test phrases of live scenarios, each with the key that it must reach."""
    live = Scenario.objects.filter(status=ScenarioStatus.LIVE).values_list("key", "test_phrases")
    return [(key, phrase) for key, phrases in live for phrase in phrases]


def _begin(company: Company, phrases: list[Phrase]) -> Check:
    agent = agent_of(company.id, company.configuration_version, company.name)
    heard = [(key, text) for key, text in phrases if key in agent.profile.scripts][:PHRASES_MAX]
    subject, before = (agent.profile.catalog, heard), _checks.pop(company.id, None)
    trying = _reusable(before, subject) or _checker.submit(_tried, agent.indexed, heard)
    check = _checks[company.id] = Check(company.configuration_version, subject, trying)
    while len(_checks) > settings.AGENTS_PER_PROCESS:
        _checks.popitem(last=False)
    trying.add_done_callback(partial(_keep, company.id, check.version))
    return check


def _reusable(before: Check | None, subject: Subject) -> "Future[Result] | None":
    """Return what is being tried or was, if it is the same; what has become old is dropped."""
    if before is None:
        return None
    if before.subject != subject:
        before.trying.cancel()
        return None
    has_failed = before.trying.done() and (before.trying.cancelled() or before.trying.exception())
    return None if has_failed else before.trying


def _tried(indexed: IndexInTheMaking, phrases: list[Phrase]) -> Result:
    """Try each phrase; one that the company's own answer takes is the company's will."""
    index, lost = indexed.newest(), []
    for key, phrase in phrases:
        if not main_thread().is_alive():
            raise ProcessEnds  # a worker that restarts waits for its threads
        decision = decide(index, phrase)
        if decision.kind != "qna" and decision.id != key:
            lost.append({"phrase": phrase, "scenarioKey": key, "reached": decision.id})
    return {"total": len(phrases), "lost": lost}


def _keep(company_id: UUID, version: int, trying: "Future[Result]") -> None:
    if trying.cancelled():
        return
    fault = trying.exception()
    if fault:
        logger.error("phrases_not_tried", extra={"company": str(company_id)}, exc_info=fault)
        return
    CompanyCache(company_id).put("phrases", version, trying.result())
    CompanyCache(company_id).forget("readiness")


def _outcome(check: Check) -> Finding:
    wait([check.trying], timeout=PATIENCE_SECONDS)
    if not check.trying.done() or check.trying.cancelled():
        todo = "The test phrases are being checked: look again in a moment."
        return Finding(todo, is_final=False)
    if check.trying.exception():
        return Finding("The test phrases could not be tried: try some of them by hand.")
    return _finding(check.trying.result())


def _finding(result: Result) -> Finding:
    total, lost = result["total"], result["lost"]
    share = 1 - len(lost) / total if total else 1.0
    details = {"total": total, "passed": total - len(lost), "lost": lost[:LOST_TOLD_MAX]}
    if share >= LEAST_SHARE:
        return Finding(details=details)
    todo = f"Mend triggers: {len(lost)} of {total} test phrases do not reach their scenario."
    return Finding(todo, share, details)
