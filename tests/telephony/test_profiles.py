"""One read a version: what a company changes is heard on the next turn, and nothing old ever is."""

import json
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from knowledge.models import QuestionAnswer
from telephony import catalogs, indexes, phrases, standby
from telephony.agent import AgentProfile, Voice
from telephony.hours import Hours
from telephony.models import TransferTarget
from telephony.profiles import agent_for, forget_agents, read_profile
from templates_brain.models import Scenario, Variable
from tenants.cache import CompanyCache
from tenants.models import Company, PhoneNumber
from tenants.routing import NumberRoute, route_number
from tenants.scope import company_scope
from tests.callers import PRICE_QUESTION, SAFETY, SignedLine, logged, open_line
from tests.factories import (
    BusinessHoursFactory,
    CallHandlingFactory,
    ClosureFactory,
    CompanyFactory,
    FillerWordFactory,
    PhoneNumberFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    TransferTargetFactory,
    UrgencyKeywordFactory,
    VariableFactory,
    VoiceSettingsFactory,
)

pytestmark = pytest.mark.django_db

NoQueries = Callable[[int], Any]


def route_to(number: PhoneNumber) -> NumberRoute:
    """Return the number's route as it is now."""
    route = route_number(number.number)
    assert route is not None
    return route


def kept_of(company: Company) -> str:
    """Return the company's cache entry, raw."""
    return json.dumps(cache.get(f"company:{company.id}"))


def reads_the_database(route: NumberRoute) -> bool:
    """Return whether getting the agent takes a query."""
    with CaptureQueriesContext(connection) as captured:
        agent_for(route)
    return len(captured) > 0


def test_an_agent_holds_what_the_company_has(company: Company, number: PhoneNumber) -> None:
    VariableFactory(company=company, name="emergencyPhone", type="phone", value="+12395550399")
    TransferTargetFactory(company=company, phone="+12395550302", order=2)
    TransferTargetFactory(company=company, phone="+12395550301", order=1)
    entry = QuestionAnswerFactory(company=company, answer="It is {servicecallprice}.")

    profile = agent_for(route_to(number)).profile

    assert (profile.company_id, profile.company_name) == (str(company.id), "Joe's Plumbing")
    assert profile.scripts["service_call_price"].replies == (
        "A service call with Joe's Plumbing is $125.",
    )
    assert profile.answers == {str(entry.id): "It is $125."}
    assert profile.transfer_numbers == ("+12395550301", "+12395550302")
    assert profile.emergency_number == "+12395550399"


def test_an_agent_knows_the_companys_voice_hours_and_handling(
    company: Company, number: PhoneNumber
) -> None:
    VoiceSettingsFactory(company=company, language="en-GB", voice="Polly.Amy", speaking_rate=0.9)
    BusinessHoursFactory(company=company, holiday_country="US")
    ClosureFactory(company=company, date="2027-03-05")
    CallHandlingFactory(company=company, silence_reprompts=4, silence_then="transfer")
    TransferTargetFactory(company=company, phone="+12395550302", hours="business")
    TransferTargetFactory(company=company, phone="+12395550301")

    profile = agent_for(route_to(number)).profile

    assert profile.voice == Voice("en-GB", "Polly.Amy", 0.9)
    assert (profile.hours.country, profile.hours.closures) == ("US", ("2027-03-05",))
    assert profile.hours.weekly["mon"] == [["08:00", "17:00"]]
    assert profile.business_numbers == ("+12395550302",)
    assert (profile.silence_reprompts, profile.silence_then) == (4, "transfer")


def test_the_emergency_phone_of_the_handling_comes_before_the_variable(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, name="emergencyPhone", type="phone", value="+12395550399")
    before = agent_for(route_to(number)).profile.emergency_number

    CallHandlingFactory(company=company, emergency_phone="+12395550388")

    assert before == "+12395550399"
    assert agent_for(route_to(number)).profile.emergency_number == "+12395550388"


def test_a_voice_at_elevenlabs_comes_with_a_like_voice_of_twilios(
    company: Company, number: PhoneNumber
) -> None:
    speaker = "21m00Tcm4TlvDq8ikWAM"
    VoiceSettingsFactory(company=company, provider="elevenlabs", voice=speaker)

    assert agent_for(route_to(number)).profile.voice == Voice(speaker=speaker)


def test_scenarios_are_those_in_the_language_of_the_voice(
    company: Company, number: PhoneNumber
) -> None:
    ScenarioFactory(company=company, key="precio", language="es-MX")
    VoiceSettingsFactory(company=company, language="es-US", voice="Polly.Lupe-Neural")

    assert set(agent_for(route_to(number)).profile.scripts) == {"precio"}


