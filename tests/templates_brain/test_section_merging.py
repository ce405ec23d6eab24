"""The laws of the merge over whole templates: every kind of row, any edits of either side."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from templates_brain.documents import as_cloned
from templates_brain.merging import Decisions
from templates_brain.models import Section
from templates_brain.section_merging import MergedSections, merge_sections

KEEP, TAKE, UNDECIDED = Decisions("keep"), Decisions("take"), Decisions()
NOTHING: dict[str, Any] = {
    Section.VARIABLES: {"variables": []},
    Section.WORDS: {"fillerWords": [], "urgencyKeywords": [], "synonyms": []},
    Section.SCENARIOS: {"provenance": None, "categories": [], "behaviours": [], "scenarios": []},
}
words = st.sampled_from(["leak", "drain", "heat", "price", "hours"])
texts = st.lists(words, unique=True, max_size=3)
synonyms = st.lists(
    st.fixed_dictionaries({"word": words, "means": words}), unique_by=lambda one: one["word"]
)


def rows(by: str, **fields: Any) -> Any:
    """Return lists of rows that `by` tells apart."""
    row = st.fixed_dictionaries({by: words, **fields})
    return st.lists(row, unique_by=lambda one: one[by], max_size=4)


categories = rows("key", name=words, fillerWords=texts, synonyms=synonyms)
behaviours = rows("key", name=words, pace=st.sampled_from(["slow", "fast"]), openers=texts)
definitions = rows("name", label=words, required=st.booleans())
urgency = rows("word", weight=st.sampled_from([0.1, 0.5, 0.9]))


@st.composite
def templates(draw: st.DrawFn) -> dict[str, Any]:
    """Return a version's content, in which every scenario's category is there."""
    there = draw(categories.filter(bool))
    manners = draw(behaviours)
    scenarios = rows(
        "key",
        name=words,
        triggers=texts,
        quickReplies=texts,
        category=st.sampled_from([one["key"] for one in there]),
        behaviour=st.sampled_from(["", *(one["key"] for one in manners)]),
    )
    return as_cloned(
        {
            "categories": there,
            "behaviours": manners,
            "variableDefinitions": draw(definitions),
            "fillerWords": sorted(draw(texts)),
            "urgencyKeywords": draw(urgency),
            "synonyms": draw(synonyms),
            "scenarios": draw(scenarios),
        }
    )


def merged(base: Any, theirs: Any, ours: Any, decisions: Decisions = KEEP) -> MergedSections:
    """Return the merge of whole sections."""
    return merge_sections(base, theirs, ours, decisions)


def cloned(template: Any) -> dict[str, Any]:
    """Return an untouched copy of a template."""
    return merged(as_cloned({}), template, NOTHING).sections


@st.composite
def copies(draw: st.DrawFn, template: Any) -> dict[str, Any]:
    """Return a copy that the company has edited, and filled in, and added to."""
    copy = cloned(template)
    scenarios = copy[Section.SCENARIOS]
    own = {"key": "own", "origin": "company", "category": "own_category", "behaviour": ""}
    return {
        Section.VARIABLES: {
            "variables": [
                {**one, "label": draw(words), "value": draw(st.sampled_from(["", "ours"]))}
                for one in copy[Section.VARIABLES]["variables"]
            ]
        },
        Section.WORDS: {
            "fillerWords": [
                {"word": "reckon", "origin": "company"},
                *(one for one in copy[Section.WORDS]["fillerWords"] if draw(st.booleans())),
            ],
            "urgencyKeywords": [
                {**one, "weight": draw(st.sampled_from([0.1, 0.5]))}
                for one in copy[Section.WORDS]["urgencyKeywords"]
            ],
            "synonyms": [
                {"word": "leak", "means": "ours", "origin": "company"},
                *({**one, "means": draw(words)} for one in copy[Section.WORDS]["synonyms"]),
            ],
        },
        Section.SCENARIOS: {
            **scenarios,
            "categories": [
                *({**one, "name": draw(words)} for one in scenarios["categories"]),
                {**scenarios["categories"][0], "key": "own_category", "position": 999},
            ],
            "behaviours": [{**one, "openers": draw(texts)} for one in scenarios["behaviours"]],
            "scenarios": [
                *(
                    {**one, "name": draw(words), "triggers": draw(texts)}
                    for one in scenarios["scenarios"]
                    if draw(st.booleans())
                ),
                {**one_scenario(), **own},
            ],
        },
    }


def one_scenario() -> dict[str, Any]:
    """Return a scenario's content as a copy holds it."""
    (scenario,) = as_cloned({"scenarios": [{"key": "x", "name": "x", "triggers": ["x"]}]})[
        "scenarios"
    ]
    return {**scenario, "quickReplies": ["x"], "changedFields": []}


