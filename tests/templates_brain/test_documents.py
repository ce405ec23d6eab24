"""The schema of a template's document: nothing unknown, nothing twice, the first fault named."""

from collections.abc import Callable
from typing import Any

import pytest

from templates_brain.documents import InvalidDocument, TemplateDocument, checked_template
from tests.factories import ScenarioDocumentFactory, TemplateDocumentFactory
from tests.templates_brain.documents import as_plain

Document = dict[str, Any]
Change = Callable[[Document], Any]


def fault_of(document: object) -> str:
    """Return what is wrong with a document."""
    with pytest.raises(InvalidDocument) as refusal:
        checked_template(document)
    return str(refusal.value)


def test_a_document_comes_back_in_our_column_names() -> None:
    checked = checked_template(TemplateDocumentFactory())

    assert [row["key"] for row in checked["scenarios"]] == ["clogged_drain", "burst_pipe"]
    assert checked["scenarios"][0]["quick_replies"] == ["{companyName} sees to that."]
    assert "quickReplies" not in checked["scenarios"][0]


def test_what_a_scenario_leaves_out_takes_its_usual_value() -> None:
    (scenario, _) = checked_template(TemplateDocumentFactory())["scenarios"]

    assert (scenario["status"], scenario["priority"], scenario["is_emergency"]) == (
        "live",
        0,
        False,
    )
    assert (scenario["is_emergency"], scenario["min_score"]) == (False, None)


@pytest.mark.parametrize("nonsense", [None, [], "text", 1, [TemplateDocumentFactory()]])
def test_what_is_no_object_is_no_template(nonsense: object) -> None:
    assert fault_of(nonsense).startswith("A template is one object")


@pytest.mark.parametrize("name", ["schema", "key", "name", "industry", "categories", "scenarios"])
def test_what_must_be_there_is_named(name: str) -> None:
    document = TemplateDocumentFactory()
    del document[name]

    assert fault_of(document) == f"{name}: This field is required."


UNKNOWN: dict[str, Change] = {
    "author": lambda document: document.update(author="me"),
    "scenarios.1.answer": lambda document: document["scenarios"][1].update(answer="Yes."),
    "scenarios.0.company": lambda document: document["scenarios"][0].update(company="x"),
    "variableDefinitions.0.value": lambda document: document["variableDefinitions"][0].update(
        value="a company's secret"
    ),
    "categories.0.id": lambda document: document["categories"][0].update(id="x"),
    "urgencyKeywords.0.origin": lambda document: document["urgencyKeywords"][0].update(origin="x"),
}


@pytest.mark.parametrize(("place", "change"), UNKNOWN.items(), ids=UNKNOWN)
def test_an_unknown_field_is_refused_at_its_place(place: str, change: Change) -> None:
    document = TemplateDocumentFactory()
    change(document)

    assert fault_of(document) == f"{place}: Unknown field."


REPEATED: dict[str, Change] = {
    "scenarios": lambda document: document["scenarios"].append(document["scenarios"][0]),
    "categories": lambda document: document["categories"].append(document["categories"][0]),
    "variableDefinitions": lambda document: document["variableDefinitions"].append(
        document["variableDefinitions"][0]
    ),
    "fillerWords": lambda document: document["fillerWords"].append("um"),
    "urgencyKeywords": lambda document: document["urgencyKeywords"].append(
        {"word": "flooding", "weight": 0.1}
    ),
}


@pytest.mark.parametrize(("field", "change"), REPEATED.items(), ids=REPEATED)
def test_what_stands_twice_is_refused(field: str, change: Change) -> None:
    document = TemplateDocumentFactory()
    change(document)

    fault = fault_of(document)

    assert fault.startswith(f"{field}: ")
    assert fault.endswith(" stands here more than once.")


