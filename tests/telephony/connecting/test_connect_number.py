"""`connect_number`: a number is set at Twilio, over real HTTP, and what was changed is told."""

import json
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from telephony.connecting import at_twilio
from tenants import scope
from tenants.models import Company, PhoneNumber
from tenants.scope import platform_scope
from tests.audit_log import entries_of
from tests.factories import PhoneNumberFactory
from tests.telephony.commands import Run, refusal, run
from tests.telephony.connecting.stand_in import (
    AUTHENTICATE,
    NOT_FOUND,
    NUMBER,
    OTHER,
    SID,
    TOKEN,
    TwilioStandIn,
    number_row,
    standing_in,
)

pytestmark = pytest.mark.django_db

STANDS = {
    "voice_url": "https://phone.example/api/twilio/voice",
    "voice_method": "POST",
    "voice_fallback_url": "https://phone.example/api/twilio/fallback",
    "voice_fallback_method": "POST",
    "status_callback": "https://phone.example/api/twilio/status",
    "status_callback_method": "POST",
    "sms_url": "https://phone.example/api/twilio/sms",
    "sms_method": "POST",
}

TEXTS_ONLY = number_row(NUMBER, capabilities={"voice": False, "sms": True})


def connect(*words: str) -> Run:
    """Run the command for the company's number."""
    return run("connect_number", NUMBER, *words)


def refused(*words: str) -> str:
    """Return the one line with which the command refuses."""
    return refusal(connect(*words)).removeprefix("CommandError: ")


def standing(twilio: TwilioStandIn) -> dict[str, Any]:
    """Return what stands on the number at Twilio, of what is ours to set."""
    return {name: twilio.number()[name] for name in STANDS}


def is_checked(number: PhoneNumber) -> bool:
    """Return whether Twilio has taken the number's token."""
    with platform_scope("test"):
        return bool(PhoneNumber.objects.get(pk=number.pk).is_token_checked)


def test_a_number_just_bought_leads_to_us(twilio: TwilioStandIn, bought: PhoneNumber) -> None:
    done = connect()

    assert standing(twilio) == STANDS
    assert done.document == {
        "number": NUMBER,
        "companyId": str(bought.company_id),
        "accountSid": SID,
        "numberSid": twilio.number()["sid"],
        "takesTexts": True,
        "changes": {
            "voiceUrl": {
                "before": "https://demo.twilio.com/welcome/voice/",
                "after": STANDS["voice_url"],
            },
            "voiceFallbackUrl": {"before": "", "after": STANDS["voice_fallback_url"]},
            "statusCallback": {"before": "", "after": STANDS["status_callback"]},
            "smsUrl": {
                "before": "https://demo.twilio.com/welcome/sms/reply",
                "after": STANDS["sms_url"],
            },
        },
        "pointsElsewhere": [],
        "dryRun": False,
    }


def test_a_second_run_changes_nothing_and_says_so(
    twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    connect()
    entries = len(entries_of(bought.company))

    again = connect()

    assert (again.document["changes"], len(twilio.changed)) == ({}, 1)
    assert again.messages.strip() == f"{NUMBER} is connected already: nothing to change."
    assert len(entries_of(bought.company)) == entries


def test_a_dry_run_tells_the_same_and_writes_nothing(
    twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    planned = connect("--dry-run").document
    was_checked, log, changed = is_checked(bought), entries_of(bought.company), twilio.changed[:]

    done = connect().document

    assert planned == {**done, "dryRun": True}
    assert (was_checked, log, changed) == (False, [], [])


def test_the_log_tells_who_changed_what_and_no_secret(
    twilio: TwilioStandIn,
    bought: PhoneNumber,
    stranger: Company,
    caplog: pytest.LogCaptureFixture,
) -> None:
    twilio.number()["voice_url"] = "https://us:hunter2@old.example/ring?key=hunter3"

    with caplog.at_level("INFO"):
        done = connect("--take-over")

    checked, connected = entries_of(bought.company)
    assert (checked.actor, checked.action) == ("connect_number", "number_token_checked")
    assert connected.action == "number_connected"
    assert connected.before["voiceUrl"] == "https://old.example/ring?…"
    assert connected.after["voiceUrl"] == STANDS["voice_url"]
    told = json.dumps([done.output, connected.before, connected.after, connected.details])
    assert "hunter" not in told
    assert TOKEN not in told
    assert NUMBER not in caplog.text
    assert entries_of(stranger) == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("voice_url", "https://old.example/ring", "A call comes in → https://old.example/ring"),
        ("sms_url", "https://old.example/sms", "A message comes in → https://old.example/sms"),
        ("voice_application_sid", "AP1", "Voice application → AP1"),
        ("trunk_sid", "TK1", "SIP trunk → TK1"),
    ],
)
def test_what_something_else_answers_is_taken_over_only_when_told_to(
    twilio: TwilioStandIn, bought: PhoneNumber, field: str, value: str, told: str
) -> None:
    twilio.number()[field] = value

    told_first = refused()
    before = twilio.changed[:]
    connect("--take-over")

    assert told_first.startswith(f"{NUMBER} points elsewhere: {told}.")
    assert told_first.endswith("(--take-over)")
    assert before == []
    assert twilio.number()[field] == STANDS.get(field, "")


