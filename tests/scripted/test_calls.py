"""The scripted calls of tests/calls, each played as it is written."""

from uuid import UUID

import pytest

from telephony.simulator.script import ScriptedCall, read_document
from tests.scripted.page import PAGE, page
from tests.scripted.playing import SCRIPTS, faults_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def wrong_script() -> ScriptedCall:
    """Return the words of a call, each of them wrong."""
    wrong = {"says": "$99", "says_not": "$125", "kind": "qna", "scenario": "x", "dials": "+1"}
    return read_document(
        {
            "title": "Wrong",
            "turns": [
                {"say": "how much is a service call", "expect": wrong},
                {"say": "goodbye"},
                {"say": "hello"},
            ],
            "outcome": "spam",
            "ended": "caller",
            "kept": {"appointment": {"name": "Ann"}, "message": {}},
        }
    )


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_a_call_goes_as_it_is_written(script: ScriptedCall, joe: UUID) -> None:
    assert faults_in(script, joe) == []


def test_a_call_that_goes_otherwise_is_found(joe: UUID, wrong_script: ScriptedCall) -> None:
    faults = faults_in(wrong_script, joe)

    assert [fault.partition("; but")[0] for fault in faults] == [
        "turn 1: not said: $99",
        "turn 1: said: $125",
        "turn 1: rang nobody",
        "The call ended before turn 3.",
        "ended by the system",
        "turn 1: it is a scenario",
        "turn 1: it is service_call_price",
        "the outcome is answered",
        "the appointment's name is None",
    ]


def test_the_page_of_calls_is_the_files() -> None:
    assert PAGE.read_text() == page(), "The scripted calls changed: run `make calls` and commit."
