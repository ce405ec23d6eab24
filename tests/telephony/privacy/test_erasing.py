"""One caller, forgotten on request: everywhere in that company, nowhere else, once and for all."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from pytest_django import DjangoCaptureOnCommitCallbacks
from rest_framework.test import APIClient

from telephony.models import Call, DoomedRecording, Message, OptOut
from telephony.synthesis.clips import has_clip, keep_clip
from tenants.databases import connection_in_force
from tenants.models import AuditEntry, Company
from tenants.scope import company_scope, platform_scope
from tests.audit_log import entries_of
from tests.callers import CALLER
from tests.factories import (
    AppointmentFactory,
    CallFactory,
    CallTurnFactory,
    MessageFactory,
    OptOutFactory,
    SpamRuleFactory,
    StaffFactory,
    TextMessageFactory,
)
from tests.telephony.commands import refusal, run
from tests.telephony.journal.entries import turn_entry
from tests.telephony.journal.test_replaying import left_by_a_dead_worker

pytestmark = pytest.mark.django_db

OTHER = "+13105550177"
NOTHING_ERASED = {
    "texts": 0, "messages": 0, "appointments": 0, "turns": 0, "calls": 0, "spamRules": 0,
    "recordings": 0,
}  # fmt: skip


def leave_everywhere(company: Company, phone: str) -> None:
    """Leave a number in every place where a company may have it."""
    call = CallFactory(company=company, from_number=phone)
    CallTurnFactory(company=company, call=call, utterance="it is Ann", kind="fallback")
    message = MessageFactory(company=company, call=None, from_number=phone, recording_sid="RE1")
    AppointmentFactory(company=company, call=call, phone=phone)
    TextMessageFactory(company=company, call=None, to_number=phone)
    sent = {"direction": "in", "from_number": phone, "to_number": "+12395550100"}
    TextMessageFactory(company=company, call=None, **sent)
    told = {"key": f"left:{message.id}:+12395550150", "to_number": "+12395550150"}
    TextMessageFactory(company=company, call=None, **told)
    SpamRuleFactory(company=company, phone=phone)
    note_at_the_desk(message)


def note_at_the_desk(message: Message) -> None:
    """Let the desk note that staff have changed a message."""
    LogEntry.objects.create(
        user=StaffFactory(),
        content_type=ContentType.objects.get_for_model(Message),
        object_id=str(message.pk),
        object_repr=str(message),
        action_flag=CHANGE,
    )


def mentions(phone: str) -> set[str]:
    """Return the columns of the database in which the number stands, within any text."""
    with platform_scope("test"), connection_in_force().cursor() as cursor:
        return {
            f"{table}.{column.name}"
            for table in connection_in_force().introspection.table_names(cursor)
            if table.startswith(("telephony_", "tenants_audit", "django_admin"))
            for column in connection_in_force().introspection.get_table_description(cursor, table)
            if _counted(table, column.name, phone)
        }


def _counted(table: str, column: str, phone: str) -> int:
    with connection_in_force().cursor() as cursor:
        text = f'CAST("{column}" AS text)'
        cursor.execute(f'SELECT COUNT(*) FROM "{table}" WHERE {text} LIKE %s', [f"%{phone}%"])  # noqa: S608
        return int(cursor.fetchone()[0])


def path_of(company: Company) -> str:
    """Return the path at which a company's callers are erased."""
    return f"/api/company/{company.id}/callers/erase"


def test_the_number_stands_nowhere_any_more_and_the_result_tells_how_much_that_was(
    company: Company, owner: APIClient
) -> None:
    leave_everywhere(company, CALLER)
    before = mentions(CALLER)

    erased = owner.post(path_of(company), {"phone": "(212) 555-0123"}, format="json")

    assert len(before) == 7
    assert mentions(CALLER) == set()
    assert erased.json() == {
        "texts": 3, "messages": 1, "appointments": 1, "turns": 1, "calls": 1, "spamRules": 1,
        "recordings": 1, "optOutsKept": 0,
    }  # fmt: skip
    assert not LogEntry.objects.exists()
    with company_scope(company.id):
        assert DoomedRecording.objects.get().sid == "RE1"