def test_an_older_address_of_ours_is_no_elsewhere_and_overrides_are_kept(
    twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    tuned = f"{STANDS['voice_url']}#rc=2&rp=all"
    twilio.number().update(voice_url=tuned, sms_url="https://phone.example/old")

    connect()

    assert standing(twilio) == {**STANDS, "voice_url": tuned}


def test_a_number_without_texts_gets_none(twilio: TwilioStandIn, bought: PhoneNumber) -> None:
    twilio.number().update(capabilities={"voice": True, "sms": False}, sms_url="")

    done = connect()

    assert (done.document["takesTexts"], twilio.number()["sms_url"]) == (False, "")


def test_the_platforms_account_serves_a_number_without_its_own(
    twilio: TwilioStandIn, company: Company, settings: Settings
) -> None:
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = SID, TOKEN
    number = PhoneNumberFactory(company=company, number=NUMBER, account_sid="", token="")

    connect()

    assert standing(twilio) == STANDS
    assert is_checked(number)


def test_a_token_that_twilio_takes_counts_as_checked_until_it_does_not(
    twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    connect()
    taken = is_checked(bought)
    twilio.answers["account"] = (401, AUTHENTICATE)

    told = refused()

    assert (taken, is_checked(bought)) == (True, False)
    assert told == f"Twilio does not take the auth token of the account {SID}."
    assert entries_of(bought.company)[-1].action == "number_token_refused"


@pytest.mark.parametrize(
    ("asked", "answer", "told"),
    [
        ("list", (401, AUTHENTICATE), f"Twilio does not take the auth token of the account {SID}."),
        ("account", (404, NOT_FOUND), f"Twilio knows no such account or number (of {SID})."),
        ("account", (200, {"status": "suspended"}), f"The account {SID} is suspended at Twilio."),
        (
            "list",
            (200, {"incoming_phone_numbers": []}),
            f"The account {SID} does not have the number {NUMBER}.",
        ),
        (
            "list",
            (200, {"incoming_phone_numbers": [TEXTS_ONLY]}),
            f"{NUMBER} cannot take calls: it has no voice at Twilio.",
        ),
        (
            "list",
            (429, {"code": 20429, "message": "Too Many Requests"}),
            "Twilio is getting too many requests: try again in a minute.",
        ),
        ("list", (200, "<html>"), "Twilio did not answer (JSONDecodeError): try again."),
        (
            "change",
            (500, {"code": 20500, "message": "Internal"}),
            "Twilio answered with error 20500: try again, or look it up there.",
        ),
        ("change", (302, ""), "Twilio answered with error 302: try again, or look it up there."),
        (
            "change",
            (200, number_row(NUMBER, voice_url="https://phone.example/api/twilio/voice")),
            "Twilio did not take all of it: Primary handler fails, Call status changes,"
            " A message comes in.",
        ),
    ],
)
def test_what_goes_wrong_at_twilio_is_one_line_and_no_change_on_record(
    twilio: TwilioStandIn, bought: PhoneNumber, asked: str, answer: Any, told: str
) -> None:
    twilio.answers[asked] = answer

    assert refused() == told
    assert "number_connected" not in [entry.action for entry in entries_of(bought.company)]


def test_a_twilio_that_does_not_answer_is_not_waited_for(
    twilio: TwilioStandIn,
    bought: PhoneNumber,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(at_twilio, "TIMEOUT_SECONDS", 0.1)
    with standing_in() as silent:
        settings.TWILIO_API_URL = silent.url

        told = refused()

        silent.goes_on.set()
    assert told.startswith("Twilio did not answer (")
    assert told.endswith("Timeout): try again.")


def test_a_twilio_that_is_out_of_reach_is_told(
    twilio: TwilioStandIn, bought: PhoneNumber, settings: Settings
) -> None:
    settings.TWILIO_API_URL = "http://127.0.0.1:1"

    told = refused()

    assert told == "Twilio did not answer (ConnectionError): try again."


@pytest.mark.parametrize(
    "origin",
    ["http://phone.example", "https://localhost", "https://10.0.0.7:8443", "https://a.internal"],
)
def test_an_address_that_twilio_cannot_reach_is_refused_before_it_is_asked(
    twilio: TwilioStandIn, bought: PhoneNumber, settings: Settings, origin: str
) -> None:
    settings.PUBLIC_BASE_URL = origin

    told = refused()

    assert told == (
        f"PUBLIC_BASE_URL must be an https:// address that Twilio can reach, not {origin}."
    )
    assert twilio.asked == []


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"account_sid": "", "token": ""}, "The number has no Twilio account"),
        ({"account_sid": "AC1/../AC2"}, "The number has no Twilio account"),
        ({"account_sid": SID, "token": ""}, f"The auth token of the account {SID} is not known"),
    ],
)
def test_without_an_account_and_its_token_nobody_is_asked(
    twilio: TwilioStandIn, company: Company, columns: dict[str, str], told: str
) -> None:
    PhoneNumberFactory(company=company, number=NUMBER, **columns)

    assert refused().startswith(told)
    assert twilio.asked == []