def plain(sections: dict[str, Any]) -> dict[str, Any]:
    """Return sections without the marks of what the company changed."""
    scenarios = sections[Section.SCENARIOS]
    unmarked = [{**one, "changedFields": []} for one in scenarios["scenarios"]]
    return {**sections, Section.SCENARIOS: {**scenarios, "scenarios": unmarked}}


edited = templates().flatmap(lambda base: st.tuples(st.just(base), copies(base)))


@given(templates(), templates())
def test_an_untouched_copy_becomes_the_new_version(base: Any, theirs: Any) -> None:
    merge = merged(base, theirs, cloned(base), UNDECIDED)

    assert merge.sections == cloned(theirs)
    assert merge.conflicts == ()


@given(edited)
def test_what_the_company_changed_survives_the_same_version(pair: Any) -> None:
    base, ours = pair

    merge = merged(base, base, ours, UNDECIDED)

    assert plain(merge.sections) == plain(ours)
    assert merge.conflicts == ()


@given(edited, templates())
def test_merging_the_same_version_twice_changes_nothing(pair: Any, theirs: Any) -> None:
    base, ours = pair
    once = merged(base, theirs, ours).sections

    twice = merged(theirs, theirs, once)

    assert twice.sections == once
    assert twice.conflicts == ()


@given(edited, templates())
def test_no_value_and_no_word_of_the_companys_own_is_lost(pair: Any, theirs: Any) -> None:
    base, ours = pair

    merge = merged(base, theirs, ours, TAKE).sections

    assert values_in(ours).items() <= values_in(merge).items()
    assert own_in(ours) == own_in(merge)


@given(edited, templates())
def test_every_scenario_has_its_category_and_its_behaviour(pair: Any, theirs: Any) -> None:
    base, ours = pair

    after = merged(base, theirs, ours).sections[Section.SCENARIOS]

    assert {one["category"] for one in after["scenarios"]} <= keys_of(after["categories"])
    assert {one["behaviour"] for one in after["scenarios"]} <= {"", *keys_of(after["behaviours"])}


@given(edited, templates(), st.randoms())
def test_the_order_of_rows_does_not_matter(pair: Any, theirs: Any, chance: Any) -> None:
    base, ours = pair
    turned = {
        section: {
            field: chance.sample(rows, len(rows)) if isinstance(rows, list) else rows
            for field, rows in content.items()
        }
        for section, content in ours.items()
    }

    one, other = merged(base, theirs, ours), merged(base, theirs, turned)

    assert by_key(one) == by_key(other)
    assert set(one.conflicts) == set(other.conflicts)


@given(edited, templates())
def test_one_decision_for_all_leaves_no_conflict_undecided(pair: Any, theirs: Any) -> None:
    base, ours = pair

    kept, taken = merged(base, theirs, ours, KEEP), merged(base, theirs, ours, TAKE)
    undecided = merged(base, theirs, ours, UNDECIDED)

    assert kept.is_decided
    assert taken.is_decided
    assert undecided.is_decided == (kept.conflicts == ())


KINDS = [
    ("categories", {"key": "talk", "name": "Was"}, "name", "category:talk"),
    ("behaviours", {"key": "calm", "name": "Was"}, "name", "behaviour:calm"),
    ("variableDefinitions", {"name": "price", "label": "Was"}, "label", "variable:price"),
    ("synonyms", {"word": "a c", "means": "Was"}, "means", "synonym:a c"),
    ("urgencyKeywords", {"word": "now", "weight": 0.1}, "weight", "urgency:now"),
]
SECTION_OF = {"variableDefinitions": (Section.VARIABLES, "variables")} | {
    field: (Section.WORDS, field) for field in ("synonyms", "urgencyKeywords")
}


