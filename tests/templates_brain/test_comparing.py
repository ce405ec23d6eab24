"""What differs between two versions: every change once, at its row and field, and nothing else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates_brain.comparing import compare_sections, compare_versions
from templates_brain.publishing import load_template
from tests.telephony.commands import refusal, run
from tests.templates_brain.test_sync_api import document, scenario

words = st.sampled_from(["leak", "drain", "heat", "price"])
rows = st.dictionaries(
    words,
    st.fixed_dictionaries({"name": words, "triggers": st.lists(words, max_size=3)}),
    max_size=4,
)


def template(scenarios: dict[str, Any]) -> dict[str, Any]:
    """Return a document of these scenarios."""
    return {"scenarios": [{"key": key, **one} for key, one in scenarios.items()]}


@given(rows)
def test_nothing_differs_from_itself(scenarios: dict[str, Any]) -> None:
    assert compare_versions(template(scenarios), template(scenarios)) == ()


@given(rows, rows)
def test_the_fields_after_make_the_one_from_the_other(before: Any, after: Any) -> None:
    made = {key: dict(one) for key, one in before.items()}

    for one in compare_versions(template(before), template(after)):
        changes = {name: sides["after"] for name, sides in one.fields.items()}
        made[one.key] = {**made.get(one.key, {}), **changes}
    gone = {
        one.key
        for one in compare_versions(template(before), template(after))
        if one.change == "removed"
    }

    content = {key: {name: one[name] for name in ("name", "triggers")} for key, one in made.items()}
    assert {key: one for key, one in content.items() if key not in gone} == after


@given(rows, rows)
def test_what_comes_one_way_goes_the_other(before: Any, after: Any) -> None:
    there = compare_versions(template(before), template(after))
    back = compare_versions(template(after), template(before))

    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(one.key, turned[one.change]) for one in there} == {
        (one.key, one.change) for one in back
    }


def test_a_list_tells_what_was_put_in_and_taken_out() -> None:
    before = {"scenarios": [{"key": "hello", "triggers": ["hi", "hello"], "name": "Hello"}]}
    after = {"scenarios": [{"key": "hello", "triggers": ["hello", "hey"], "name": "Hello"}]}

    (found,) = compare_versions(before, after)

    assert found.as_document() == {
        "kind": "scenario",
        "key": "hello",
        "change": "changed",
        "fields": {"triggers": {"before": ["hi", "hello"], "after": ["hello", "hey"]}},
        "items": {"triggers": {"added": ["hey"], "removed": ["hi"]}},
    }


@pytest.mark.parametrize(
    ("field", "row", "change", "label"),
    [
        ("categories", {"key": "talk", "name": "Talk"}, {"name": "T"}, "category:talk"),
        ("behaviours", {"key": "calm", "pace": "slow"}, {"pace": "fast"}, "behaviour:calm"),
        ("variableDefinitions", {"name": "a", "label": "A"}, {"label": "B"}, "variable:a"),
        ("urgencyKeywords", {"word": "now", "weight": 0.1}, {"weight": 0.2}, "urgency:now"),
        ("synonyms", {"word": "a c", "means": "ac"}, {"means": "air"}, "synonym:a c"),
    ],
)
def test_every_kind_of_row_is_compared(field: str, row: Any, change: Any, label: str) -> None:
    (changed,) = compare_versions({field: [row]}, {field: [{**row, **change}]})
    (added,) = compare_versions({field: []}, {field: [row]})

    assert (changed.label, changed.change, list(changed.fields)) == (label, "changed", list(change))
    assert (added.label, added.change) == (label, "added")


def test_filler_words_and_the_templates_own_facts_are_compared() -> None:
    found = compare_versions(
        {"key": "small", "name": "Small", "fillerWords": ["um", "uh"]},
        {"key": "small", "name": "Smaller", "fillerWords": ["um", "er"]},
    )

    assert [(one.label, one.change) for one in found] == [
        ("template:small", "changed"),
        ("filler:uh", "removed"),
        ("filler:er", "added"),
    ]


def test_a_companys_bookkeeping_is_no_difference() -> None:
    row = {"key": "hello", "name": "Hello", "origin": "template", "changedFields": []}
    before = {"scenarios": {"scenarios": [row]}}
    after = {"scenarios": {"scenarios": [{**row, "changedFields": ["name"]}]}}

    assert compare_sections(before, after) == ()


@pytest.mark.django_db
def test_the_command_prints_what_differs_between_two_versions() -> None:
    load_template(document(), actor="staff")
    second = document(
        scenarios=[scenario("hello", "Good day."), scenario("prices", "It is {price}.")]
    )
    load_template(second, actor="staff")

    told = run("compare_template", "small", "--from", "1", "--to", "2").document

    assert (told["template"], told["from"], told["to"]) == ("small", 1, 2)
    assert [(one["key"], list(one["fields"])) for one in told["differences"]] == [
        ("hello", ["quickReplies"])
    ]
    assert json.loads(json.dumps(told)) == told


@pytest.mark.django_db
def test_a_version_that_is_not_there_is_refused_in_one_line() -> None:
    load_template(document(), actor="staff")

    assert "version 9" in refusal(run("compare_template", "small", "--from", "1", "--to", "9"))
