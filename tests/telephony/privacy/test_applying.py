"""Retention: what is too old is emptied, of each company by its own rule, and no figure goes."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from telephony.models import Call, CallTurn, DoomedRecording, Message
from telephony.privacy import applying, recordings
from telephony.privacy.applying import KEPT_FOR_EVER, RULES
from tenants.checks import tenant_models
from tenants.models import Company
from tenants.scope import company_scope
from tests.audit_log import entries_of
from tests.factories import (
    AppointmentFactory,
    CallFactory,
    CallTurnFactory,
    MessageFactory,
    PhoneNumberFactory,
    RetentionFactory,
    TextMessageFactory,
)
from tests.telephony.commands import refusal, run
from tests.telephony.privacy.test_purging import Account

pytestmark = pytest.mark.django_db

NOW = timezone.now()
WORDS = {"utterance": "my name is Ann", "reply": "Hello Ann.", "trace": {"a": 1}, "state": {"b": 2}}


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> Account:
    """Return the account of every number."""
    made = Account("REbusy")
    monkeypatch.setattr(recordings, "recordings_at", lambda route: made)
    return made


def old_turn(company: Company, days: int, **values: Any) -> CallTurn:
    """Return a turn with words in it, of a call of so many days ago."""
    call = CallFactory(
        company=company,
        started_at=NOW - timedelta(days=days),
        duration_seconds=61,
        outcome="answered",
    )
    turn: CallTurn = CallTurnFactory(company=company, call=call, score=0.9, **WORDS, **values)
    return turn


def fresh(row: Any) -> Any:
    """Return the row as it stands."""
    with company_scope(row.company_id):
        return type(row).objects.get(pk=row.pk)


def said(turn: CallTurn) -> tuple[Any, ...]:
    """Return all that a turn tells of who called."""
    now = fresh(turn)
    call = fresh(Call(pk=now.call_id, company_id=now.company_id))
    words = (now.utterance, now.reply, now.trace, now.state, now.twiml)
    return (*words, call.from_number)


def test_old_calls_keep_their_figures_and_lose_their_words_and_their_caller(
    company: Company,
) -> None:
    old, young = old_turn(company, 366), old_turn(company, 364)

    result = run("apply_retention").document

    assert said(old) == ("", "", {}, {}, "", "")
    assert said(young)[0] == "my name is Ann"
    assert (fresh(old).score, fresh(old).kind, fresh(old).latency_ms) == (0.9, "greeting", 1.0)
    assert fresh(old.call).duration_seconds == 61
    assert fresh(old.call).outcome == "answered"
    assert (result["emptied"]["calls"], result["emptied"]["call turns"]) == (1, 1)


def test_each_company_has_its_own_rule_and_none_is_for_ever(
    company: Company, stranger: Company
) -> None:
    RetentionFactory(company=company, transcript_days=10)
    RetentionFactory(company=stranger, transcript_days=None)
    ours, theirs = old_turn(company, 11), old_turn(stranger, 3000)

    run("apply_retention")

    assert said(ours)[0] == ""
    assert said(theirs)[0] == "my name is Ann"


def test_messages_texts_and_appointments_go_by_theirs(company: Company) -> None:
    RetentionFactory(company=company, message_days=30)
    at = NOW - timedelta(days=31)
    message = MessageFactory(company=company, created_at=at)
    text = TextMessageFactory(company=company, created_at=at)
    visit = AppointmentFactory(company=company, created_at=at, problem="a leak", urgency=0.4)
    young = MessageFactory(company=company)

    run("apply_retention")

    assert (fresh(message).text, fresh(message).from_number) == ("", "")
    assert (fresh(text).body, fresh(text).to_number) == ("", "")
    assert (fresh(visit).name, fresh(visit).phone, fresh(visit).problem) == ("", "", "")
    assert fresh(visit).urgency == 0.4
    assert fresh(young).text == "Please call me back."


def test_recordings_are_deleted_at_twilio_and_tried_again_where_that_failed(
    company: Company, account: Account
) -> None:
    PhoneNumberFactory(company=company)
    at = NOW - timedelta(days=91)
    for sid in ("REdone", "REbusy"):
        url = f"https://example.com/{sid}"
        MessageFactory(company=company, created_at=at, recording_sid=sid, recording_url=url)

    first = run("apply_retention").document
    account.busy = ()
    second = run("apply_retention").document

    assert (first["recordingsDeleted"], first["recordingsLeft"]) == (1, ["REbusy"])
    assert (second["recordingsDeleted"], second["recordingsLeft"]) == (1, [])
    assert account.deleted == ["REdone", "REbusy"]
    with company_scope(company.id):
        assert not DoomedRecording.objects.exists()
        assert not Message.objects.exclude(recording_sid="", recording_url="").exists()
        assert Message.objects.filter(text="Please call me back.").count() == 2


def test_a_second_run_finds_nothing_and_puts_nothing_on_record(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "PAGE_ROWS", 2)
    for _ in range(5):
        old_turn(company, 400)

    first, second = run("apply_retention").document, run("apply_retention").document

    assert (first["emptied"]["calls"], second["emptied"]["calls"]) == (5, 0)
    (entry,) = entries_of(company, "retention_applied")
    assert entry.details["call turns"] == 5


def test_a_dry_run_counts_and_one_company_can_be_named(company: Company, stranger: Company) -> None:
    ours, theirs = old_turn(company, 400), old_turn(stranger, 400)

    told = run("apply_retention", "--company", str(company.id), "--dry-run").document
    unchanged = said(ours)[0]
    run("apply_retention", "--company", str(company.id))

    assert (told["companies"], told["emptied"]["calls"]) == (1, 1)
    assert unchanged == "my name is Ann"
    assert (said(ours)[0], said(theirs)[0]) == ("", "my name is Ann")
    assert "is not a company's id" in refusal(run("apply_retention", "--company", "x"))


def test_every_model_with_something_personal_ages_or_says_why_not() -> None:
    personal = {
        model._meta.label for model in tenant_models() if getattr(model, "personal_fields", ())
    }

    assert personal == {rule.model._meta.label for rule in RULES} | KEPT_FOR_EVER.keys()
    assert all(model in [rule.model for rule in RULES] for model in with_recordings())


def with_recordings() -> list[Any]:
    """Return the models that name recordings at Twilio."""
    return [model for model in tenant_models() if model.recording_fields]