def test_a_token_that_no_key_opens_is_told(
    twilio: TwilioStandIn, bought: PhoneNumber, settings: Settings
) -> None:
    settings.ENCRYPTION_KEYS = [b"k" * 32]

    told = refused()

    assert told == f"No key opens the auth token of {NUMBER}: set it again."


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (OTHER, f"No company here has the number {OTHER}: add it to one first."),
        ("239 555 0100", "Write the number as in +12395550100."),
        ("+1\0", "Write the number as in +12395550100."),
    ],
)
def test_a_number_that_is_nobodys_is_refused(
    twilio: TwilioStandIn, bought: PhoneNumber, number: str, told: str
) -> None:
    assert refusal(run("connect_number", number)).removeprefix("CommandError: ") == told


def test_twilio_is_asked_in_no_scope_and_no_transaction(
    twilio: TwilioStandIn, bought: PhoneNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth = len(connection.savepoint_ids)
    seen: list[Any] = []
    ask = at_twilio.twilio_client

    def watched(*arguments: Any, **options: Any) -> Any:
        client = ask(*arguments, **options)
        request = client.http_client.request

        def asking(*words: Any, **kwargs: Any) -> Any:
            seen.append((scope._scope.get(), len(connection.savepoint_ids) - depth))
            return request(*words, **kwargs)

        client.http_client.request = asking
        return client

    monkeypatch.setattr(at_twilio, "twilio_client", watched)

    connect()

    assert seen == [(None, 0)] * 3


def test_an_accounts_numbers_are_listed_with_the_company_that_has_each(
    twilio: TwilioStandIn, bought: PhoneNumber
) -> None:
    listed = connect("--list").documents

    assert listed == [
        {
            "number": row["phone_number"],
            "numberSid": row["sid"],
            "name": row["friendly_name"],
            "companyId": owner,
            "voiceUrl": "https://demo.twilio.com/welcome/voice/",
            "smsUrl": "https://demo.twilio.com/welcome/sms/reply",
        }
        for row, owner in zip(twilio.numbers, (None, str(bought.company_id)), strict=True)
    ]
    assert twilio.changed == []


def test_the_platforms_numbers_are_listed_without_naming_one(
    twilio: TwilioStandIn, db: None, settings: Settings
) -> None:
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = SID, TOKEN

    listed = run("connect_number", "--list").documents

    assert [one["number"] for one in listed] == [OTHER, NUMBER]


def test_a_number_is_asked_for(db: None) -> None:
    assert (
        refusal(run("connect_number")) == "CommandError: Name the number to connect, or use --list."
    )
