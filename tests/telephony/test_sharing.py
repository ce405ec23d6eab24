"""What companies have in common is held once, and nobody's own is ever another's."""

from telephony.profiles import agent_for
from tenants.models import Company, PhoneNumber
from tests.factories import QuestionAnswerFactory, ScenarioCategoryFactory, ScenarioFactory
from tests.telephony.test_profiles import route_to

ALIKE = {"key": "hours", "triggers": ["when are you open"], "quick_replies": ["At eight."]}


def both_have(company: Company, stranger: Company, **facts: object) -> None:
    """Give each company the same scenario."""
    for one in (company, stranger):
        category = ScenarioCategoryFactory(company=one, key="general", name="General")
        ScenarioFactory(company=one, category=category, **{**ALIKE, "name": "Hours", **facts})


def test_a_scenario_that_two_companies_have_to_the_letter_is_held_once(
    company: Company, stranger: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    both_have(company, stranger)

    ours, theirs = (agent_for(route_to(one)) for one in (number, foreign_number))

    assert ours.profile.scripts["hours"] is theirs.profile.scripts["hours"]


def test_a_reply_with_a_companys_own_value_stays_its_own(
    company: Company, stranger: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    both_have(company, stranger, quick_replies=["A call is {servicecallprice}."])

    ours, theirs = (agent_for(route_to(one)) for one in (number, foreign_number))

    assert ours.profile.scripts["hours"].replies == ("A call is $125.",)
    assert theirs.profile.scripts["hours"].replies == ("A call is $95.",)


def test_one_companys_question_is_in_no_other_index(
    company: Company, stranger: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    both_have(company, stranger)
    QuestionAnswerFactory(company=company, question="do you snake drains", answer="We do.")

    ours, theirs = (agent_for(route_to(one)).index for one in (number, foreign_number))

    assert [one.question for one in ours.catalog.qnas] == ["do you snake drains"]
    assert theirs.catalog.qnas == ()
    assert theirs.qnas.entries == ()
