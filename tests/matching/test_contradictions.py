"""What looks alike and means the opposite, or another time, is not answered with the wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import decide
from matching.engine.contradictions import Meaning
from tests.matching.catalogs import static_index

SMALL = static_index()
REPAIRS = static_index(
    scenarios=[
        {"id": "leak", "triggers": ["my sink is leaking", "the faucet leaks"]},
        {"id": "mended", "triggers": ["i already fixed it", "it stopped leaking"]},
        {"id": "price", "triggers": ["how much is a service call"]},
    ]
)
TIMES = static_index(
    scenarios=[
        {"id": "ten", "triggers": ["can you come at ten", "come at ten in the morning"]},
        {"id": "two", "triggers": ["can you come at two", "come at two in the afternoon"]},
        {"id": "tuesday", "triggers": ["move my visit to tuesday"]},
        {"id": "thursday", "triggers": ["move my visit to thursday"]},
    ]
)


@pytest.mark.parametrize(
    "refused",
    [
        "please do not cancel my appointment",
        "please don't cancel my appointment",
        "i do not want to cancel my appointment",
        "no do not call off the visit",
    ],
)
def test_a_refused_request_is_not_the_request(refused: str) -> None:
    assert decide(SMALL, refused).kind == "fallback"
    assert decide(SMALL, refused).score <= 0.40


@pytest.mark.parametrize(
    "asked",
    ["please cancel my appointment", "i want to cancel my appointment", "call off my visit"],
)
def test_a_request_is_the_request(asked: str) -> None:
    decision = decide(SMALL, asked)

    assert (decision.id, decision.confirm) == ("cancel", False)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("i already fixed it", "mended"),
        ("my sink was leaking but i already fixed it", "mended"),
        ("my sink is leaking", "leak"),
        ("my sink is leaking again", "leak"),
        ("my sink is still leaking", "leak"),
    ],
)
def test_a_trouble_that_is_over_is_told_from_one_that_is_there(said: str, answer: str) -> None:
    assert decide(REPAIRS, said).id == answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("could you come at ten", "ten"),
        ("could you come at 10 please", "ten"),
        ("could you please come at two", "two"),
        ("could you come at 2 please", "two"),
        ("move the visit to tuesday please", "tuesday"),
        ("move the visit to thursday please", "thursday"),
    ],
)
def test_another_number_or_day_is_another_scenario(said: str, answer: str) -> None:
    decision = decide(TIMES, said)
    wrong = [one for one in decision.trace["scenarios"] if one["evidence"].get("clashes")]

    assert decision.id == answer
    assert all(one["score"] <= 0.40 for one in wrong)


@pytest.mark.parametrize(
    "said",
    [
        "move my visit to tuesday no i meant thursday",
        "please move my visit to tuesday i mean thursday",
        "move my visit to tuesday sorry thursday",
    ],
)
def test_a_corrected_day_is_the_day_that_is_meant(said: str) -> None:
    assert decide(TIMES, said).id == "thursday"


def test_a_number_that_no_rival_names_tells_nothing() -> None:
    phrases = {0: ["come", "at", "10"], 1: ["come", "at", "2"]}

    assert Meaning(["come", "at", "3"]).misnumbered(phrases) == frozenset()
    assert Meaning(["come", "at", "2"]).misnumbered(phrases) == {0}
    assert Meaning(["come", "soon"]).misnumbered(phrases) == frozenset()


@given(
    st.lists(
        st.sampled_from(
            [
                "do",
                "not",
                "cancel",
                "my",
                "visit",
                "no",
                "leak",
                "stopped",
                "at",
                "2",
                "10",
                "friday",
            ]
        )
    )
)
def test_nothing_contradicts_itself_by_a_number(said: list[str]) -> None:
    assert Meaning(said).misnumbered({0: said}) == frozenset()


@pytest.mark.parametrize(
    ("asked", "questions", "is_otherwise"),
    [
        ("how much is a new heater", ["do you install heaters", "can you replace it"], True),
        ("how much is a new heater", ["do you install heaters", "what does it cost"], False),
        ("how much is an estimate", ["do you give free estimates"], False),
        ("when are you open", ["where are you located", "what is your address"], True),
        ("when are you open", ["where are you located", "are you open today"], False),
        ("when are you open", ["when do you open"], False),
        ("are you in the city", ["where are you located"], False),
        ("i need your address", ["where are you located"], False),
    ],
)
def test_a_question_of_another_kind_is_told(
    asked: str, questions: list[str], is_otherwise: bool
) -> None:
    meaning = Meaning(asked.split())

    assert meaning.asks_otherwise([question.split() for question in questions]) is is_otherwise


def test_a_company_s_answer_to_another_question_is_not_given() -> None:
    heaters = {"id": "heaters", "question": "do you install tankless water heaters"}
    index = static_index(qnas=[heaters], scenarios=[])

    price = decide(index, "how much do tankless water heaters cost")

    assert (price.kind, price.score <= 0.40) == ("fallback", True)
    assert decide(index, "do you guys install a tankless water heater").id == "heaters"
