"""A trace told in sentences."""

from matching.engine import Catalog, accept, build_index, decide, explain

INDEX = build_index(
    Catalog.from_document(
        {
            "fillerWords": ["you know"],
            "urgencyKeywords": [{"word": "right away", "weight": 0.6}],
            "qnas": [{"id": "q1", "question": "where are you located"}],
            "scenarios": [
                {
                    "id": "cancel",
                    "triggers": ["i need to cancel my appointment", "cancel my visit"],
                },
                {"id": "emergency_gas", "triggers": ["i smell gas"], "isEmergency": True},
            ],
        }
    )
)


def told(text: str) -> list[tuple[str, str]]:
    """Return what is explained of the decision on a text."""
    return explain(decide(INDEX, text).trace)


def test_what_was_heard_left_out_and_put_right_is_told() -> None:
    lines = dict(told("um you know cancel my apointment right away"))

    assert lines["Heard"] == "um you know cancel my apointment right away"
    assert lines["Read as"] == "cancel my apointment right away"
    assert "um" in lines["Left out"]
    assert lines["Put right"] == "apointment → appointment"
    assert lines["Urgent words"] == "right away 0.6"


def test_every_candidate_is_told_with_what_it_needs() -> None:
    lines = told("please do not cancel my appointment")

    candidates = [text for label, text in lines if label == "Scenario"]
    assert candidates[0].startswith("cancel: 0.40, needs 0.50; words ")
    assert "contradicts its closest phrase" in candidates[0]
    assert lines[-1] == ("Why", "no question and no scenario reaches its threshold")


def test_an_exact_phrase_says_so() -> None:
    candidates = [text for label, text in told("cancel my visit") if label == "Scenario"]

    assert "said word for word" in candidates[0]
    assert "said word for word" not in candidates[1]


def test_an_emergency_names_its_rule() -> None:
    assert dict(told("i smell gas"))["Emergency"].startswith("emergency_gas, by the rule “")


def test_a_callers_yes_is_told() -> None:
    lines = explain(accept(INDEX, "cancel", "yes").trace)

    assert lines == [("Heard", "yes"), ("Why", "the caller said yes to what was asked")]


def test_a_turn_without_a_decision_has_nothing_to_explain() -> None:
    assert explain({}) == []


def test_a_question_is_called_by_its_name() -> None:
    trace = decide(INDEX, "where are you located").trace

    lines = explain(trace, {"q1": "Where are you located?"})

    assert dict(lines)["Question"].startswith("Where are you located?: 1.00, needs 0.80")
