"""What staff are told of a template before they publish it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from templates_brain.documents import InvalidDocument, TemplateDocument, checked_template
from templates_brain.extending import own_part, resolve
from templates_brain.linting import lint, lint_cheaply
from templates_brain.models import Template
from templates_brain.publishing import load_template, resolved_document
from tests.templates_brain.test_sync_api import document, scenario

BRAINS = Path(__file__).resolve().parents[2] / "templates_brain" / "brains"
TRADES = ("plumbing", "hvac", "electrical")


def content(**changes: Any) -> dict[str, Any]:
    """Return a small template's content as a version holds it."""
    return dict(TemplateDocument(checked_template(document(**changes))).data)


def checks_of(**changes: Any) -> list[tuple[str, str]]:
    """Return the level and check of each finding in a template with these changes."""
    return [(one.level, one.check) for one in lint_cheaply(content(**changes))]


def test_a_sound_template_has_no_errors() -> None:
    assert [level for level, _ in checks_of() if level == "error"] == []


@pytest.mark.parametrize(
    ("broken", "check"),
    [
        ({"quickReplies": ["Ask for {ownerName}."]}, "undefined_placeholder"),
        ({"quickReplies": ["It is $125 for {companyName}."]}, "company_fact"),
        ({"quickReplies": ["Call 239-555-0100, please."]}, "company_fact"),
        ({"quickReplies": ["This is Joe's Plumbing."]}, "company_fact"),
        ({"fullReplies": ["Smith & Sons will call you."]}, "company_fact"),
        ({"triggers": ["hello please", "Hello, please!"]}, "doubled_trigger"),
        ({"triggers": ["..."]}, "empty_trigger"),
        ({"triggers": ["um"]}, "greedy_filler"),
    ],
)
def test_what_makes_callers_hear_nonsense_is_an_error(broken: dict[str, Any], check: str) -> None:
    hello = {**scenario("hello", "Hello from {companyName}."), **broken}

    assert ("error", check) in checks_of(scenarios=[hello])


@pytest.mark.parametrize("reply", ["Our Heating team will come.", "We do plumbing and heating."])
def test_a_trade_is_no_companys_name(reply: str) -> None:
    hello = {**scenario("hello", "Hello from {companyName}."), "fullReplies": [reply]}

    assert ("error", "company_fact") not in checks_of(scenarios=[hello])


def test_a_scenario_that_others_win_altogether_is_unreachable() -> None:
    hello, hi = scenario("hello", "Hello."), scenario("hi", "Hi.")
    hidden = {**hi, "triggers": ["hello there"], "negativeTriggers": ["hello there"]}

    found = lint(content(scenarios=[{**hello, "triggers": ["hello please", "morning"]}, hidden]))

    unreachable = [one.scenario for one in found.findings if one.check == "unreachable"]
    assert unreachable == ["hi"]
    assert not found.is_clean


def test_what_is_not_live_is_not_put_to_the_engine() -> None:
    hello, draft = scenario("hello", "Hello."), scenario("later", "Later.")
    later = {**draft, "status": "draft", "triggers": ["see you later"], "testPhrases": ["later"]}

    found = lint(content(scenarios=[{**hello, "triggers": ["hello please"]}, later]))

    assert (found.lost_triggers, found.lost_phrases) == ((), ())


def test_an_urgent_word_is_no_filler() -> None:
    assert ("error", "greedy_filler") in checks_of(fillerWords=["flooding"])


def test_a_reply_that_may_lack_its_value_everywhere_is_a_warning() -> None:
    assert checks_of() == [("warning", "no_safe_reply")]


def test_the_real_engine_tells_which_phrases_reach_their_scenario() -> None:
    hello = {**scenario("hello", "Hello."), "testPhrases": ["hello please", "quantum physics"]}

    found = lint(content(scenarios=[hello, scenario("prices", "It depends.")]))

    assert (found.scenarios, found.triggers, found.test_phrases) == (2, 4, 2)
    assert [(one.phrase, one.reached) for one in found.lost_phrases] == [("quantum physics", None)]
    assert found.share_reached == 0.5


def test_a_trigger_that_another_scenario_wins_is_named() -> None:
    never = {**scenario("never", "Never."), "negativeTriggers": ["never please"]}

    found = lint(content(scenarios=[never, scenario("prices", "It depends.")]))

    assert [one.phrase for one in found.lost_triggers] == ["never please"]
    assert not found.is_clean


@pytest.mark.django_db
def test_an_import_refuses_what_callers_would_hear_as_nonsense() -> None:
    broken = document(scenarios=[scenario("hello", "Ask for {ownerName}.")])

    with pytest.raises(InvalidDocument, match="ownerName"):
        load_template(broken, actor="staff")

    assert not Template.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("trade", TRADES)
def test_a_bundled_trade_builds_on_the_brain(trade: str) -> None:
    load_template(yaml.safe_load((BRAINS / "universal.yaml").read_text()), actor="test")
    load_template(yaml.safe_load((BRAINS / f"{trade}.yaml").read_text()), actor="test")

    assert len(resolved_document(Template.objects.get(key=trade))["scenarios"]) >= 156 + 30


def test_resolving_is_undone_by_the_own_part() -> None:
    parent = checked_template(document())
    own = checked_template(
        document(
            key="trade",
            extends="small",
            scenarios=[scenario("hello", "Howdy."), scenario("roofs", "We do roofs.")],
            categories=[],
            fillerWords=["reckon"],
            urgencyKeywords=[],
            variableDefinitions=[],
        )
    )

    resolved = resolve(own, parent)

    assert [one["key"] for one in resolved["scenarios"]] == ["hello", "prices", "roofs"]
    assert resolved["scenarios"][0]["quick_replies"] == ["Howdy."]
    assert resolved["fillerWords"] == ["reckon", "um"]
    assert own_part(resolved, parent) == own