def test_other_callers_and_the_same_caller_of_another_company_stay(
    company: Company, stranger: Company, owner: APIClient, outsider: APIClient
) -> None:
    leave_everywhere(company, OTHER)
    leave_everywhere(stranger, CALLER)
    ours, theirs = mentions(OTHER), mentions(CALLER)

    refused = outsider.post(path_of(company), {"phone": OTHER}, format="json")
    owner.post(path_of(company), {"phone": CALLER}, format="json")

    assert refused.status_code == 403
    assert (mentions(OTHER), mentions(CALLER)) == (ours, theirs)


def test_a_call_in_which_the_number_was_given_as_the_callers_own_goes_too(company: Company) -> None:
    by_phone = CallTurnFactory(company=company, state={"taking": {"told": {"phone": CALLER}}})
    with company_scope(company.id):
        Call.objects.filter(pk=by_phone.call_id).update(from_number=OTHER)
    AppointmentFactory(
        company=company, phone=CALLER, call=CallFactory(company=company, from_number=OTHER)
    )

    erased = run("erase_caller", "--company", str(company.id), "--phone", CALLER).document["erased"]

    assert (erased["calls"], erased["turns"], erased["appointments"]) == (2, 1, 1)


def test_an_opt_out_stays_so_that_nobody_texts_who_wrote_stop(company: Company) -> None:
    OptOutFactory(company=company, phone=CALLER)
    TextMessageFactory(company=company, to_number=CALLER, call=None)

    erased = run("erase_caller", "--company", str(company.id), "--phone", CALLER).document["erased"]

    assert (erased["texts"], erased["optOutsKept"]) == (1, 1)
    with company_scope(company.id):
        assert OptOut.objects.get().phone == CALLER


def test_it_is_on_record_by_the_ending_alone_and_a_second_time_finds_nothing(
    company: Company,
) -> None:
    leave_everywhere(company, CALLER)
    words = ("erase_caller", "--company", str(company.id), "--phone", CALLER)
    run(*words)

    again = run(*words).document["erased"]

    assert again == {**NOTHING_ERASED, "optOutsKept": 0}
    entries = [entry.details for entry in entries_of(company)]
    assert [entry["numberEnding"] for entry in entries] == ["0123", "0123"]
    assert (entries[0]["calls"], entries[1]["calls"]) == (1, 0)


def test_audio_and_lines_of_the_journal_go_as_well(
    company: Company,
    stranger: Company,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    keep_clip(company.id, "clip", b"audio")
    keep_clip(stranger.id, "clip", b"audio")
    file = left_by_a_dead_worker(turn_entry(company.id), turn_entry(stranger.id))

    with django_capture_on_commit_callbacks(execute=True):
        run("erase_caller", "--company", str(company.id), "--phone", CALLER)

    assert (has_clip(company.id, "clip"), has_clip(stranger.id, "clip")) == (False, True)
    assert lines_of(file, company) == 0
    assert lines_of(file, stranger) == 1


def lines_of(file: Path, company: Company) -> int:
    """Return how many of a journal's lines are a company's."""
    return file.read_text().count(str(company.id))


def test_a_dry_run_only_counts(company: Company) -> None:
    leave_everywhere(company, CALLER)
    words = ("erase_caller", "--company", str(company.id), "--phone", CALLER)

    told = run(*words, "--dry-run").document

    assert told["erased"]["calls"] == 1
    with platform_scope("tests"):
        assert Call.objects.filter(from_number=CALLER).count() == 1
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("phone", ["anonymous", "", "12", "\0", 5, None, [], {}], ids=repr)
def test_what_is_no_number_is_refused(company: Company, owner: APIClient, phone: Any) -> None:
    refused = owner.post(path_of(company), {"phone": phone}, format="json")

    assert (refused.status_code, list(refused.json()["details"])) == (400, ["phone"])


def test_the_command_takes_e164_only(company: Company) -> None:
    line = refusal(run("erase_caller", "--company", str(company.id), "--phone", "212-555-0123"))

    assert "--phone" in line


def test_callers_on_a_list_stand_in_the_audit_log_by_their_endings(
    company: Company, owner: APIClient
) -> None:
    spam = {"spam": {"block": [CALLER]}}

    owner.patch(f"/api/company/{company.id}/call-handling", spam, format="json")

    assert mentions(CALLER) == {"telephony_spamrule.phone"}
    (entry,) = entries_of(company, "call_handling_changed")
    assert entry.after["spam"]["block"] == ["0123"]
