"""`/messages`: what callers left, and whether somebody has dealt with it."""

from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from telephony.models import Message
from tenants.models import Company
from tenants.scope import company_scope
from tests.audit_log import entries_of
from tests.callers import CALLER, SignedLine
from tests.factories import MessageFactory, ScenarioFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's list."""
    return f"/api/company/{company.id}/messages"


def stored(company: Company) -> Message:
    """Return the company's only message."""
    with company_scope(company.id):
        return Message.objects.get()


def recorded(company: Company) -> list[tuple[str, str, dict[str, Any]]]:
    """Return what the company's audit log holds, the oldest first."""
    return [(entry.actor, entry.action, entry.details) for entry in entries_of(company)]


def texts(client: APIClient, path: str, **query: str) -> list[str]:
    """Return what a list holds, in order."""
    return [message["text"] for message in client.get(path, query).json()["results"]]


def test_a_message_is_listed_and_read(viewer: APIClient, here: str, company: Company) -> None:
    message = MessageFactory(company=company, call__call_sid="CA1")

    listed, read = viewer.get(here).json(), viewer.get(f"{here}/{message.id}").json()

    assert listed == {"count": 1, "next": None, "previous": None, "results": [read]}
    assert read == {
        "id": str(message.id),
        "callSid": "CA1",
        "from": "+12125550123",
        "kind": "message",
        "text": "Please call me back.",
        "recordingUrl": None,
        "createdAt": message.created_at.isoformat().replace("+00:00", "Z"),
        "handled": False,
    }


def test_what_a_caller_answers_to_a_question_of_ours_is_listed_once_however_often_it_is_delivered(
    viewer: APIClient, here: str, company: Company, line: SignedLine
) -> None:
    ScenarioFactory(
        company=company, triggers=["send a plumber"], quick_replies=["When suits you?"],
        follow_up="offer_booking",
    )  # fmt: skip
    line.begin()
    line.say(1, "send a plumber")

    first, again = (line.say(2, "the tuesday after next") for _ in range(2))

    (message,) = viewer.get(here).json()["results"]
    assert first == again
    assert (message["text"], message["kind"]) == ("the tuesday after next", "message")
    assert (message["from"], message["callSid"]) == (CALLER, line.call_sid)


def test_a_voicemail_has_a_recording(viewer: APIClient, here: str, company: Company) -> None:
    url = "https://example.com/recordings/RE1"
    MessageFactory(company=company, kind="voicemail", recording_url=url, call=None)

    (message,) = viewer.get(here).json()["results"]

    assert (message["recordingUrl"], message["callSid"]) == (url, None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["second", "first"]),
        ({"ordering": "createdAt"}, ["first", "second"]),
        ({"ordering": "handled"}, ["first", "second"]),
        ({"kind": "callback"}, ["second"]),
        ({"kind": "voicemail"}, []),
        ({"handled": "true"}, ["second"]),
        ({"handled": "false"}, ["first"]),
        ({"search": "fir"}, ["first"]),
        ({"search": "5550199"}, ["second"]),
    ],
    ids=str,
)
def test_messages_are_narrowed_searched_and_ordered(
    viewer: APIClient, here: str, company: Company, query: dict[str, str], found: list[str]
) -> None:
    MessageFactory(company=company, text="first")
    MessageFactory(
        company=company, text="second", kind="callback", is_handled=True,
        from_number="+12125550199",
    )  # fmt: skip

    assert texts(viewer, here, **query) == found


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"kind": "letter"}, "kind"),
        ({"kind": "\0"}, "kind"),
        ({"handled": "perhaps"}, "handled"),
        ({"ordering": "text"}, "ordering"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_told_by_name(
    viewer: APIClient, here: str, query: dict[str, str], field: str
) -> None:
    answer = viewer.get(here, query)

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])


def test_a_manager_says_that_a_message_is_handled_and_that_it_is_not(
    manager: APIClient, here: str, company: Company
) -> None:
    message = MessageFactory(company=company)
    path = f"{here}/{message.id}"

    handled = manager.patch(path, {"handled": True}, format="json")
    open_again = manager.patch(path, {"handled": False}, format="json")

    assert (handled.status_code, handled.json()["handled"]) == (200, True)
    assert (open_again.status_code, open_again.json()["handled"]) == (200, False)
    assert recorded(company) == [
        ("ann@example.com", "message_handled", {"message": str(message.id)}),
        ("ann@example.com", "message_reopened", {"message": str(message.id)}),
    ]


@pytest.mark.parametrize("change", [{}, {"handled": False}], ids=str)
def test_a_change_of_nothing_is_not_on_record(
    manager: APIClient, here: str, company: Company, change: dict[str, bool]
) -> None:
    message = MessageFactory(company=company)

    answer = manager.patch(f"{here}/{message.id}", change, format="json")

    assert (answer.status_code, answer.json()["handled"]) == (200, False)
    assert recorded(company) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"handled": None}, "handled"),
        ({"handled": "perhaps"}, "handled"),
        ({"handled": []}, "handled"),
        ({"text": "Never mind."}, "text"),
        ({"handled": True, "company": "x"}, "company"),
    ],
    ids=str,
)
def test_what_is_not_valid_is_told_by_field_and_not_written(
    manager: APIClient, here: str, company: Company, change: dict[str, Any], field: str
) -> None:
    message = MessageFactory(company=company)

    answer = manager.patch(f"{here}/{message.id}", change, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, [field])
    assert (stored(company).is_handled, stored(company).text) == (False, message.text)


def test_a_viewer_changes_nothing(viewer: APIClient, here: str, company: Company) -> None:
    message = MessageFactory(company=company)

    answer = viewer.patch(f"{here}/{message.id}", {"handled": True}, format="json")

    assert answer.status_code == 403
    assert not stored(company).is_handled


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_messages_come_from_calls_only_and_stay(
    owner: APIClient, here: str, company: Company, method: str
) -> None:
    message = MessageFactory(company=company)

    answers = [getattr(owner, method)(path) for path in (here, f"{here}/{message.id}")]

    assert [answer.status_code for answer in answers] == [405, 405]


def test_a_message_that_is_not_there_is_not_found(manager: APIClient, here: str) -> None:
    path = f"{here}/{uuid4()}"

    assert manager.get(path).status_code == 404
    assert manager.patch(path, {"handled": True}, format="json").status_code == 404


def test_another_companys_message_is_neither_listed_nor_read_nor_changed(
    manager: APIClient, outsider: APIClient, here: str, stranger: Company
) -> None:
    theirs = MessageFactory(company=stranger, text="theirs")
    path = f"{here}/{theirs.id}"

    assert texts(manager, here) == texts(manager, here, search="theirs") == []
    assert manager.get(path).status_code == 404
    assert manager.patch(path, {"handled": True}, format="json").status_code == 404
    assert outsider.get(here).status_code == 403
    assert texts(outsider, f"/api/company/{stranger.id}/messages") == ["theirs"]
    assert not stored(stranger).is_handled


def test_a_list_takes_as_many_queries_for_many_messages_as_for_one(
    viewer: APIClient, here: str, company: Company
) -> None:
    MessageFactory(company=company)
    few = queries_of(viewer, here)

    MessageFactory.create_batch(20, company=company)

    assert queries_of(viewer, here) == few
