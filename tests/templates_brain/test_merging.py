"""The laws of the three-way merge, over made-up templates and edits."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from templates_brain.merging import Decisions, merge_items, merge_rows

KEEP, TAKE, UNDECIDED = Decisions("keep"), Decisions("take"), Decisions()

words = st.sampled_from(["leak", "drain", "heat", "price", "hours", "hello"])
phrases = st.lists(words, unique=True, max_size=4)
scenario = st.fixed_dictionaries(
    {
        "name": words,
        "priority": st.integers(0, 3),
        "triggers": phrases,
        "quickReplies": phrases,
    }
)
keys = st.sampled_from(["a", "b", "c", "d"])
templates = st.dictionaries(keys, scenario, max_size=4)


def keyed(template: dict[str, Any]) -> dict[str, Any]:
    """Return a template's scenarios as documents hold them."""
    return {key: {"key": key, **one} for key, one in template.items()}


def cloned(template: dict[str, Any]) -> dict[str, Any]:
    """Return an untouched copy of a template's scenarios."""
    marks = {"origin": "template", "changedFields": []}
    return {key: {**one, **marks} for key, one in keyed(template).items()}


def edited(template: dict[str, Any], edits: dict[str, Any]) -> dict[str, Any]:
    """Return a copy in which the company has changed what it has of `edits`."""
    copy = cloned(template)
    return {key: {**one, **edits.get(key, {})} for key, one in copy.items()}


@given(templates, templates)
def test_an_untouched_copy_becomes_the_new_version(base: Any, theirs: Any) -> None:
    merge = merge_rows(keyed(base), keyed(theirs), cloned(base), UNDECIDED)

    assert merge.rows == cloned(theirs)
    assert merge.conflicts == ()


@given(templates, templates)
def test_what_the_company_changed_survives_where_nobody_takes(base: Any, edits: Any) -> None:
    ours = edited(base, edits)

    merge = merge_rows(keyed(base), keyed(base), ours, UNDECIDED)

    assert content(merge.rows) == content(ours)
    assert merge.conflicts == ()


@given(templates, templates, templates)
def test_a_conflict_kept_leaves_no_word_of_the_company_out(
    base: Any, theirs: Any, edits: Any
) -> None:
    ours = edited(base, edits)

    merge = merge_rows(keyed(base), keyed(theirs), ours, KEEP)

    lost = {
        (key, word)
        for key, one in ours.items()
        for word in one["triggers"]
        if word not in base[key]["triggers"]
        and word not in merge.rows.get(key, {"triggers": []})["triggers"]
    }
    assert lost == set()


@given(templates, templates, templates)
def test_only_what_both_changed_is_a_conflict(base: Any, theirs: Any, edits: Any) -> None:
    merge = merge_rows(keyed(base), keyed(theirs), edited(base, edits), UNDECIDED)

    contested = {conflict.key for conflict in merge.conflicts}
    assert contested <= {key for key in edits if key in base and theirs.get(key) != base[key]}


@given(templates, templates, templates)
def test_merging_the_same_version_twice_changes_nothing(base: Any, theirs: Any, edits: Any) -> None:
    once = merge_rows(keyed(base), keyed(theirs), edited(base, edits), KEEP).rows

    twice = merge_rows(keyed(theirs), keyed(theirs), once, KEEP)

    assert twice.rows == once
    assert (twice.added, twice.updated, twice.removed) == ((), (), ())


@given(templates, templates, templates, st.randoms())
def test_the_order_of_scenarios_does_not_matter(
    base: Any, theirs: Any, edits: Any, chance: Any
) -> None:
    ours = edited(base, edits)
    turned = dict(chance.sample(list(ours.items()), len(ours)))

    one = merge_rows(keyed(base), keyed(theirs), ours, TAKE)
    other = merge_rows(keyed(base), keyed(theirs), turned, TAKE)

    assert one.rows == other.rows
    assert set(one.conflicts) == set(other.conflicts)


@given(templates, templates, templates)
def test_a_company_s_own_scenario_is_never_touched(base: Any, theirs: Any, own: Any) -> None:
    ours = {key: {**one, "origin": "company"} for key, one in cloned(own).items()}

    merge = merge_rows(keyed(base), keyed(theirs), ours, TAKE)

    assert {key: merge.rows[key] for key in ours} == ours


@given(phrases, phrases, phrases)
def test_lists_keep_what_either_side_put_in(base: Any, theirs: Any, ours: Any) -> None:
    merged = merge_items(base, theirs, ours)

    put_in = (set(theirs) | set(ours)) - set(base)
    taken_out = (set(base) - set(theirs)) | (set(base) - set(ours))
    assert put_in <= set(merged)
    assert not taken_out & set(merged)
    assert len(merged) == len(set(merged))


def test_both_changed_waits_for_a_decision() -> None:
    base, theirs = {"a": one(name="was")}, {"a": one(name="theirs")}
    ours = edited({"a": one(name="was")}, {"a": {"name": "ours"}})

    undecided = merge_rows(keyed(base), keyed(theirs), ours, UNDECIDED)
    taken = merge_rows(keyed(base), keyed(theirs), ours, TAKE)
    kept = merge_rows(keyed(base), keyed(theirs), ours, KEEP)

    assert (undecided.is_decided, undecided.conflicts[0].fields) == (False, ("name",))
    assert (taken.is_decided, taken.rows["a"]["name"]) == (True, "theirs")
    assert (kept.rows["a"]["name"], kept.rows["a"]["changedFields"]) == ("ours", ["name"])


def test_removed_upstream_but_changed_here_is_a_conflict_and_never_a_loss() -> None:
    base = {"a": one(name="was")}
    ours = edited(base, {"a": {"name": "ours"}})

    undecided = merge_rows(keyed(base), {}, ours, UNDECIDED)
    taken = merge_rows(keyed(base), {}, ours, TAKE)

    assert undecided.rows["a"]["name"] == "ours"
    assert undecided.conflicts[0].reason == "removed_upstream"
    assert taken.removed == ("a",)


def test_what_the_company_removed_stays_away() -> None:
    base = {"a": one(name="was")}

    unchanged = merge_rows(keyed(base), keyed(base), {}, UNDECIDED)
    changed = merge_rows(keyed(base), keyed({"a": one(name="new")}), {}, UNDECIDED)

    assert (dict(unchanged.rows), unchanged.conflicts) == ({}, ())
    assert changed.conflicts[0].reason == "removed_here"


def one(name: str) -> dict[str, Any]:
    """Return a scenario's content."""
    return {"name": name, "priority": 0, "triggers": ["leak"], "quickReplies": ["Hello."]}


def content(scenarios: Any) -> dict[str, Any]:
    """Return scenarios without the company's marks."""
    return {
        key: {name: value for name, value in one.items() if name != "changedFields"}
        for key, one in scenarios.items()
    }
