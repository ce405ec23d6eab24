"""What a body may be: bounded, of a type that we read, JSON that reads the same to everyone."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.urls import path
from pytest_django.fixtures import Settings
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient

from clientsvia import errors
from clientsvia.urls import urlpatterns as real_patterns
from knowledge.models import QuestionAnswer
from tenants.models import Company
from tenants.scope import company_scope
from tenants.views.company import CompanyView

pytestmark = pytest.mark.django_db

handler400 = errors.answer_bad_request
handler404 = errors.answer_not_found
handler500 = errors.answer_server_error

NEW = '{"question": "Open?", "answer": "Yes."}'
WRITES = [
    ("POST", "knowledge-management"),
    ("POST", "scenarios"),
    ("PATCH", "configuration/variables"),
    ("PUT", "configuration/filler-words"),
    ("PUT", "configuration/urgency-keywords"),
    ("POST", "configuration/sync"),
    ("POST", "configuration/sync/preview"),
    ("POST", "match"),
]


class UploadView(CompanyView):
    """Tells the size of an uploaded file."""

    parser_classes = (MultiPartParser,)

    def post(self, request: Request, company_id: UUID) -> Response:
        """Answer with the size."""
        return Response({"size": request.FILES["file"].size})


urlpatterns = [path("api/company/<uuid:company_id>/upload", UploadView.as_view()), *real_patterns]


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's path."""
    return f"/api/company/{company.id}"


@pytest.fixture
def upload(here: str, settings: Settings) -> str:
    """Return the path of the view above."""
    settings.ROOT_URLCONF = __name__
    return f"{here}/upload"


def send(
    client: APIClient, url: str, body: str | bytes = NEW, method: str = "POST", **more: Any
) -> Any:
    """Send a body as it stands."""
    return client.generic(method, url, body, **{"content_type": "application/json", **more})


def error_of(answer: Any) -> tuple[int, str]:
    """Return status and code; check that the answer has the shape of every error."""
    assert {"error", "message"} <= answer.json().keys() <= {"error", "message", "details"}
    return answer.status_code, answer.json()["error"]


def part(name: str, content: bytes, more: str = "") -> bytes:
    """Return a part of a form."""
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + (
        content + b"\r\n"
    )


def send_form(client: APIClient, url: str, *parts: bytes, **more: str) -> Any:
    """Send a form in parts."""
    body = b"".join(parts) + b"--b--\r\n"
    return send(client, url, body, content_type="multipart/form-data; boundary=b", **more)


AMBIGUOUS = {
    "a name twice": '{"question": "Open?", "answer": "Yes.", "answer": "No."}',
    "a name twice within": '{"question": "Open?", "answer": "Yes.", "x": {"a": 1, "a": 2}}',
    "not a number": '{"question": "Open?", "answer": NaN}',
    "infinity": '{"question": "Open?", "answer": Infinity}',
    "minus infinity": '{"question": "Open?", "answer": -Infinity}',
    "too large for a number": '{"question": "Open?", "answer": 1e999}',
    "too many digits": '{"question": "Open?", "answer": ' + "9" * 5000 + "}",
    "two documents": NEW + NEW,
    "single quotes": "{'question': 'Open?', 'answer': 'Yes.'}",
    "a comma too many": '{"question": "Open?", "answer": "Yes.",}',
    "a byte that is no UTF-8": b'{"question": "\xe9", "answer": "Yes."}',
}


@pytest.mark.parametrize("body", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_json_that_could_be_read_in_two_ways_is_refused(
    owner: APIClient, here: str, company: Company, body: str | bytes
) -> None:
    url = f"{here}/knowledge-management"

    refused, taken = send(owner, url, body), send(owner, url)

    assert (error_of(refused), taken.status_code) == ((400, "parse_error"), 201)
    with company_scope(company.id):
        assert QuestionAnswer.objects.count() == 1


@pytest.mark.parametrize("charset", ["", "; charset=utf-8", "; charset=latin-1", "; charset=zlib"])
def test_json_is_utf_8_whatever_its_type_says(owner: APIClient, here: str, charset: str) -> None:
    body = '{"question": "Où?", "answer": "日本"}'.encode()

    answer = send(
        owner, f"{here}/knowledge-management", body, content_type=f"application/json{charset}"
    )

    assert (answer.status_code, answer.json()["answer"]) == (201, "日本")


@pytest.mark.parametrize("body", ["[]", '[{"question": "Open?"}]', '"text"', "7", "true", "null"])
@pytest.mark.parametrize(("method", "path"), WRITES)
def test_what_is_no_object_is_refused_where_one_is_expected(
    owner: APIClient, here: str, method: str, path: str, body: str
) -> None:
    assert error_of(send(owner, f"{here}/{path}", body, method)) == (400, "invalid")


SCENARIO = {"key": "own", "name": "Own", "triggers": ["hi"], "quickReplies": ["Hi."]}
WORD = {"word": "fire", "weight": 1, "x": 1}
NESTED: list[tuple[str, str, dict[str, Any], str]] = [
    ("PUT", "configuration/urgency-keywords", {"custom": [WORD]}, "custom"),
    ("POST", "scenarios", {**SCENARIO, "entities": [{"name": "day", "x": 1}]}, "entities"),
    ("POST", "scenarios", {**SCENARIO, "preconditions": {"x": 1}}, "preconditions"),
]


@pytest.mark.parametrize(
    ("method", "path", "body", "field"), NESTED, ids=[one[-1] for one in NESTED]
)
def test_an_unknown_field_is_named_however_deep_it_stands(
    owner: APIClient, here: str, method: str, path: str, body: dict[str, Any], field: str
) -> None:
    answer = send(owner, f"{here}/{path}", json.dumps(body), method)

    assert error_of(answer) == (400, "invalid")
    assert "'x': ['Unknown field.']" in str(answer.json()["details"][field])


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "text/json", "application/xml", "application/x-www-form-urlencoded", "x", ""],
)
@pytest.mark.parametrize(("method", "path"), WRITES)
def test_another_type_of_body_is_415(
    owner: APIClient, here: str, method: str, path: str, kind: str
) -> None:
    answer = send(owner, f"{here}/{path}", NEW, method, content_type=kind)

    assert error_of(answer) == (415, "unsupported_media_type")