@pytest.mark.parametrize(("field", "row", "name", "label"), KINDS)
def test_what_both_sides_changed_of_any_kind_waits_for_a_decision(
    field: str, row: Any, name: str, label: str
) -> None:
    section, place = SECTION_OF.get(field, (Section.SCENARIOS, field))
    base, theirs = as_cloned({field: [row]}), as_cloned({field: [{**row, name: 0.9}]})
    ours = cloned(base)
    ours[section][place][0][name] = 0.5

    undecided = merged(base, theirs, ours, UNDECIDED)
    kept = merged(base, theirs, ours, Decisions(by_key={label: "keep"}))
    taken = merged(base, theirs, ours, Decisions(by_key={label: "take"}))

    (conflict,) = undecided.conflicts
    assert (conflict.key, conflict.reason, conflict.fields) == (label, "both_changed", (name,))
    assert kept.sections[section][place][0][name] == 0.5
    assert taken.sections[section][place][0][name] == 0.9


def variable_of(merge: MergedSections) -> Any:
    """Return the only variable's type and value."""
    (row,) = merge.sections[Section.VARIABLES]["variables"]
    return row["type"], row["value"]


def test_a_value_that_the_new_definition_refuses_waits_for_a_decision() -> None:
    row = {"name": "price", "label": "Price"}
    base = as_cloned({"variableDefinitions": [{**row, "type": "text"}]})
    theirs = as_cloned({"variableDefinitions": [{**row, "type": "money"}]})
    ours = cloned(base)
    ours[Section.VARIABLES]["variables"][0]["value"] = "about a hundred"

    undecided = merged(base, theirs, ours, UNDECIDED)
    kept, taken = merged(base, theirs, ours, KEEP), merged(base, theirs, ours, TAKE)

    (conflict,) = undecided.conflicts
    assert (conflict.key, conflict.reason) == ("variable:price", "value_refused")
    assert variable_of(kept) == ("text", "about a hundred")
    assert variable_of(taken) == ("money", "")
    assert merged(theirs, theirs, kept.sections, UNDECIDED).sections == kept.sections


def test_a_value_that_the_new_definition_takes_is_kept_in_its_form() -> None:
    row = {"name": "phone", "label": "Phone"}
    base = as_cloned({"variableDefinitions": [{**row, "type": "text"}]})
    theirs = as_cloned({"variableDefinitions": [{**row, "type": "phone"}]})
    ours = cloned(base)
    ours[Section.VARIABLES]["variables"][0]["value"] = "(239) 555-0100"

    assert variable_of(merged(base, theirs, ours, UNDECIDED)) == ("phone", "+12395550100")


def values_in(sections: dict[str, Any]) -> dict[str, str]:
    """Return the values that are filled in, by name."""
    variables = sections[Section.VARIABLES]["variables"]
    return {one["name"]: one["value"] for one in variables if one["value"]}


def own_in(sections: dict[str, Any]) -> list[Any]:
    """Return what is the company's own: its scenarios, categories and words."""
    scenarios, words = sections[Section.SCENARIOS], sections[Section.WORDS]
    rows = [*(one for kind in words.values() for one in kind), *scenarios["scenarios"]]
    own = [one for one in rows if one["origin"] == "company"]
    return own + [one for one in scenarios["categories"] if one["key"] == "own_category"]


def keys_of(rows: list[Any]) -> set[str]:
    """Return the rows' keys."""
    return {one["key"] for one in rows}


def by_key(merge: MergedSections) -> dict[str, Any]:
    """Return the merged sections with the scenarios told apart by key instead of place."""
    scenarios = merge.sections[Section.SCENARIOS]
    keyed = {one["key"]: one for one in scenarios["scenarios"]}
    return {**merge.sections, Section.SCENARIOS: {**scenarios, "scenarios": keyed}}
