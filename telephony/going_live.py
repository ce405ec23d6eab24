"""Taking a company's calls, once nothing stands in the way, and taking it back."""

from typing import Any

from telephony.readiness import describe_readiness, measure_readiness
from tenants.audit import record
from tenants.configuration import lock_configuration
from tenants.errors import RefusedByRule
from tenants.models import Company
from tenants.scope import current_company_id


class NotReady(RefusedByRule):
    """The company is not ready to take calls; `details` holds what blocks."""

    def __init__(self, blockers: list[str]) -> None:
        super().__init__("The company is not ready to take calls.")
        self.details = {"blockers": blockers}


def go_live(*, actor: str) -> dict[str, Any]:
    """Let the bound company's callers be answered; raises `NotReady`.

    The configuration is locked meanwhile, and readiness measured afresh. A company that is live
    already stays so, whatever has come to stand in the way since.
    """
    lock_configuration(current_company_id())
    readiness = measure_readiness()
    if not Company.in_company.get().is_live:
        if readiness["blockers"]:
            raise NotReady(readiness["blockers"])
        Company.in_company.update(is_live=True)
        record(actor, "went_live", score=readiness["score"])
    return {"isLive": True, **readiness}


def leave_live(*, actor: str) -> dict[str, Any]:
    """Stop answering the bound company's callers."""
    lock_configuration(current_company_id())
    if Company.in_company.get().is_live:
        Company.in_company.update(is_live=False)
        record(actor, "left_live")
    return {"isLive": False, **describe_readiness()}
