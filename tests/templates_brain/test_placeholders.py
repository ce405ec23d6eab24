"""Replies with values in them: one pass, and never a placeholder spoken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from templates_brain.placeholders import placeholders, render, spoken_value

names = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,8}", fullmatch=True)
plain = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), min_size=1)
any_text = st.text(st.one_of(st.sampled_from("{}{}ab"), st.characters(exclude_categories=["Cs"])))
quickly = settings(max_examples=100, deadline=None)


@quickly
@given(text=any_text, values=st.dictionaries(names, plain))
def test_no_brace_is_ever_spoken(text: str, values: dict[str, str]) -> None:
    spoken = render(text, values)

    assert spoken is None or not {"{", "}"} & set(spoken)


@quickly
@given(text=plain, values=st.dictionaries(names, any_text))
def test_a_text_without_placeholders_is_spoken_as_it_stands(
    text: str, values: dict[str, str]
) -> None:
    assert render(text, values) == text


@quickly
@given(before=plain, name=names, after=plain, value=st.text(min_size=1))
def test_what_is_inserted_is_never_scanned_again(
    before: str, name: str, after: str, value: str
) -> None:
    spoken = render(f"{before}{{{name}}}{after}", {name: value})

    assert spoken == f"{before}{value}{after}"


@quickly
@given(parts=st.lists(st.tuples(plain, names), min_size=1), missing=st.data())
def test_a_missing_value_silences_the_whole_reply(
    parts: list[tuple[str, str]], missing: st.DataObject
) -> None:
    text = "".join(f"{said}{{{name}}}" for said, name in parts)
    gone = missing.draw(st.sampled_from([name for _, name in parts]))
    values = {name: "value" for _, name in parts}

    assert render(text, values) is not None
    assert render(text, {**values, gone: ""}) is None
    del values[gone]
    assert render(text, values) is None


@quickly
@given(parts=st.lists(st.tuples(plain, names)))
def test_the_placeholders_of_a_text_are_told_in_order(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{said}{{{name}}}" for said, name in parts)

    assert placeholders(text) == [name for _, name in parts]


@pytest.mark.parametrize(
    "text",
    [
        "{company.__class__}",
        "{company.__class__.__init__.__globals__}",
        "{0}",
        "{}",
        "{company!r}",
        "{company:>9999999}",
        "{company[0]}",
        "{{company}}",
        "{ company }",
        "{company",
        "company}",
        "{comp\nany}",
        "{% company %}",
        "${company}}",
        "{компания}",
    ],
)
def test_what_only_resembles_a_placeholder_is_not_spoken(text: str) -> None:
    values = {"company": "Joe's", "0": "zero", "": "empty", "comp\nany": "x", "компания": "x"}

    assert render(text, values) is None
    assert render("{company}", values) == "Joe's"


def test_values_that_lead_to_each_other_are_inserted_once() -> None:
    values = {"a": "{b}", "b": "{a}"}

    assert render("{a}", values) == "{b}"
    assert render("{a}{b}", values) == "{b}{a}"


def test_names_are_told_apart_by_case() -> None:
    assert render("{name} {Name}", {"name": "a", "Name": "b"}) == "a b"


def test_a_value_is_inserted_as_it_stands() -> None:
    assert render("{a}", {"a": r"\1 \g<0> $1 %s"}) == r"\1 \g<0> $1 %s"


@pytest.mark.parametrize(
    ("kind", "stored", "spoken"),
    [
        ("money", "150", "$150"),
        ("money", "$150", "$150"),
        ("money", "1,250.50", "$1,250.50"),
        ("phone", "+12395550100", "(239) 555-0100"),
        ("phone", "no number", "no number"),
        ("text", "150", "150"),
        ("hours", "8 to 5", "8 to 5"),
        ("unheard of", "x", "x"),
    ],
)
def test_a_value_is_spoken_by_its_kind(kind: str, stored: str, spoken: str) -> None:
    assert spoken_value(kind, stored) == spoken
