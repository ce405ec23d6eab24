"""`Idempotency-Key`: a POST that is sent again is answered again, and not done again."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from pytest_django.fixtures import Settings
from rest_framework.exceptions import APIException
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient

from clientsvia import errors
from clientsvia.urls import urlpatterns as real_patterns
from knowledge.models import QuestionAnswer
from tenants import idempotency
from tenants.errors import Conflict, RefusedByRule, StaleVersion
from tenants.idempotency import answer_once
from tenants.models import Company, IdempotencyRecord, Role, User
from tenants.scope import company_scope, platform_scope
from tenants.views.company import CompanyView
from tests.conftest import ClientOf
from tests.factories import IdempotencyRecordFactory, QuestionAnswerFactory, UserFactory

pytestmark = pytest.mark.django_db

handler400 = errors.answer_bad_request
handler404 = errors.answer_not_found
handler500 = errors.answer_server_error

A_DAY = timedelta(hours=24)
NEW = {"question": "Open?", "answer": "Yes."}


class WorkingView(CompanyView):
    """Writes a row, and then ends as a test tells it to."""

    write_role = Role.VIEWER
    parser_classes = (MultiPartParser,)
    error: Exception | None = None
    status = 201

    def post(self, request: Request, company_id: UUID) -> Response:
        """Write, and answer with what stands in the uploaded file."""
        QuestionAnswerFactory(company=company_id)
        if self.error:
            raise self.error
        content = request.FILES["file"].read().decode()
        return Response({"content": content}, status=self.status)


class StreamingView(CompanyView):
    """Writes a row, and answers in pieces."""

    write_role = Role.VIEWER

    def post(self, request: Request, company_id: UUID) -> StreamingHttpResponse:
        """Write and stream."""
        QuestionAnswerFactory(company=company_id)
        return StreamingHttpResponse([b"piece"])


urlpatterns = [
    path("api/company/<uuid:company_id>/work", WorkingView.as_view()),
    path("api/company/<uuid:company_id>/stream", StreamingView.as_view()),
    *real_patterns,
]


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's questions and answers."""
    return f"/api/company/{company.id}/knowledge-management"


@pytest.fixture
def working(company: Company, settings: Settings) -> str:
    """Return the path of the view above."""
    settings.ROOT_URLCONF = __name__
    return f"/api/company/{company.id}/work"


def post(client: APIClient, url: str, body: Any = NEW, key: str = "a-key", **more: Any) -> Any:
    """Post JSON with a key."""
    return client.post(url, body, format="json", HTTP_IDEMPOTENCY_KEY=key, **more)


def upload(
    client: APIClient, url: str, boundary: str, content: str = "a,b", note: str = "new"
) -> Any:
    """Post a file and a note with a key."""
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="note"\r\n\r\n{note}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n'
        f"\r\n{content}\r\n--{boundary}--\r\n"
    )
    kind = f"multipart/form-data; boundary={boundary}"
    return client.generic("POST", url, body, content_type=kind, HTTP_IDEMPOTENCY_KEY="a-key")


def known(company: Company) -> int:
    """Return how many questions the company has."""
    with company_scope(company.id):
        return QuestionAnswer.objects.count()


def records(company: Company) -> list[IdempotencyRecord]:
    """Return what is kept for the company."""
    with company_scope(company.id):
        return list(IdempotencyRecord.objects.all())


def age(company: Company, by: timedelta) -> None:
    """Make what is kept for the company older."""
    with company_scope(company.id):
        IdempotencyRecord.objects.update(created_at=timezone.now() - by)


def test_a_repeat_gets_the_first_answer_byte_for_byte_and_does_nothing(
    owner: APIClient, here: str, company: Company
) -> None:
    first, second = post(owner, here), post(owner, here)

    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert (second["ETag"], second["Content-Type"]) == (first["ETag"], first["Content-Type"])
    assert ("Idempotency-Replayed" in first, second["Idempotency-Replayed"]) == (False, "true")
    assert known(company) == 1


def test_without_a_key_or_with_another_it_is_done_again(
    owner: APIClient, here: str, company: Company
) -> None:
    post(owner, here)
    post(owner, here, key="another-key")
    owner.post(here, NEW, format="json")

    assert known(company) == 3


def test_another_method_heeds_no_key(owner: APIClient, here: str, company: Company) -> None:
    entry = QuestionAnswerFactory(company=company)
    sent = {"HTTP_IDEMPOTENCY_KEY": "not a key", "format": "json"}

    read = owner.get(here, **sent)
    changed = owner.patch(f"{here}/{entry.id}", {"answer": "No."}, **sent)

    assert (read.status_code, changed.status_code) == (200, 200)
    assert records(company) == []


