"""Taking back that a call was spam, at the desk."""

import pytest
from django.test import Client

from telephony.models import Call, Outcome, SpamRule
from telephony.models.spam_rule import MOST_RULES
from tenants.models import Company
from tenants.scope import company_scope
from tests.audit_log import entries_of
from tests.callers import CALLER
from tests.desk import sign_in_at_the_desk
from tests.factories import CallFactory, CallTurnFactory, SpamRuleFactory, StaffFactory

pytestmark = pytest.mark.django_db

CALLS = "/admin/telephony/call/"


@pytest.fixture
def staff(client: Client) -> Client:
    """Return the client of somebody at the desk."""
    sign_in_at_the_desk(client, StaffFactory(email="admin@example.com"))
    return client


def spam_call(company: Company, **facts: object) -> Call:
    """Return a call that was stopped at the gate."""
    call = CallFactory(
        company=company,
        status="completed",
        outcome=Outcome.SPAM,
        spam_score=1.0,
        spam_reasons=["blocked"],
        **facts,
    )
    CallTurnFactory(company=company, call=call, kind="spam")
    return call


def clear(client: Client, *calls: Call) -> str:
    """Choose "not spam" for the calls, and return the page that follows."""
    data = {"action": "not_spam", "_selected_action": [str(call.pk) for call in calls]}
    return client.post(CALLS, data, follow=True).content.decode()


def verdicts(company: Company) -> dict[str, str]:
    """Return the company's rules."""
    with company_scope(company.id):
        return dict(SpamRule.objects.values_list("phone", "verdict"))


def newest(company: Company, call: Call) -> Call:
    """Return the call as it stands now."""
    with company_scope(company.id):
        return Call.objects.get(pk=call.pk)


def test_the_desk_tells_in_sentences_what_spoke_against_a_call(
    staff: Client, company: Company
) -> None:
    call = spam_call(company)

    page = staff.get(f"{CALLS}{call.pk}/change/").content.decode()

    assert "The company has blocked this caller." in page


def test_a_call_that_was_no_spam_is_cleared_and_its_caller_let_in(
    staff: Client, company: Company, stranger: Company
) -> None:
    SpamRuleFactory(company=company, phone=CALLER)
    call, foreign = spam_call(company), spam_call(stranger)

    clear(staff, call)

    cleared = newest(company, call)
    assert (cleared.spam_score, cleared.spam_reasons) == (0.0, [])
    assert cleared.outcome == Outcome.ABANDONED
    assert verdicts(company) == {CALLER: "allow"}
    assert verdicts(stranger) == {}
    assert newest(stranger, foreign).outcome == Outcome.SPAM


def test_clearing_a_call_is_on_record(staff: Client, company: Company) -> None:
    call = spam_call(company)

    clear(staff, call)

    (entry,) = entries_of(company, "call_cleared_of_spam")
    assert entry.details["call"] == call.call_sid
    assert CALLER not in str(entry.details)


def test_a_caller_without_a_number_is_cleared_and_allowed_nowhere(
    staff: Client, company: Company
) -> None:
    call = spam_call(company, from_number="anonymous")

    clear(staff, call)

    assert newest(company, call).spam_score == 0.0
    assert verdicts(company) == {}


def test_a_full_list_is_told_and_nothing_is_cleared(staff: Client, company: Company) -> None:
    with company_scope(company.id, writing=True):
        SpamRule.objects.bulk_create(
            SpamRule(phone=f"+1239{n:07}", verdict="allow") for n in range(MOST_RULES)
        )
    call = spam_call(company)

    page = clear(staff, call)

    assert f"No more than {MOST_RULES} callers" in page
    assert newest(company, call).outcome == Outcome.SPAM
