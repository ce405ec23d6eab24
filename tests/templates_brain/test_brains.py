"""The bundled templates: how much they know, how they sound, and what the engine makes of it."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from matching.engine import normalise
from templates_brain.documents import TemplateDocument, checked_template
from templates_brain.extending import resolve
from templates_brain.lint_rules import FACT
from templates_brain.linting import lint
from templates_brain.placeholders import placeholders

BRAINS = Path(__file__).resolve().parents[2] / "templates_brain" / "brains"
TRADES = ("plumbing", "hvac", "electrical")
EVERY = ("universal", *TRADES)

UNIVERSAL_SCENARIOS = 103
UNIVERSAL_CATEGORIES = 15
TRADE_SCENARIOS = 30
MOST_TRIGGERS = 3_000
"""The kernel takes every trigger for a landmark up to here."""

LEAST_REACHED = 0.97
QUICK_REPLY_MAX_CHARS = 220
SAFE_NUMBER = "911"

PROMISED_KEYS = {
    "universal": """greeting book_appointment reschedule_appointment cancel_appointment
        confirm_appointment technician_eta business_hours location service_area
        service_call_price estimate_request payment_methods billing_question financing warranty
        licensed_insured speak_to_human speak_to_manager complaint callback_request leave_message
        repeat_that hold_on wrong_number sales_call job_inquiry are_you_human language_help thanks
        goodbye emergency_general emergency_gas emergency_carbon_monoxide emergency_fire
        emergency_flooding emergency_electrical""",
    "plumbing": """clogged_drain clogged_toilet toilet_overflowing burst_pipe leaking_pipe
        no_hot_water water_heater_leak sewer_backup low_water_pressure faucet_repair
        garbage_disposal sump_pump""",
    "hvac": """ac_not_cooling no_heat thermostat_blank strange_noise frozen_coil
        water_around_unit tune_up filter_change duct_cleaning new_system_quote bad_smell
        high_energy_bill""",
    "electrical": """power_outage breaker_tripping outlet_not_working flickering_lights
        panel_upgrade ev_charger ceiling_fan generator burning_smell smoke_detector""",
}
PROMISED_VARIABLES = {
    "companyName": True,
    "phone": True,
    "hours": True,
    "servicecallprice": True,
    "address": False,
    "serviceArea": False,
    "website": False,
    "emergencyPhone": False,
}
ADVICE = re.compile(
    rf"{SAFE_NUMBER}|leave the house|get (?:out|everyone|outside)|outside|valve|shut|turn"
    r"|don't touch|keep (?:away|clear|everyone)|stay (?:away|clear|back|well)",
    re.IGNORECASE,
)
ESCAPES = {"escalate", "transfer"}

Document = dict[str, Any]


@cache
def own(key: str) -> Document:
    """Return a bundled template as its file has it, with what the file leaves out."""
    document = yaml.load((BRAINS / f"{key}.yaml").read_text(), yaml.CSafeLoader)
    return dict(TemplateDocument(checked_template(document)).data)


@cache
def whole(key: str) -> Document:
    """Return a bundled template as a published version holds it."""
    documents = {name: _checked(name) for name in ("universal", key)}
    parent = documents["universal"] if key != "universal" else None
    return dict(TemplateDocument(resolve(documents[key], parent)).data)


def _checked(key: str) -> Document:
    return checked_template(yaml.load((BRAINS / f"{key}.yaml").read_text(), yaml.CSafeLoader))


def scenarios() -> list[Any]:
    """Return each scenario of each template, as a parameter of a test."""
    return [
        pytest.param(key, scenario, id=f"{key}-{scenario['key']}")
        for key in EVERY
        for scenario in own(key)["scenarios"]
    ]


def spoken(texts: list[str]) -> list[str]:
    """Return the texts as the engine hears them."""
    return [normalise(text).text for text in texts]


def fillers_of(content: Document) -> set[str]:
    """Return a template's fillers, with those of its categories, as the engine hears them."""
    of_categories = [word for one in content["categories"] for word in one["fillerWords"]]
    return set(spoken([*content["fillerWords"], *of_categories]))


each_scenario = pytest.mark.parametrize(("template", "scenario"), scenarios())
each_template = pytest.mark.parametrize("key", EVERY)


def test_the_global_brain_knows_what_any_caller_asks() -> None:
    brain = own("universal")

    assert len(brain["scenarios"]) >= UNIVERSAL_SCENARIOS
    assert len({one["category"] for one in brain["scenarios"]}) >= UNIVERSAL_CATEGORIES


@pytest.mark.parametrize("trade", TRADES)
def test_a_trade_knows_its_own_work(trade: str) -> None:
    assert len(own(trade)["scenarios"]) >= TRADE_SCENARIOS


