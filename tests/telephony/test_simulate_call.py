"""`simulate_call`: a whole call against the real webhooks, printed."""

import json
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from telephony.models import Call
from templates_brain.management.commands import load_brain
from tenants.models import Company, PhoneNumber
from tenants.routing import route_number
from tenants.scope import company_scope, platform_scope
from tests.callers import PRICE_QUESTION, SAFETY, database_gone, logged, open_line
from tests.factories import PhoneNumberFactory, TransferTargetFactory
from tests.telephony.commands import Run, refusal, run

pytestmark = pytest.mark.django_db


def call(number: str, *steps: str) -> Run:
    """Run the command against a number."""
    return run("simulate_call", "--to", number, *steps)


def cached(company_id: object) -> str:
    """Return all that is cached under the company's names."""
    keys = [f"company:{company_id}", f"readiness:{company_id}"]
    return json.dumps(cache.get_many(keys))


def seen_in(places: tuple[str, ...], *texts: str) -> list[int]:
    """Return in how many of the places each text stands."""
    return [sum(text in place for place in places) for text in texts]


def turns_of(result: Run) -> list[dict[str, Any]]:
    """Return the turns of the printed call."""
    turns: list[dict[str, Any]] = result.document["turns"]
    return turns


def spoken(result: Run) -> str:
    """Return all that the receptionist said."""
    return " ".join(turn["spoken"] for turn in turns_of(result))


def test_a_call_is_printed_as_one_json_object(number: PhoneNumber) -> None:
    result = call(number.number, "--say", PRICE_QUESTION, "--hangup")

    assert (result.exit_status, result.output.count("\n")) == (0, 1)
    document = result.document
    assert document.keys() == {"callSid", "from", "to", "ended", "turns", "texts"}
    assert (document["to"], document["ended"]) == (number.number, "caller")
    greeting, price = document["turns"]
    assert greeting["caller"] == {"say": PRICE_QUESTION}
    assert "Joe's Plumbing is $125." in price["spoken"]


def test_each_turn_is_printed_with_its_decision(number: PhoneNumber) -> None:
    greeting, price = turns_of(call(number.number, "--say", PRICE_QUESTION, "--hangup"))

    assert (greeting["kind"], greeting["scenarioKey"], greeting["score"]) == (
        "greeting",
        None,
        None,
    )
    assert (price["kind"], price["scenarioKey"]) == ("scenario", "service_call_price")
    assert 0.5 <= price["score"] <= 1
    assert price["latencyMs"] > 0


def test_the_steps_are_played_in_the_order_of_the_command_line(
    company: Company, number: PhoneNumber
) -> None:
    TransferTargetFactory(company=company, phone="+12395550301")

    result = call(number.number, "--silence", "--dtmf", "0", "--say", "goodbye")

    silence, zero, rung, goodbye, end = turns_of(result)
    assert silence["caller"] == {"silence": True}
    assert zero["caller"] == {"dtmf": "0"}
    assert rung["dialled"] == ["+12395550301"]
    assert goodbye["caller"] == {"say": "goodbye"}
    assert "Goodbye" in end["spoken"]
    assert result.document["ended"] == "system"


def test_who_calls_can_be_said(company: Company, number: PhoneNumber) -> None:
    result = call(number.number, "--from", "+13055550111", "--hangup")

    assert result.document["from"] == "+13055550111"
    with company_scope(company.id):
        assert Call.objects.get().from_number == "+13055550111"


def test_a_call_can_be_read_as_a_conversation(number: PhoneNumber) -> None:
    steps = ("--say", PRICE_QUESTION, "--dtmf", "0", "--silence", "--hangup")

    lines = call(number.number, "--as", "conversation", *steps).output.splitlines()

    assert lines[0] == f"+12125550123 calls {number.number}"
    assert lines[2].startswith("  Receptionist  ")
    assert "Thank you for calling Joe's Plumbing." in lines[2]
    assert lines[3] == f"  Caller        {PRICE_QUESTION}"
    assert "$125" in lines[4]
    assert "[service_call_price 1.00" in lines[4]
    assert "  Caller        (presses 0)" in lines
    assert "  Caller        (silence)" in lines
    assert "  Caller        (hangs up)" in lines
    assert lines[-1] == "The call ended by the caller."


@pytest.mark.parametrize("to", ["+12395559999", "239-555-0100", "nonsense", ""])
def test_a_number_that_is_not_ours_is_refused_in_one_line(number: PhoneNumber, to: str) -> None:
    assert "not one of our numbers" in refusal(call(to))


@pytest.mark.parametrize("words", [["--to"], ["--say"], ["--nonsense"], []])
def test_what_makes_no_sense_is_refused_in_one_line(words: list[str]) -> None:
    assert refusal(run("simulate_call", *words))