def test_a_profile_that_an_older_release_has_cached_still_speaks(
    company: Company, number: PhoneNumber
) -> None:
    TransferTargetFactory(company=company)
    profile = read_profile(route_to(number))
    added = (
        "business_numbers", "absent_numbers", "hours", "voice", "silence_reprompts", "silence_then",
    )  # fmt: skip
    older = {name: value for name, value in profile.as_document().items() if name not in added}

    assert AgentProfile.from_document(json.loads(json.dumps(older))) == replace(
        profile, hours=Hours()
    )


def test_a_profile_that_a_newer_release_has_cached_still_speaks(
    company: Company, number: PhoneNumber
) -> None:
    profile = read_profile(route_to(number))
    newer = json.loads(json.dumps(profile.as_document()))
    newer["moods"] = ["sunny"]
    newer["scheduling"]["breaks"] = 2
    newer["scripts"]["service_call_price"]["mood"] = "sunny"

    assert AgentProfile.from_document(newer) == profile


@pytest.mark.parametrize("document", [{"version": 1}, [], "profile", {"scripts": None}])
def test_a_cached_profile_that_lacks_a_part_is_read_from_the_database(
    number: PhoneNumber, document: Any
) -> None:
    route = route_to(number)
    CompanyCache(route.company_id).put("profile", route.configuration_version, document)

    assert agent_for(route).profile == read_profile(route)


def test_an_answer_that_lacks_a_value_leaves_callers_to_the_scenarios(
    company: Company, number: PhoneNumber
) -> None:
    QuestionAnswerFactory(company=company, question="Where are you?", answer="At {nowhere}.")

    profile = agent_for(route_to(number)).profile

    assert (profile.catalog["qnas"], profile.answers) == ([], {})


def test_a_profile_survives_being_kept_as_json(company: Company, number: PhoneNumber) -> None:
    QuestionAnswerFactory(company=company)
    TransferTargetFactory(company=company, hours="business")
    BusinessHoursFactory(company=company)
    ClosureFactory(company=company)
    VoiceSettingsFactory(company=company, pronunciations=[{"text": "Nguyen", "say": "win"}])
    profile = read_profile(route_to(number))

    document = json.loads(json.dumps(profile.as_document()))

    assert AgentProfile.from_document(document) == profile


def test_the_same_version_again_reads_neither_database_nor_cache(
    number: PhoneNumber, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: NoQueries
) -> None:
    route = route_to(number)
    first = agent_for(route)
    monkeypatch.setattr(CompanyCache, "get", None)

    with django_assert_num_queries(0):
        second = agent_for(route)

    assert second is first


def test_another_process_reads_the_cache_and_not_the_database(
    number: PhoneNumber, django_assert_num_queries: NoQueries
) -> None:
    route = route_to(number)
    first = agent_for(route)
    forget_agents()

    with django_assert_num_queries(0):
        second = agent_for(route)

    assert second.profile == first.profile


def test_without_anything_cached_the_database_is_read(number: PhoneNumber) -> None:
    route = route_to(number)
    agent_for(route)
    forget_agents()
    cache.clear()

    assert reads_the_database(route)


def raise_the_price() -> None:
    Variable.objects.filter(name="servicecallprice").update(value="150")


def answer_it_oneself() -> None:
    QuestionAnswer.objects.create(question=PRICE_QUESTION, answer="That is $150 this week.")


def reword_the_scenario() -> None:
    scenario = Scenario.objects.get(key="service_call_price")
    scenario.quick_replies = ["We ask for $150."]
    scenario.save()


def silence_the_scenario_and_name_a_person() -> None:
    scenario = Scenario.objects.get(key="service_call_price")
    scenario.action_hooks = ["transfer"]
    scenario.save()
    TransferTarget.objects.create(name="Front desk", phone="+12395550150")


