"""Taking back that a call was spam."""

from telephony.calls import outcome_of
from telephony.conversation.suspicion import is_one_caller
from telephony.models import Call, SpamRule
from telephony.models.spam_rule import MOST_RULES, Verdict
from tenants.audit import record
from tenants.errors import RefusedByRule

calls_to_clear = Call.objects.select_for_update(of=("self",))

MEANING = {
    "blocked": "The company has blocked this caller.",
    "too_many_calls": "More calls within the hour than the company allows one caller.",
    "unverified_number": "The carriers say that the number is not the caller's own.",
    "silent": "Nobody spoke in the first two turns.",
    "robocall_phrase": "Words were heard that recordings begin with.",
}
"""What each sign of spam says to a person."""


def clear_call(call: Call, *, actor: str) -> Call:
    """Say that a locked call is no spam, and let its caller in from now on, on record.

    A caller who hides the number cannot be let in by it. Raises `RefusedByRule` where the list of
    callers who are let in is full.
    """
    if is_one_caller(call.from_number):
        _allow(call.from_number)
    call.spam_score, call.spam_reasons = 0.0, []
    if call.outcome:
        call.outcome = outcome_of(call)
    call.save()
    record(actor, "call_cleared_of_spam", call=call.call_sid)
    return call


def _allow(phone: str) -> None:
    rules = SpamRule.objects.filter(verdict=Verdict.ALLOW)
    if not rules.filter(phone=phone).exists() and rules.count() >= MOST_RULES:
        raise RefusedByRule(f"No more than {MOST_RULES} callers can be let in always.")
    SpamRule.objects.update_or_create(phone=phone, defaults={"verdict": Verdict.ALLOW})