@pytest.mark.parametrize("wanted", ["text/html", "application/xml", "image/*", "nonsense"])
def test_a_type_of_answer_that_we_do_not_have_is_406(
    owner: APIClient, here: str, wanted: str
) -> None:
    answer = owner.get(f"{here}/scenarios", HTTP_ACCEPT=wanted)

    assert error_of(answer) == (406, "not_acceptable")
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("wanted", ["*/*", "application/*", "text/html, */*;q=0.1"])
def test_whoever_takes_anything_gets_json(owner: APIClient, here: str, wanted: str) -> None:
    answer = owner.get(f"{here}/scenarios", HTTP_ACCEPT=wanted)

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PROPFIND", "TRACE", "get-it"])
def test_a_method_that_is_not_there_is_405(owner: APIClient, here: str, method: str) -> None:
    answer = send(owner, f"{here}/scenarios", "{}", method)

    assert error_of(answer) == (405, "method_not_allowed")
    assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_body_that_is_too_large_is_not_read(
    owner: APIClient, here: str, settings: Settings, method: str, path: str
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = len(NEW)

    largest = send(owner, f"{here}/{path}", NEW, method)
    larger = send(owner, f"{here}/{path}", f"{NEW} ", method)

    assert largest.status_code != 413
    assert error_of(larger) == (413, "too_large")


@pytest.mark.parametrize("path", ["token", "refresh", "logout"])
def test_a_sign_in_is_bounded_too(settings: Settings, path: str) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = len(NEW)

    assert error_of(send(APIClient(), f"/api/auth/{path}", f"{NEW} ")) == (413, "too_large")


def test_a_body_in_chunks_is_refused_and_not_taken_for_an_empty_one(
    owner: APIClient, here: str
) -> None:
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}

    answer = send(owner, f"{here}/configuration/variables", "", "PATCH", **chunked)

    assert error_of(answer) == (411, "length_required")


def test_a_file_is_taken_up_to_the_bound(owner: APIClient, upload: str, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.UPLOAD_MAX_BYTES = 100, 1000
    file = '; filename="rows.csv"'

    taken = send_form(owner, upload, part("file", b"x" * 800, file))
    refused = send_form(owner, upload, part("file", b"x" * 1000, file))

    assert (taken.status_code, taken.json()) == (200, {"size": 800})
    assert error_of(refused) == (413, "too_large")


KEYS = pytest.mark.parametrize("keys", [{}, {"HTTP_IDEMPOTENCY_KEY": "a-key"}], ids=["", "key"])


@KEYS
@pytest.mark.parametrize("more", ["", '; filename="rows.csv"'], ids=["fields", "files"])
def test_a_form_of_too_many_parts_is_refused(
    owner: APIClient, upload: str, settings: Settings, more: str, keys: dict[str, str]
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2

    answer = send_form(owner, upload, *(part(f"part{n}", b"x", more) for n in range(3)), **keys)

    assert error_of(answer) == (413, "too_large")


@KEYS
def test_a_form_that_is_none_is_refused(
    owner: APIClient, upload: str, keys: dict[str, str]
) -> None:
    answer = send(owner, upload, "nonsense", content_type="multipart/form-data", **keys)

    assert answer.status_code == 400
    assert error_of(answer)[1] in {"parse_error", "bad_request"}


@pytest.mark.parametrize(
    "more",
    [{"CONTENT_LENGTH": str(10**12)}, {"HTTP_TRANSFER_ENCODING": "chunked"}, {"content_type": "x"}],
    ids=["too large", "in chunks", "of another type"],
)
def test_another_companys_path_is_403_whatever_the_body(
    owner: APIClient, stranger: Company, more: dict[str, str]
) -> None:
    answer = send(owner, f"/api/company/{stranger.id}/knowledge-management", **more)

    assert error_of(answer) == (403, "Unauthorized")
