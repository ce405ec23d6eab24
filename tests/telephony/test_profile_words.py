"""What of a company's template reaches the phone: its words, its manners, its line's scenarios."""

from typing import Any

import pytest

from telephony.agent import AgentProfile, Manner
from telephony.profiles import agent_for, read_profile
from telephony.standby import load_standby, record_of
from templates_brain.models import Scenario
from templates_brain.models.fields import Origin
from tenants.models import Company, PhoneNumber
from tenants.routing import route_number
from tenants.scope import company_scope
from tests.callers import SignedLine
from tests.factories import (
    BehaviourFactory,
    ScenarioCategoryFactory,
    ScenarioFactory,
    SynonymFactory,
    VariableFactory,
)

pytestmark = pytest.mark.django_db


def profile_of(number: PhoneNumber) -> AgentProfile:
    """Return the profile as it stands now."""
    route = route_number(number.number)
    assert route is not None
    return read_profile(route)


def meanings(profile: AgentProfile) -> dict[str, str]:
    """Return the synonyms of the catalog."""
    return {one["word"]: one["means"] for one in profile.catalog["synonyms"]}


def test_the_companys_synonym_wins_over_the_templates_and_both_over_a_categorys(
    company: Company, stranger: Company, number: PhoneNumber
) -> None:
    words = ["commode", "heater", "plug"]
    category = ScenarioCategoryFactory(
        company=company, synonyms=[{"word": word, "means": "category"} for word in words]
    )
    ScenarioFactory(company=company, category=category)
    SynonymFactory(company=company, word="heater", means="template", origin=Origin.TEMPLATE)
    SynonymFactory(company=company, word="commode", means="template", origin=Origin.TEMPLATE)
    SynonymFactory(company=company, word="commode", means="company")
    SynonymFactory(company=stranger, word="plug", means="stranger")

    known = meanings(profile_of(number))

    assert known == {"commode": "company", "heater": "template", "plug": "category"}


@pytest.mark.parametrize(("status", "is_heard"), [("live", True), ("draft", False)])
def test_a_categorys_words_count_while_a_scenario_of_it_is_live(
    company: Company, number: PhoneNumber, status: str, is_heard: bool
) -> None:
    words = [{"word": "commode", "means": "toilet"}]
    category = ScenarioCategoryFactory(company=company, filler_words=["reckon"], synonyms=words)
    ScenarioFactory(company=company, category=category, status=status)

    profile = profile_of(number)

    assert ("reckon" in profile.catalog["fillerWords"]) == is_heard
    assert ("commode" in meanings(profile)) == is_heard


@pytest.mark.parametrize(
    ("facts", "is_answered"),
    [
        ({}, True),
        ({"channel": "voice"}, True),
        ({"channel": "sms"}, False),
        ({"language": "en-GB"}, True),
        ({"language": "es-US"}, False),
        ({"language": "en"}, True),
    ],
)
def test_a_call_meets_the_scenarios_of_the_phone_and_of_its_language(
    company: Company, number: PhoneNumber, facts: dict[str, str], is_answered: bool
) -> None:
    ScenarioFactory(company=company, key="gutters", triggers=["do you do gutters"], **facts)

    profile = profile_of(number)

    assert ("gutters" in profile.scripts) == is_answered
    ids = [one["id"] for one in profile.catalog["scenarios"]]
    assert ("gutters" in ids) == is_answered


def test_a_behaviour_reaches_the_phone_with_its_openers_filled_in(
    company: Company, number: PhoneNumber, line: SignedLine
) -> None:
    openers = ["Oh no.", "{nothing} is not known."]
    BehaviourFactory(company=company, key="sorry", pace="slow", openers=openers)
    ScenarioFactory(
        company=company, key="gutters", triggers=["my gutter fell down"], behaviour="sorry"
    )
    line.begin()

    twiml = line.say(1, "my gutter fell down")

    assert 'Oh no.<break time="300ms" /> We do fix drains.' in twiml
    manner = profile_of(number).manners["sorry"]
    assert manner == Manner("sorry", "neutral", "slow", "neutral", ("Oh no.",))


def test_a_profile_with_everything_survives_the_cache(
    company: Company, number: PhoneNumber
) -> None:
    BehaviourFactory(company=company, key="sorry", openers=["Oh no."])
    ScenarioFactory(
        company=company,
        behaviour="sorry",
        cooldown_turns=2,
        preconditions={"requires": {"is_member": True}, "excludes": {"was_told": 1}},
        effects={"set": {"was_told": 1}},
        action_hooks=["escalate"],
        hook_parameters={"escalate": {"first": "people"}},
    )
    profile = profile_of(number)

    assert AgentProfile.from_document(profile.as_document()) == profile


def test_a_profile_that_an_older_release_cached_is_read(number: PhoneNumber) -> None:
    document: dict[str, Any] = profile_of(number).as_document()
    del document["manners"]

    assert AgentProfile.from_document(document).manners == {}


def test_a_default_is_heard_until_the_company_has_a_value(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, name="motto", default="we care", value="")
    ScenarioFactory(company=company, key="motto", quick_replies=["Here, {motto}."])

    assert profile_of(number).scripts["motto"].replies == ("Here, we care.",)


def test_what_is_held_for_when_the_database_is_away_keeps_to_the_weights_too(
    company: Company, number: PhoneNumber
) -> None:
    with company_scope(company.pk, writing=True):
        Scenario.objects.filter(key="emergency_gas").update(
            quick_replies=["Never this.", "Leave the house."], reply_weights={"Never this.": 0}
        )
    load_standby()
    at_start = record_of(number.number)
    route = route_number(number.number)
    assert route is not None
    agent_for(route)

    assert at_start is not None
    assert at_start.emergency_replies["emergency_gas"] == "Leave the house."
    assert record_of(number.number) == at_start