def test_a_number_without_any_token_is_called_with_a_passing_one(
    company: Company, settings: Settings
) -> None:
    settings.TWILIO_AUTH_TOKEN = ""
    number = open_line(company, token="", account_sid="")

    result = call(number.number, "--say", PRICE_QUESTION, "--hangup")

    assert "$125" in spoken(result)
    assert "no Twilio token" in result.messages
    assert settings.TWILIO_AUTH_TOKEN not in result.output + result.messages


def test_a_number_of_the_platforms_account_is_called_with_the_platforms_token(
    company: Company, settings: Settings
) -> None:
    settings.TWILIO_AUTH_TOKEN = "platform"
    number = PhoneNumberFactory(company=company, token="", account_sid="")

    result = call(number.number, "--hangup")

    assert "Thank you for calling" in spoken(result)
    assert result.messages == ""


def test_a_company_that_is_not_live_says_so(company: Company, number: PhoneNumber) -> None:
    with platform_scope("test"):
        Company.objects.filter(pk=company.pk).update(is_live=False)

    result = call(number.number, "--say", PRICE_QUESTION)

    assert "not taking calls yet" in spoken(result)
    assert "kind" not in turns_of(result)[0]


def test_a_call_that_is_not_recorded_is_printed_all_the_same(number: PhoneNumber) -> None:
    with database_gone(only="INSERT"):
        result = call(number.number, "--say", "i smell gas", "--hangup")

    assert SAFETY in spoken(result)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Return the file of a scripted call."""
    path = tmp_path / "price.yaml"
    path.write_text(f"title: A price\nturns:\n- say: {PRICE_QUESTION}\n- dtmf: '0'\n")
    return path


def test_a_scripted_call_is_played_from_its_file(number: PhoneNumber, script: Path) -> None:
    result = call(number.number, "--file", str(script))

    assert "Joe's Plumbing is $125." in spoken(result)
    assert [turn["caller"] for turn in turns_of(result)] == [
        {"say": PRICE_QUESTION},
        {"dtmf": "0"},
        {"hangup": True},
    ]
    assert result.document["ended"] == "caller"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- say: hello",
        "turns: []",
        "title: [",
        "title: A\nnonsense: 1",
        "title: A\nturns: [{}]",
        "title: A\nturns: [{say: a, dtmf: 1}]",
        "title: A\nturns: [{say: a, delivery: never}]",
        "title: A\nturns: [{say: a, expect: {sings: a}}]",
        "title: A\nturns: [{dial: eaten}]",
        "title: A\nturns: 1",
    ],
    ids=[f"text{place}" for place in range(11)],
)
def test_a_file_that_is_no_scripted_call_is_refused_in_one_line(
    number: PhoneNumber, script: Path, text: str
) -> None:
    script.write_text(text)

    assert "--file: price.yaml: " in refusal(call(number.number, "--file", str(script)))


def test_a_file_that_is_not_there_is_refused_in_one_line(number: PhoneNumber) -> None:
    assert "--file" in refusal(call(number.number, "--file", "nowhere.yaml"))


def test_a_file_and_steps_beside_it_are_refused(number: PhoneNumber, script: Path) -> None:
    assert "--file" in refusal(call(number.number, "--file", str(script), "--hangup"))


@pytest.fixture
def _demo(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Load the demo companies on their trades' brains alone."""
    for key in ("universal", "plumbing", "hvac"):
        copy(load_brain.BRAINS / f"{key}.yaml", tmp_path)
    monkeypatch.setattr(load_brain, "BRAINS", tmp_path)
    settings.DEBUG = True
    run("load_demo")


@pytest.mark.usefixtures("_demo")
def test_both_demo_companies_answer_with_their_own_name_and_price_and_nothing_of_the_other() -> (
    None
):
    joe, smith = route_number("+12395550100"), route_number("+12395550200")
    assert joe is not None
    assert smith is not None

    with logged() as joes_log:
        joes_call = call(joe.number, "--say", PRICE_QUESTION, "--say", "where is your shop")
    with logged() as smiths_log:
        smiths_call = call(smith.number, "--say", PRICE_QUESTION, "--say", "where is your office")

    assert "Joe's Plumbing" in spoken(joes_call)
    assert "$125" in spoken(joes_call)
    assert "123 Main St" in spoken(joes_call)
    assert "Smith's HVAC" in spoken(smiths_call)
    assert "$95" in spoken(smiths_call)
    assert "77 Palm Ave" in spoken(smiths_call)
    joes = (joes_call.output, "".join(joes_log), cached(joe.company_id))
    smiths = (smiths_call.output, "".join(smiths_log), cached(smith.company_id))
    assert seen_in(joes, "Joe", "$125", str(joe.company_id)) == [2, 2, 2]
    assert seen_in(joes, "Smith", "$95", "77 Palm Ave", str(smith.company_id)) == [0, 0, 0, 0]
    assert seen_in(smiths, "Smith", "$95", str(smith.company_id)) == [2, 2, 2]
    assert seen_in(smiths, "Joe", "$125", "123 Main St", str(joe.company_id)) == [0, 0, 0, 0]