@pytest.mark.parametrize("key", ["", "a b", "schlüssel", "a\tb", "k" * 256, " "])
def test_what_is_no_key_is_refused_and_nothing_is_done(
    owner: APIClient, here: str, company: Company, key: str
) -> None:
    answer = post(owner, here, key=key)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid")
    assert answer.json()["message"] == "Some of what was sent is not valid."
    assert answer.json()["details"] == {
        "Idempotency-Key": ["A key is 1 to 255 visible ASCII characters."]
    }
    assert known(company) == 0


@pytest.mark.parametrize("key", ["k", "k" * 255, "!~:/?*[]{}'\";--"])
def test_a_key_is_any_visible_ascii(owner: APIClient, here: str, key: str) -> None:
    first, second = post(owner, here, key=key), post(owner, here, key=key)

    assert (first.status_code, second["Idempotency-Replayed"]) == (201, "true")


def _other_body(owner: APIClient, here: str) -> Any:
    return post(owner, here, {**NEW, "answer": "No."})


def _other_path(owner: APIClient, here: str) -> Any:
    return post(owner, here.replace("knowledge-management", "scenarios"))


def _other_query(owner: APIClient, here: str) -> Any:
    return post(owner, f"{here}?dryRun=true")


def _other_type(owner: APIClient, here: str) -> Any:
    body = json.dumps(NEW, separators=(",", ":"))
    sent = {"content_type": "text/plain", "HTTP_IDEMPOTENCY_KEY": "a-key"}
    return owner.generic("POST", here, body, **sent)


@pytest.mark.parametrize("other", [_other_body, _other_path, _other_query, _other_type])
def test_the_same_key_for_another_request_is_a_conflict(
    owner: APIClient, here: str, company: Company, other: Callable[[APIClient, str], Any]
) -> None:
    post(owner, here)

    answer = other(owner, here)

    assert (answer.status_code, answer.json()["error"]) == (409, "idempotency_key_reused")
    assert known(company) == 1
    assert post(owner, here).status_code == 201


def test_a_colleague_or_another_role_never_gets_the_first_answer(
    company: Company, here: str, client_of: ClientOf
) -> None:
    user = UserFactory(company=company)
    post(client_of(user), here)
    colleague = post(client_of(UserFactory(company=company)), here)
    with platform_scope("test"):
        User.objects.filter(pk=user.pk).update(role=Role.VIEWER)
        user.refresh_from_db()

    demoted = post(client_of(user), here)

    assert (colleague.status_code, demoted.status_code) == (409, 409)
    assert "Open?" not in f"{colleague.content}{demoted.content}"


def test_two_companies_may_use_the_same_key(
    owner: APIClient, outsider: APIClient, here: str, company: Company, stranger: Company
) -> None:
    there = f"/api/company/{stranger.id}/knowledge-management"
    ours = post(owner, here)

    theirs = post(outsider, there)
    across = post(outsider, here)

    assert (ours.status_code, theirs.status_code, across.status_code) == (201, 201, 403)
    assert "Idempotency-Replayed" not in theirs
    assert ours.json()["id"] != theirs.json()["id"]
    assert (known(company), known(stranger)) == (1, 1)


REFUSALS = {
    "409": (Conflict(), 409),
    "412": (StaleVersion(), 412),
    "422": (RefusedByRule(), 422),
}