@each_template
def test_the_keys_that_programs_depend_on_are_there(key: str) -> None:
    keys = {one["key"] for one in own(key)["scenarios"]}

    assert set(PROMISED_KEYS[key].split()) - keys == set()


@pytest.mark.parametrize(("name", "is_required"), PROMISED_VARIABLES.items())
def test_the_variables_that_programs_depend_on_are_there(name: str, is_required: bool) -> None:
    definitions = {one["name"]: one for one in own("universal")["variableDefinitions"]}

    assert definitions[name]["required"] is is_required


@pytest.mark.parametrize("trade", TRADES)
def test_a_trade_asks_no_company_for_more_than_the_brain_does(trade: str) -> None:
    assert [one["name"] for one in own(trade)["variableDefinitions"] if one["required"]] == []


@each_scenario
def test_a_scenario_has_enough_to_be_heard_and_to_say(template: str, scenario: Document) -> None:
    assert len(scenario["triggers"]) >= 8
    assert len(scenario["quickReplies"]) >= 3
    assert len(scenario["fullReplies"]) >= 2
    assert len(scenario["testPhrases"]) >= 3


@each_scenario
def test_a_quick_reply_is_short_enough_to_listen_to(template: str, scenario: Document) -> None:
    assert [one for one in scenario["quickReplies"] if len(one) > QUICK_REPLY_MAX_CHARS] == []


@each_template
def test_no_test_phrase_is_a_trigger(key: str) -> None:
    content = whole(key)
    triggers = {text for one in content["scenarios"] for text in spoken(one["triggers"])}
    phrases = {text for one in content["scenarios"] for text in spoken(one["testPhrases"])}

    assert phrases & triggers == set()


@each_template
def test_every_placeholder_is_a_variable_of_the_template(key: str) -> None:
    content = whole(key)
    defined = {one["name"] for one in content["variableDefinitions"]}
    replies = [
        reply
        for one in content["scenarios"]
        for reply in (*one["quickReplies"], *one["fullReplies"])
    ]

    assert {name for reply in replies for name in placeholders(reply)} - defined == set()


@each_scenario
def test_a_reply_states_no_fact_of_a_company(template: str, scenario: Document) -> None:
    replies = [*scenario["quickReplies"], *scenario["fullReplies"]]

    assert [one for one in replies if FACT.search(one)] == []
    assert [one for one in replies if set(re.findall(r"\d+", one)) - {SAFE_NUMBER}] == []


@each_scenario
def test_something_can_be_said_whatever_a_company_left_empty(
    template: str, scenario: Document
) -> None:
    definitions = whole(template)["variableDefinitions"]
    always = {one["name"] for one in definitions if one["required"] or one["default"]}

    assert [one for one in scenario["quickReplies"] if always.issuperset(placeholders(one))] != []


@pytest.mark.parametrize(
    ("template", "scenario"), [one for one in scenarios() if one.values[1]["isEmergency"]]
)
def test_an_emergency_is_answered_with_advice_and_reaches_a_person(
    template: str, scenario: Document
) -> None:
    replies = [*scenario["quickReplies"], *scenario["fullReplies"]]

    assert [one for one in replies if not ADVICE.search(one)] == []
    assert [one for one in replies if SAFE_NUMBER in one] != []
    assert ESCAPES & {*scenario["actionHooks"], scenario["followUp"]}


@pytest.mark.parametrize("kind", ["general", "gas", "carbon_monoxide", "fire", "flooding"])
def test_every_kind_of_danger_is_told_of_911(kind: str) -> None:
    (danger,) = (one for one in own("universal")["scenarios"] if one["key"] == f"emergency_{kind}")

    assert [one for one in danger["quickReplies"] if SAFE_NUMBER not in one] == []


@each_template
def test_a_filler_is_neither_urgent_nor_a_trigger(key: str) -> None:
    content = whole(key)
    fillers = fillers_of(content)
    urgent = {word for one in content["urgencyKeywords"] for word in one["word"].split()}
    triggers = {text for one in content["scenarios"] for text in spoken(one["triggers"])}

    assert {word for filler in fillers for word in filler.split()} & urgent == set()
    assert fillers & triggers == set()
    assert "um" in fillers


@each_template
def test_a_template_stays_small_enough_for_a_quick_index(key: str) -> None:
    assert sum(len(one["triggers"]) for one in whole(key)["scenarios"]) <= MOST_TRIGGERS


@each_template
def test_the_real_engine_finds_a_template_clean_and_reaches_what_its_phrases_mean(key: str) -> None:
    found = lint(whole(key))

    assert [(one.check, one.scenario, one.message) for one in found.errors] == []
    assert [(one.phrase, one.reached) for one in found.lost_triggers] == []
    lost = [(one.phrase, one.scenario, one.reached) for one in found.lost_phrases]
    assert found.test_phrases >= 3 * found.scenarios
    assert found.share_reached >= LEAST_REACHED, lost