def test_a_scenario_of_a_category_that_is_not_there_is_refused() -> None:
    document = TemplateDocumentFactory(scenarios=[ScenarioDocumentFactory(key="a", category="b")])

    assert fault_of(document) == "scenarios.0.category: There is no category b."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key", "Capital"),
        ("key", "1st"),
        ("key", "a-b"),
        ("key", "k" * 65),
        ("status", "published"),
        ("priority", -11),
        ("priority", 101),
        ("priority", "high"),
        ("minScore", 1.1),
        ("minScore", -0.1),
        ("followUp", "dance"),
        ("isEmergency", "perhaps"),
        ("triggers", []),
        ("triggers", "a text"),
        ("triggers", [""]),
        ("triggers", ["t" * 201]),
        ("triggers", ["a\0b"]),
        ("triggers", [{"text": "a"}]),
        ("quickReplies", []),
        ("quickReplies", ["r" * 221]),
        ("fullReplies", ["r" * 1201]),
        ("replyWeights", {"0": -1}),
        ("replyWeights", []),
        ("actionHooks", ["h" * 65]),
        ("regexTriggers", ["t"] * 501),
        ("regexTriggers", ["fine", "(?=lookahead)"]),
        ("regexTriggers", ["("]),
        ("regexTriggers", [".*"]),
        ("regexTriggers", ["(x{1,900}){1,900}"]),
        ("language", "english"),
        ("language", "en_US"),
        ("channel", "fax"),
        ("cooldownTurns", -1),
        ("cooldownTurns", 51),
        ("behaviour", "unheard_of"),
        ("preconditions", {"needs": {}}),
        ("preconditions", {"requires": {"Not a name": True}}),
        ("preconditions", {"requires": {"is_member": None}}),
        ("preconditions", {"excludes": {"is_member": 1.5}}),
        ("preconditions", {"excludes": {"is_member": ["x"]}}),
        ("preconditions", {"requires": {f"fact{place}": 1 for place in range(21)}}),
        ("effects", {"set": {"is_member": "x" * 65}}),
        ("effects", {"clear": ["is_member"]}),
        ("effects", []),
        ("entities", [{"type": "date"}]),
        ("entities", [{"name": "day", "type": "colour"}]),
        ("entities", [{"name": "day"}, {"name": "day"}]),
        ("actionHooks", ["dance"]),
        ("hookParameters", {"dance": {}}),
        ("hookParameters", {"escalate": {"first": "nobody"}}),
        ("hookParameters", {"escalate": "people"}),
        ("replyWeights", {"{companyName} sees to that.": 0}),
        ("replyWeights", {"x": float("inf")}),
        ("minScore", float("nan")),
        ("notes", "n" * 4001),
    ],
)
def test_a_scenarios_field_out_of_bounds_is_named_with_its_place(name: str, value: Any) -> None:
    document = TemplateDocumentFactory()
    document["scenarios"][1][name] = value

    assert fault_of(document).startswith(f"scenarios.1.{name}")


SOUND = {
    "language": ["en", "es-US", "zh-Hant-TW", "es-419"],
    "channel": ["any", "voice", "sms"],
    "preconditions": [{}, {"requires": {"is_member": True}, "excludes": {"told": 1, "how": "x"}}],
    "effects": [{}, {"set": {"is_member": False, "told": 2}}],
    "entities": [[], [{"name": "day", "type": "date", "required": True, "prompt": "Which?"}]],
    "hookParameters": [{}, {"escalate": {}}, {"escalate": {"first": "people"}}],
    "replyWeights": [{}, {"{companyName} sees to that.": 0.5, "another": 0}],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in SOUND.items() for value in values]
)
def test_a_scenarios_field_within_bounds_is_taken_as_it_is(name: str, value: Any) -> None:
    document = TemplateDocumentFactory()
    document["scenarios"][1][name] = value

    written = as_plain(TemplateDocument(checked_template(document)).data)

    assert written["scenarios"][1][name] == value


@pytest.mark.parametrize(
    ("field", "row"),
    [
        ("behaviours", {"key": "calm", "name": "Calm", "pace": "slowly"}),
        ("behaviours", {"key": "calm", "name": "Calm", "tone": "loud"}),
        ("behaviours", {"key": "calm", "name": "Calm", "openers": ["o" * 121]}),
        ("behaviours", {"key": "calm", "name": "Calm", "voice": "deep"}),
        ("synonyms", {"word": "a c"}),
        ("synonyms", {"word": "a c", "means": ""}),
        ("categories", {"key": "c", "name": "C", "synonyms": [{"word": "a"}]}),
        ("categories", {"key": "c", "name": "C", "fillerWords": "um"}),
    ],
)
def test_a_row_of_another_kind_out_of_bounds_is_named_with_its_place(field: str, row: Any) -> None:
    document = TemplateDocumentFactory()
    document[field] = [*document.get(field, []), row]

    assert fault_of(document).startswith(f"{field}.{len(document[field]) - 1}.")


def test_every_fault_is_told_and_the_first_first() -> None:
    document = TemplateDocumentFactory(industry="")
    document["scenarios"][0]["status"] = "gone"
    document["scenarios"][1]["triggers"] = ["t" * 201]

    with pytest.raises(InvalidDocument) as refusal:
        checked_template(document)

    assert [str(fault).split(":")[0] for fault in refusal.value.faults] == [
        "industry",
        "scenarios.0.status",
        "scenarios.1.triggers.0",
    ]


@pytest.mark.parametrize(
    ("name", "value"), [("name", "1st"), ("name", "a b"), ("name", "{x}"), ("type", "colour")]
)
def test_a_variables_field_out_of_bounds_is_named_with_its_place(name: str, value: Any) -> None:
    document = TemplateDocumentFactory()
    document["variableDefinitions"][1][name] = value

    assert fault_of(document).startswith(f"variableDefinitions.1.{name}: ")


@pytest.mark.parametrize("schema", [0, 2, "1.0", None, [1]])
def test_another_schema_is_refused(schema: Any) -> None:
    assert fault_of(TemplateDocumentFactory(schema=schema)).startswith("schema: ")


def test_of_two_faults_the_first_is_named() -> None:
    document = TemplateDocumentFactory(name="")
    document["scenarios"][0]["triggers"] = []

    assert fault_of(document).startswith("name: ")


def test_checking_leaves_the_document_alone() -> None:
    document, same = TemplateDocumentFactory(), TemplateDocumentFactory()

    checked_template(document)

    assert document == same