@pytest.mark.parametrize(
    "write",
    [
        raise_the_price,
        answer_it_oneself,
        reword_the_scenario,
        silence_the_scenario_and_name_a_person,
    ],
)
def test_what_is_written_is_heard_on_the_very_next_turn(
    company: Company,
    line: SignedLine,
    write: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(indexes, "PATIENCE_SECONDS", 30.0)
    line.begin()
    before = line.say(1, PRICE_QUESTION)

    with company_scope(company.id, writing=True):
        write()
    after = line.say(2, PRICE_QUESTION)

    assert "$125" in before
    assert "150" not in before
    assert "150" in after


def test_what_is_deleted_is_not_heard_any_more(company: Company, line: SignedLine) -> None:
    entry = QuestionAnswerFactory(company=company, question=PRICE_QUESTION, answer="Ask Joe.")
    line.begin()
    before = line.say(1, PRICE_QUESTION)

    with company_scope(company.id, writing=True):
        entry.delete()

    assert "Ask Joe." in before
    assert "Ask Joe." not in line.say(2, PRICE_QUESTION)


def test_a_write_of_another_company_leaves_the_agent_as_it_is(
    stranger: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    before = agent_for(route_to(number))

    with company_scope(stranger.id, writing=True):
        raise_the_price()

    assert agent_for(route_to(number)) is before


def test_a_cache_entry_of_an_older_version_is_never_used(
    company: Company, number: PhoneNumber
) -> None:
    route = route_to(number)
    stale = {**read_profile(route).as_document(), "company_name": "Stale's Plumbing"}
    entries = CompanyCache(company.id)

    entries.put("profile", route.configuration_version - 1, stale)
    fresh = agent_for(route).profile.company_name
    forget_agents()
    entries.put("profile", route.configuration_version, stale)
    current = agent_for(route).profile.company_name

    assert fresh == "Joe's Plumbing"
    assert current == "Stale's Plumbing"


def test_a_cache_entry_that_was_filled_for_another_company_is_never_used(
    company: Company, stranger: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    agent_for(route_to(foreign_number))
    theirs = cache.get(f"company:{stranger.id}")
    cache.set(
        f"company:{company.id}", {**theirs, "version": route_to(number).configuration_version}
    )

    assert agent_for(route_to(number)).profile.company_name == "Joe's Plumbing"


def test_a_cache_entry_that_is_no_profile_at_all_is_never_used(
    company: Company, number: PhoneNumber
) -> None:
    cache.set(f"company:{company.id}", "not an envelope")

    assert agent_for(route_to(number)).profile.company_name == "Joe's Plumbing"


def test_the_cache_entry_of_a_company_holds_nothing_of_another(
    company: Company, stranger: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    QuestionAnswerFactory(company=company, question="where is joe", answer="Joe is out.")
    QuestionAnswerFactory(company=stranger, question="where is smith", answer="Smith is out.")

    agent_for(route_to(number))
    agent_for(route_to(foreign_number))

    assert "Joe is out." in kept_of(company)
    assert "$125" in kept_of(company)
    assert "Smith" not in kept_of(company)
    assert "$95" not in kept_of(company)
    assert "Smith is out." in kept_of(stranger)
    assert str(company.id) not in kept_of(stranger)


def test_a_process_keeps_only_so_many_agents_and_forgets_the_longest_unused(
    settings: Settings,
) -> None:
    settings.AGENTS_PER_PROCESS = 2
    first, second, third = (
        route_to(open_line(CompanyFactory())),
        route_to(open_line(CompanyFactory())),
        route_to(open_line(CompanyFactory())),
    )
    agent_for(first)
    agent_for(second)
    agent_for(first)

    agent_for(third)
    cache.clear()

    assert not reads_the_database(first)
    assert not reads_the_database(third)
    assert reads_the_database(second)


def test_an_agent_that_another_thread_made_the_process_forget_still_answers(
    number: PhoneNumber, settings: Settings
) -> None:
    settings.AGENTS_PER_PROCESS = 0

    assert agent_for(route_to(number)).profile.company_name == "Joe's Plumbing"


def test_a_reply_that_lacks_a_value_is_left_out_and_braces_are_never_spoken(
    company: Company, number: PhoneNumber
) -> None:
    ScenarioFactory(
        company=company,
        key="warranty",
        triggers=["what is your warranty"],
        quick_replies=["It is {warranty}.", "{companyName} keeps its word.", "{{7}} years."],
    )
    VariableFactory(company=company, name="warranty", value="")

    scripts = agent_for(route_to(number)).profile.scripts

    assert scripts["warranty"].replies == ("Joe's Plumbing keeps its word.",)


def test_an_answer_that_lacks_a_value_is_not_given(company: Company, number: PhoneNumber) -> None:
    QuestionAnswerFactory(company=company, answer="We are at {address}.")

    assert agent_for(route_to(number)).profile.answers == {}


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_what_is_not_released_is_not_known(
    company: Company, number: PhoneNumber, status: str
) -> None:
    QuestionAnswerFactory(company=company, question="do you rent pumps", status=status)
    ScenarioFactory(company=company, key="pumps", status=status)

    profile = agent_for(route_to(number)).profile

    assert profile.catalog["qnas"] == []
    assert "pumps" not in profile.scripts
    assert "service_call_price" in profile.scripts


def test_fillers_and_urgent_words_are_the_companys_and_its_templates(
    company: Company, stranger: Company, number: PhoneNumber
) -> None:
    FillerWordFactory(company=company, word="howdy")
    FillerWordFactory(company=company, word="howdy", origin="template")
    UrgencyKeywordFactory(company=company, word="asap", weight=0.3)
    UrgencyKeywordFactory(company=company, word="asap", weight=0.7, origin="template")
    FillerWordFactory(company=stranger, word="ahoy")

    catalog = agent_for(route_to(number)).profile.catalog

    assert catalog["fillerWords"] == ["howdy"]
    assert catalog["urgencyKeywords"] == [{"word": "asap", "weight": 0.7}]


@pytest.mark.parametrize("unsayable", ["???", "…", "  !  "])
def test_a_phrase_that_nobody_can_say_silences_nothing_else(
    company: Company, number: PhoneNumber, unsayable: str
) -> None:
    QuestionAnswerFactory(company=company, question=unsayable)
    QuestionAnswerFactory(
        company=company, question="are you insured", alternatives=[unsayable], answer="We are."
    )
    ScenarioFactory(company=company, triggers=[unsayable], negative_triggers=[unsayable])
    UrgencyKeywordFactory(company=company, word=unsayable)
    line = SignedLine(number)
    line.begin()

    assert "We are." in line.say(1, "are you insured")


@pytest.mark.parametrize("pattern", ["(", "a{9999}", ".*"])
def test_a_pattern_that_the_engine_refuses_silences_nothing_else(
    company: Company, line: SignedLine, pattern: str
) -> None:
    ScenarioFactory(company=company, regex_triggers=[pattern])
    line.begin()

    with logged() as lines:
        price = line.say(1, PRICE_QUESTION)

    assert "$125" in price
    assert "turn_failed" not in "".join(lines)


def test_a_pattern_that_the_engine_takes_is_heard(company: Company, line: SignedLine) -> None:
    ScenarioFactory(
        company=company, regex_triggers=["snak(e|ing)"], quick_replies=["We do snake drains."]
    )
    line.begin()

    assert "We do snake drains." in line.say(1, "any chance of some snaking")


def test_a_caller_is_greeted_while_the_index_is_still_being_built(
    line: SignedLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_built = Event()
    monkeypatch.setattr(indexes, "_built", lambda *told: is_built.wait(10))

    greeting = line.begin()

    assert not is_built.is_set()
    assert "Thank you for calling Joe's Plumbing." in greeting
    is_built.set()


def test_an_index_that_cannot_be_built_costs_the_answer_but_not_the_emergency(
    line: SignedLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "build_index", None)
    greeting = line.begin()

    emergency, question = line.say(1, "i smell gas in my kitchen"), line.say(2, PRICE_QUESTION)

    assert "Thank you for calling Joe's Plumbing." in greeting
    assert SAFETY in emergency
    assert phrases.TROUBLE in question


def test_hints_are_the_companys_own_words_and_nobody_elses(
    company: Company, stranger: Company, number: PhoneNumber, foreign_number: PhoneNumber
) -> None:
    QuestionAnswerFactory(company=company, question="do you snake drains, or jet them")
    QuestionAnswerFactory(company=stranger, question="do you clean ducts")

    ours = agent_for(route_to(number)).profile.hints
    theirs = agent_for(route_to(foreign_number)).profile.hints

    assert ours[:2] == ("Joe's Plumbing", "do you snake drains  or jet them")
    assert PRICE_QUESTION in ours
    assert "do you clean ducts" not in ours
    assert "do you clean ducts" in theirs


def test_hints_stay_within_twilios_limits_and_repeat_nothing(
    company: Company, number: PhoneNumber
) -> None:
    long, short = "a" * 101, "b" * 100
    QuestionAnswerFactory(company=company, question=long, alternatives=[long])
    QuestionAnswerFactory(company=company, question=short)
    QuestionAnswerFactory(company=company, question=short)
    QuestionAnswerFactory.create_batch(catalogs.HINTS_MAX, company=company)

    hints = agent_for(route_to(number)).profile.hints

    assert len(hints) == len(set(hints)) == catalogs.HINTS_MAX
    assert short in hints
    assert long not in hints


def test_each_number_of_a_company_is_ready_for_a_day_without_a_database(
    company: Company, number: PhoneNumber
) -> None:
    second = PhoneNumberFactory(company=company)
    agent_for(route_to(number))
    agent_for(route_to(second))

    first_record = standby.record_of(number.number)
    second_record = standby.record_of(second.number)

    assert first_record is not None
    assert second_record is not None
    assert second_record.emergency_replies == {"emergency_gas": SAFETY}
    assert second_record.emergency_replies == first_record.emergency_replies