@pytest.mark.parametrize(("error", "status"), REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_is_kept_and_what_was_written_before_it_is_not(
    owner: APIClient,
    working: str,
    company: Company,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
) -> None:
    monkeypatch.setattr(WorkingView, "error", error)
    first = upload(owner, working, "one")
    monkeypatch.undo()

    second = upload(owner, working, "one")

    assert (first.status_code, second.status_code) == (status, status)
    assert (second.content, second["Idempotency-Replayed"]) == (first.content, "true")
    assert known(company) == 0


def test_a_malformed_or_lost_request_is_refused_again(owner: APIClient, here: str) -> None:
    malformed = [post(owner, here, {"question": ""}, key="one") for _ in range(2)]
    lost = [post(owner, f"{here}/nowhere", key="two") for _ in range(2)]

    assert [answer.status_code for answer in malformed + lost] == [400, 400, 404, 404]
    assert malformed[1]["Idempotency-Replayed"] == lost[1]["Idempotency-Replayed"] == "true"


PASSING = {"500": ValueError("broken"), "503": APIException()}


@pytest.mark.parametrize("error", PASSING.values(), ids=PASSING)
def test_what_may_pass_is_not_kept_and_the_next_try_is_made(
    owner: APIClient,
    working: str,
    company: Company,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    monkeypatch.setattr(WorkingView, "error", error)
    broken = upload(owner, working, "one")
    kept = records(company)
    monkeypatch.undo()

    answer = upload(owner, working, "one")

    assert (broken.status_code, kept) == (500, [])
    assert (answer.status_code, known(company)) == (201, 1)


@pytest.mark.parametrize(("status", "is_kept"), [(299, True), (300, False)])
def test_what_was_done_is_kept_and_what_points_elsewhere_is_not(
    owner: APIClient,
    working: str,
    company: Company,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    is_kept: bool,
) -> None:
    monkeypatch.setattr(WorkingView, "status", status)

    assert upload(owner, working, "one").status_code == status
    assert (records(company) != []) is is_kept


def test_work_that_breaks_leaves_no_record_inside_a_scope_that_goes_on(company: Company) -> None:
    request = RequestFactory().post("/", HTTP_IDEMPOTENCY_KEY="a-key")
    user = UserFactory(company=company)

    with company_scope(company.id):
        with pytest.raises(ZeroDivisionError):
            answer_once(request, user, company.id, lambda _: HttpResponse(1 // 0))

        assert IdempotencyRecord.objects.count() == 0


def test_one_who_may_not_is_told_so_each_time_and_nothing_is_kept(
    company: Company, here: str, client_of: ClientOf
) -> None:
    viewer = client_of(UserFactory(company=company, role=Role.VIEWER))

    assert [post(viewer, here).status_code for _ in range(2)] == [403, 403]
    assert records(company) == []


def test_one_who_asks_too_often_gets_no_first_answer(
    owner: APIClient, here: str, settings: Settings
) -> None:
    settings.RATE_USER = "1/minute"

    assert [post(owner, here).status_code for _ in range(2)] == [201, 429]


def test_an_answer_in_pieces_is_given_and_not_kept(
    owner: APIClient, working: str, company: Company
) -> None:
    stream = working.replace("/work", "/stream")

    answers = [post(owner, stream) for _ in range(2)]

    assert [answer.getvalue() for answer in answers] == [b"piece", b"piece"]
    assert (known(company), records(company)) == (2, [])


def test_an_upload_sent_again_is_the_same_whatever_parts_it(
    owner: APIClient, working: str, company: Company
) -> None:
    first, second = upload(owner, working, "one"), upload(owner, working, "two")
    other = upload(owner, working, "three", content="c,d")
    noted = upload(owner, working, "four", note="another")

    assert (first.status_code, first.json()) == (201, {"content": "a,b"})
    assert (second.status_code, second["Idempotency-Replayed"]) == (201, "true")
    assert (other.status_code, noted.status_code) == (409, 409)
    assert known(company) == 1


def test_an_answer_is_kept_for_a_day(owner: APIClient, here: str, company: Company) -> None:
    post(owner, here)

    age(company, by=A_DAY - timedelta(minutes=1))
    within = post(owner, here)
    age(company, by=A_DAY + timedelta(minutes=1))
    after = post(owner, here)

    assert within["Idempotency-Replayed"] == "true"
    assert (after.status_code, "Idempotency-Replayed" in after) == (201, False)
    assert (known(company), len(records(company))) == (2, 1)


def test_old_answers_go_when_a_new_one_comes_and_only_the_own(
    owner: APIClient, here: str, company: Company, stranger: Company
) -> None:
    IdempotencyRecordFactory.create_batch(3, company=company)
    IdempotencyRecordFactory(company=stranger, key="theirs")
    age(company, by=A_DAY + timedelta(minutes=1))
    age(stranger, by=A_DAY + timedelta(minutes=1))

    post(owner, here)

    assert [record.key for record in records(company)] == ["a-key"]
    assert [record.key for record in records(stranger)] == ["theirs"]


def test_however_many_are_old_the_keys_own_is_gone_at_once_and_only_that(
    owner: APIClient, here: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "REMOVED_AT_ONCE", 0)
    IdempotencyRecordFactory(company=company, key="old")
    post(owner, here)
    age(company, by=A_DAY + timedelta(minutes=1))

    answer = post(owner, here)

    assert "Idempotency-Replayed" not in answer
    assert {record.key for record in records(company)} == {"old", "a-key"}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer.")
def test_nobody_waits_for_one_who_removes_the_same_old_answers(owner: APIClient, here: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        post(owner, here)

    assert any("FOR UPDATE SKIP LOCKED" in one["sql"] for one in asked)


def test_the_kept_answer_cannot_be_read_in_the_database(
    owner: APIClient, here: str, company: Company
) -> None:
    post(owner, here)

    (record,) = records(company)

    assert "Open" not in record.sealed_body
    assert b"Open?" in record.repeat().content


def test_an_answer_in_any_letters_is_repeated_as_it_was(
    owner: APIClient, here: str, company: Company
) -> None:
    entry = {"question": "¿Dónde está?", "answer": "日本 🚰"}

    first, second = post(owner, here, entry), post(owner, here, entry)

    assert second.json()["answer"] == "日本 🚰"
    assert second.content == first.content
