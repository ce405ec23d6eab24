"""What staff are told of behaviours, weights, conditions, parameters and defaults."""

from typing import Any

import pytest

from templates_brain.hooks import (
    HOOKS,
    InvalidParameters,
    Parameter,
    check_parameters,
    missing_parameters,
)
from tests.templates_brain.test_linting import checks_of
from tests.templates_brain.test_sync_api import document, scenario


def hello(**changes: Any) -> dict[str, Any]:
    """Return a template with one scenario with these changes."""
    return {"scenarios": [{**scenario("hello", "Hello."), **changes}]}


def calm(*openers: str) -> dict[str, Any]:
    """Return a template with a behaviour that opens with these."""
    return {"behaviours": [{"key": "calm", "name": "Calm", "openers": list(openers)}]}


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        (calm("I'm {nobody}."), ("error", "undefined_placeholder")),
        (calm("That is $125."), ("error", "company_fact")),
        (calm("Joe's Plumbing is glad to help."), ("error", "company_fact")),
        (hello(replyWeights={"Hullo.": 2}), ("warning", "weight_of_no_reply")),
        (hello(hookParameters={"escalate": {}}), ("warning", "idle_parameters")),
        (hello(preconditions={"requires": {"a": True}}), ("warning", "unmet_condition")),
        (
            hello(preconditions={"requires": {"a": 1}}, effects={"set": {"a": True}}),
            ("warning", "unmet_condition"),
        ),
    ],
)
def test_what_is_wrong_is_told(changes: dict[str, Any], finding: tuple[str, str]) -> None:
    assert finding in checks_of(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {**calm("I'm sorry, {companyName} is here."), **hello(behaviour="calm")},
        hello(replyWeights={"Hello.": 2}),
        hello(hookParameters={"escalate": {"first": "people"}}, actionHooks=["escalate"]),
        hello(preconditions={"requires": {"a": True}}, effects={"set": {"a": True}}),
        hello(preconditions={"excludes": {"a": True}}),
    ],
)
def test_what_is_right_is_not_told_of(changes: dict[str, Any]) -> None:
    assert checks_of(**changes) == []


def test_a_default_that_looks_like_a_fact_is_an_error_and_any_default_is_safe() -> None:
    definitions = document()["variableDefinitions"]
    ring = {"name": "price", "label": "Price", "default": "call 239-555-0100"}
    name = {**ring, "default": "Smith Heating"}
    ask = {**ring, "default": "a fair price"}

    assert checks_of(variableDefinitions=[definitions[0], ring]) == [("error", "company_fact")]
    assert checks_of(variableDefinitions=[definitions[0], name]) == [("error", "company_fact")]
    assert checks_of(variableDefinitions=[definitions[0], ask]) == []


@pytest.mark.parametrize(
    ("hook", "given", "says"),
    [
        ("dance", {}, "no action hook"),
        ("escalate", [], "an object"),
        ("escalate", {"second": "people"}, "second is unknown"),
        ("escalate", {"first": "nobody"}, "first has a wrong value"),
        ("end_call", {"first": "people"}, "first is unknown"),
        ("offer_scheduling", {"windows": 0}, "windows has a wrong value"),
        ("offer_scheduling", {"windows": 4}, "windows has a wrong value"),
        ("offer_scheduling", {"urgency": True}, "urgency has a wrong value"),
    ],
)
def test_what_a_hook_does_not_take_is_refused(hook: str, given: Any, says: str) -> None:
    with pytest.raises(InvalidParameters, match=says):
        check_parameters(hook, given)


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_says_what_it_does_and_when(hook: str) -> None:
    assert HOOKS[hook].does.endswith(".")
    assert HOOKS[hook].fires.endswith(".")
    check_parameters(hook, dict.fromkeys(missing_parameters(hook, {}), "text"))


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("text", ["x", ""], [1, True, None, "x" * 201]),
        ("number", [1, 1.5], ["1", True, None]),
        ("boolean", [True, False], [0, "true", None]),
    ],
)
def test_a_parameter_takes_values_of_its_type(kind: Any, right: Any, wrong: Any) -> None:
    parameter = Parameter("Does it.", kind)

    assert all(parameter.takes(value) for value in right)
    assert not any(parameter.takes(value) for value in wrong)
