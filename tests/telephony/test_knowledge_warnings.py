"""What a person should know of an entry."""

from concurrent.futures import Future

import pytest

from knowledge.models import QuestionAnswer
from telephony import knowledge_warnings
from telephony.agent import Agent
from telephony.indexes import IndexInTheMaking
from telephony.knowledge_warnings import KnowledgeWarning, warn_of_entry
from telephony.profiles import agent_of
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import QuestionAnswerFactory, ScenarioFactory, VariableFactory

pytestmark = pytest.mark.django_db

OTHERS = (
    *("where is your office", "do you offer financing", "how much is a drain cleaning"),
    *("do you install bidets", "are you licensed", "do you have a senior discount"),
    *("do you sell faucets", "what brands do you carry", "can i pay online"),
    *("do you work on septic tanks", "who owns the company", "do you have references"),
)


def agent(company: Company) -> Agent:
    """Return the company's agent as it stands."""
    with company_scope(company.id):
        company = Company.in_company.get()
    return agent_of(company.pk, company.configuration_version, company.name)


def warned(company: Company, entry: QuestionAnswer) -> list[KnowledgeWarning]:
    """Return what is to be known of an entry."""
    with company_scope(company.id):
        return warn_of_entry(entry, agent(company))


@pytest.fixture
def taught(company: Company) -> Company:
    """Return the company with a dozen entries."""
    for question in OTHERS:
        QuestionAnswerFactory(company=company, question=question)
    return company


def test_an_entry_unlike_any_other_has_no_warning(taught: Company) -> None:
    entry = QuestionAnswerFactory(company=taught, question="is there a lobster in the tank")

    assert warned(taught, entry) == []


@pytest.mark.parametrize("is_saved", [True, False])
def test_two_entries_that_the_engine_hardly_tells_apart_are_named(
    taught: Company, is_saved: bool
) -> None:
    other = QuestionAnswerFactory(company=taught, question="do you fix tankless water heaters")
    question = "can you fix a tankless water heater"
    made = QuestionAnswerFactory.create if is_saved else QuestionAnswerFactory.build
    entry = made(company=taught, question=question)

    (warning,) = warned(taught, entry)

    assert (warning.code, warning.entry_id) == ("similar_entry", str(other.id))
    assert warning.phrase == question
    assert 0.80 <= (warning.score or 0) < 1


def test_a_phrase_that_another_entry_has_is_named_whatever_its_spelling(taught: Company) -> None:
    entry = QuestionAnswer(
        question="um where's your office", alternatives=["Who owns the company?"]
    )

    told = [(one.code, one.phrase, one.score) for one in warned(taught, entry)]

    assert ("same_phrase", "Who owns the company?", 1.0) in told


def test_a_scenario_that_the_entry_goes_before_is_named_once(taught: Company) -> None:
    ScenarioFactory(
        company=taught, key="hours", name="Opening hours", triggers=["what are your hours"]
    )
    entry = QuestionAnswer(question="What are your hours?", alternatives=["your hours"])

    (warning,) = warned(taught, entry)

    assert (warning.code, warning.scenario_key) == ("shadows_scenario", "hours")
    assert (warning.phrase, warning.score) == ("What are your hours?", 1.0)
    assert "“Opening hours”" in warning.message


def test_a_phrase_that_is_an_emergency_is_named(taught: Company) -> None:
    entry = QuestionAnswer(question="I smell gas in my house", alternatives=[])

    codes = {one.code: one.scenario_key for one in warned(taught, entry)}

    assert codes["emergency_first"] == "emergency_gas"


def test_a_variable_that_cannot_be_spoken_is_named_once(taught: Company) -> None:
    VariableFactory(company=taught, name="filled")
    VariableFactory(company=taught, name="empty", value="")
    entry = QuestionAnswer(question="lobster", answer="{filled} {empty} {none} {none}")

    assert [(one.code, one.message) for one in warned(taught, entry)] == [
        ("empty_variable", "{empty} is not filled in, so callers will not hear this answer yet."),
        ("unknown_variable", "There is no variable {none}, so callers will not hear this answer."),
    ]


def test_another_companys_entries_scenarios_and_variables_count_for_nothing(
    company: Company, stranger: Company
) -> None:
    QuestionAnswerFactory(company=stranger, question="where are you")
    ScenarioFactory(company=stranger, triggers=["where are you"])
    VariableFactory(company=stranger, name="city")
    entry = QuestionAnswer(question="where are you", answer="In {city}.")

    ours, theirs = warned(company, entry), warned(stranger, entry)

    assert [one.code for one in ours] == ["unknown_variable"]
    assert [one.code for one in theirs] == ["same_phrase", "shadows_scenario"]


def test_an_index_that_is_still_being_built_is_not_waited_for(
    taught: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge_warnings, "WAIT_SECONDS", 0.01)
    entry = QuestionAnswer(question="who owns the company", answer="{none}")
    known = agent(taught)
    older = known.indexed.newest()

    with company_scope(taught.id):
        first = warn_of_entry(entry, Agent(known.profile, IndexInTheMaking(Future())))
        later = warn_of_entry(entry, Agent(known.profile, IndexInTheMaking(Future(), older)))

    assert [one.code for one in first] == ["unknown_variable", "not_checked"]
    assert [one.code for one in later] == ["unknown_variable", "same_phrase"]
