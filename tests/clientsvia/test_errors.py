"""Every error of the API has one shape, and tells nothing of its cause."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings
from rest_framework.exceptions import APIException
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from clientsvia import errors
from clientsvia.urls import urlpatterns as real_patterns
from knowledge.models import QuestionAnswer
from templates_brain import variables
from tenants.errors import RefusedByRule
from tenants.models import Company, Role
from tenants.scope import company_scope
from tests.conftest import ClientOf
from tests.factories import QuestionAnswerFactory, UserFactory, VariableFactory

pytestmark = pytest.mark.django_db

handler400 = errors.answer_bad_request
handler404 = errors.answer_not_found
handler500 = errors.answer_server_error


class RaisingView(APIView):
    """Raises what a test tells it to."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    error: Exception = APIException()

    def get(self, request: Request) -> Response:
        """Raise."""
        raise self.error


def broken(request: object) -> None:
    """Break, as a page would that is not of the API."""
    raise ValueError("the cause, which is a secret")


urlpatterns = [
    path("api/raising", RaisingView.as_view()),
    path("api/broken", broken),
    path("broken", broken),
    *real_patterns,
]


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's path."""
    return f"/api/company/{company.id}"


@pytest.fixture
def raising(settings: Settings) -> Client:
    """Return a client of the paths above, whose errors become answers."""
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def shape(answer: Any) -> tuple[int, str, bool]:
    """Return status, code and whether details are given; check that there is nothing else."""
    body = answer.json()
    assert {"error", "message"} <= body.keys() <= {"error", "message", "details"}
    assert body["message"].endswith(".")
    return answer.status_code, body["error"], "details" in body


def test_400_names_the_field(owner: APIClient, here: str) -> None:
    answer = owner.post(f"{here}/knowledge-management", {"answer": "Yes."}, format="json")

    assert shape(answer) == (400, "invalid", True)
    assert answer.json()["details"] == {"question": ["This field is required."]}


@pytest.mark.parametrize("body", ["{", "", "nonsense", '{"a": NaN}', "\xff", "[" * 100_000])
def test_400_for_what_is_no_json(owner: APIClient, here: str, body: str) -> None:
    answer = owner.post(
        f"{here}/knowledge-management", body.encode("latin-1"), content_type="application/json"
    )

    assert answer.status_code == 400
    assert answer.json()["error"] in {"parse_error", "invalid"}


def test_401_without_a_token(client: Client, here: str) -> None:
    assert shape(client.get(f"{here}/configuration")) == (401, "not_authenticated", False)


def test_403_for_a_role_that_is_not_enough(
    company: Company, client_of: ClientOf, here: str
) -> None:
    viewer = client_of(UserFactory(company=company, role=Role.VIEWER))

    answer = viewer.post(f"{here}/knowledge-management", {}, format="json")

    assert shape(answer) == (403, "permission_denied", False)


@pytest.mark.parametrize(
    "missing",
    [
        "nowhere",
        "scenarios/nothing",
        "knowledge-management/00000000-0000-4000-8000-000000000000",
        "knowledge-management/nonsense",
    ],
)
def test_404_in_the_own_company(owner: APIClient, here: str, missing: str) -> None:
    assert shape(owner.get(f"{here}/{missing}")) == (404, "not_found", False)


@pytest.mark.parametrize("missing", ["/api/", "/api/nowhere", "/api/company", "/api/auth/token/"])
@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_404_is_json_everywhere_under_the_api(client: Client, missing: str, method: str) -> None:
    assert shape(getattr(client, method)(missing)) == (404, "not_found", False)


def test_404_elsewhere_is_a_page(client: Client) -> None:
    answer = client.get("/nowhere")

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


def test_405_for_a_method_that_is_not_there(owner: APIClient, here: str) -> None:
    answer = owner.delete(f"{here}/configuration")

    assert shape(answer) == (405, "method_not_allowed", False)
    assert "GET" in answer["Allow"]


def test_409_for_what_stands_in_the_way(owner: APIClient, here: str) -> None:
    scenario = {"key": "own", "name": "Own", "triggers": ["hello"], "quickReplies": ["Hi."]}
    owner.post(f"{here}/scenarios", scenario, format="json")

    again = owner.post(f"{here}/scenarios", scenario, format="json")

    assert shape(again) == (409, "conflict", False)


def test_412_for_a_stale_version(owner: APIClient, here: str) -> None:
    answer = owner.patch(
        f"{here}/configuration/variables", {}, format="json", HTTP_IF_MATCH='"999"'
    )

    assert shape(answer) == (412, "stale", False)


def test_413_for_a_body_that_is_too_large(owner: APIClient, here: str, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    question = {"question": "q" * 200, "answer": "a" * 1000}

    refused = owner.post(f"{here}/knowledge-management", question, format="json")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    taken = owner.post(f"{here}/knowledge-management", question, format="json")

    assert shape(refused) == (413, "too_large", False)
    assert taken.status_code == 201


def test_415_for_another_type_of_body(owner: APIClient, here: str) -> None:
    answer = owner.post(f"{here}/knowledge-management", "a=b", content_type="text/plain")

    assert shape(answer) == (415, "unsupported_media_type", False)


def test_422_for_what_a_rule_forbids(raising: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RaisingView, "error", RefusedByRule())

    assert shape(raising.get("/api/raising")) == (422, "refused", False)


def test_429_says_when_to_come_back(owner: APIClient, here: str, settings: Settings) -> None:
    settings.RATE_USER = "1/minute"

    first, second = owner.get(f"{here}/scenarios"), owner.get(f"{here}/scenarios")

    assert first.status_code == 200
    assert shape(second) == (429, "throttled", False)
    assert 0 < int(second["Retry-After"]) <= 60


@pytest.mark.parametrize("path", ["/api/raising", "/api/broken"])
def test_500_tells_nothing_of_its_cause(
    raising: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RaisingView, "error", ValueError("the cause, which is a secret"))

    answer = raising.get(path)

    assert shape(answer) == (500, "server_error", False)
    assert b"secret" not in answer.content
    assert b"ValueError" not in answer.content


def test_500_elsewhere_is_a_page(raising: Client) -> None:
    answer = raising.get("/broken")

    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")
    assert b"secret" not in answer.content


def test_500_in_a_company_takes_back_what_was_written(
    owner: APIClient, here: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    VariableFactory(company=company, name="price", value="100")
    monkeypatch.setattr(variables, "variable_values", lambda: 1 / 0)

    answer = owner.patch(f"{here}/configuration/variables", {"price": "150"}, format="json")

    assert shape(answer) == (500, "server_error", False)
    monkeypatch.undo()
    assert owner.get(f"{here}/configuration/variables").json() == {"price": "100"}


def test_an_unknown_host_is_answered_in_the_same_shape(client: Client) -> None:
    answer = client.get("/api/nowhere", HTTP_HOST="evil.example.com")

    assert shape(answer) == (400, "bad_request", False)
    assert b"evil" not in answer.content


def test_an_error_is_no_page_however_it_is_asked_for(owner: APIClient, here: str) -> None:
    answer = owner.get(f"{here}/nowhere", HTTP_ACCEPT="text/html")

    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content)["error"] == "not_found"


def test_a_question_of_another_company_is_404_in_the_own(
    owner: APIClient, here: str, stranger: Company
) -> None:
    theirs = QuestionAnswerFactory(company=stranger)

    answer = owner.delete(f"{here}/knowledge-management/{theirs.id}")

    assert shape(answer) == (404, "not_found", False)
    with company_scope(stranger.id):
        assert QuestionAnswer.objects.get() == theirs
