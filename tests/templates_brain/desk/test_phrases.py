"""Trying a phrase at the desk: the engine's own decision, over the draft as it stands."""

from typing import Any
from uuid import uuid4

import pytest

from templates_brain.admin.drafts import INDEXES_HELD, Draft, draft_of, index_of
from templates_brain.models import Template, TemplateScenario
from tests.desk import Desk, refused_everyone_else


def test_a_phrase_shows_what_it_reaches_and_how_it_scores(desk: Desk, template: Template) -> None:
    answer = _try(desk, template, "um about my burst pipe").json()
    scenario = TemplateScenario.objects.get(key="burst_pipe")
    page = desk.url(scenario, "change", scenario.pk)
    assert answer["kind"] == "scenario"
    assert answer["answer"] == {"key": "burst_pipe", "name": "Scenario", "url": page}
    assert answer["candidates"][0]["key"] == "burst_pipe"
    assert answer["candidates"][0]["score"] >= answer["candidates"][0]["needs"]
    assert answer["stripped"] == ["um"]
    assert answer["reply"] == "{companyName} sees to that."
    assert answer["milliseconds"] > 0


def test_a_phrase_that_nothing_answers_falls_back(desk: Desk, template: Template) -> None:
    answer = _try(desk, template, "what rhymes with orange").json()
    assert (answer["kind"], answer["answer"], answer["reply"]) == ("fallback", None, None)


def test_an_emergency_and_its_urgency_are_told(desk: Desk, template: Template) -> None:
    quiet = _try(desk, template, "about my clogged drain").json()
    urgent = _try(desk, template, "i smell gas and the basement is flooding").json()
    assert (quiet["emergency"], quiet["urgency"]) == (None, 0)
    assert (urgent["emergency"], urgent["urgency"]) == ("emergency_gas", 0.9)


def test_a_saved_change_is_heard_at_once(desk: Desk, template: Template) -> None:
    phrase = "water pours from the ceiling"
    assert _try(desk, template, phrase).json()["kind"] == "fallback"
    desk.change(TemplateScenario.objects.get(key="burst_pipe"), triggers=phrase)
    assert _try(desk, template, phrase).json()["answer"]["key"] == "burst_pipe"


def test_triggers_count_as_they_are_being_edited(desk: Desk, template: Template) -> None:
    phrase = "water pours from the ceiling"
    edited = {"scenario": "burst_pipe", "triggers": f"a pipe burst\n{phrase}"}
    assert _try(desk, template, phrase, **edited).json()["answer"]["key"] == "burst_pipe"
    assert _try(desk, template, phrase).json()["kind"] == "fallback"


def test_a_negative_trigger_that_is_being_edited_keeps_the_phrase_away(
    desk: Desk, template: Template
) -> None:
    edited = {"scenario": "burst_pipe", "negative_triggers": "about my burst pipe"}
    assert _try(desk, template, "about my burst pipe").json()["kind"] == "scenario"
    assert _try(desk, template, "about my burst pipe", **edited).json()["kind"] == "fallback"


def test_what_the_template_inherits_answers_too(desk: Desk, extension: Template) -> None:
    inherited = TemplateScenario.objects.get(key="clogged_drain")
    answer = _try(desk, extension, "about my clogged drain").json()["answer"]
    assert answer["url"] == desk.url(inherited, "change", inherited.pk)
    replaced = _try(desk, extension, "the pipe has burst").json()["answer"]
    own = TemplateScenario.objects.get(key="burst_pipe", template=extension)
    assert replaced["url"] == desk.url(own, "change", own.pk)


@pytest.mark.parametrize("phrase", ["", "   ", "x" * 1001])
def test_a_phrase_that_is_none_is_refused(phrase: str, desk: Desk, template: Template) -> None:
    answer = _try(desk, template, phrase)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_pattern_beyond_the_engine_is_told(desk: Desk, template: Template) -> None:
    answer = _try(desk, template, "hello", scenario="burst_pipe", regex_triggers="(a")
    assert answer.status_code == 422
    assert "(a" in answer.json()["error"]


def test_a_template_without_scenarios_answers_nothing(desk: Desk) -> None:
    empty = Template.objects.create(key="empty", name="Empty", industry="none")
    assert _try(desk, empty, "hello").json()["kind"] == "fallback"


def test_a_phrase_is_only_posted(desk: Desk, template: Template) -> None:
    assert desk.client.get(desk.page_url(template, "try")).status_code == 405


def test_a_template_that_is_not_there_has_no_phrases(desk: Desk, template: Template) -> None:
    missing = Template(pk=uuid4(), key="missing")
    assert _try(desk, missing, "hello").status_code == 404


def test_phrases_are_tried_by_staff_only(desk: Desk, template: Template) -> None:
    refused_everyone_else(desk.page_url(template, "try"))
    assert _try(desk, template, "about my burst pipe").status_code == 200


def test_an_index_is_built_once_for_a_draft_and_few_are_held(template: Template) -> None:
    index_of.cache_clear()
    assert index_of(draft_of(template)) is index_of(draft_of(template))
    content = draft_of(template).content
    drafts = [Draft.of({**content, "name": str(number)}) for number in range(INDEXES_HELD + 2)]
    indexes = [index_of(draft) for draft in drafts]
    assert len(indexes) > index_of.cache_info().currsize == INDEXES_HELD


def _try(desk: Desk, template: Template, phrase: str, **edited: str) -> Any:
    return desk.client.post(desk.page_url(template, "try"), {"phrase": phrase, **edited})
