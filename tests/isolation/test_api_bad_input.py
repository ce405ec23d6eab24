"""Bad input of all kinds: refused in one shape, never a 500, and never another company's row."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from knowledge.models import QuestionAnswer
from templates_brain.models import Scenario, Variable
from tenants.models import Company, User
from tenants.scope import company_scope, platform_scope
from tests.factories import QuestionAnswerFactory, ScenarioFactory, VariableFactory
from tests.isolation.paths import NOBODY

pytestmark = pytest.mark.django_db

QUESTION = {"question": "Where are you?", "answer": "Here."}
SCENARIO = {"key": "own", "name": "Own", "triggers": ["hello"], "quickReplies": ["Hi."]}
REFUSED = {400, 403, 404, 405, 409, 413, 415, 422}


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's path."""
    return f"/api/company/{company.id}"


@pytest.mark.parametrize(
    ("path", "body"), [("knowledge-management", QUESTION), ("scenarios", SCENARIO)]
)
@pytest.mark.parametrize(
    "name",
    ["company", "company_id", "companyId", "pk", "role", "origin", "createdAt", "_state"],
)
def test_a_field_that_is_not_offered_is_refused_by_name(
    owner: APIClient, here: str, stranger: Company, path: str, body: dict[str, Any], name: str
) -> None:
    refused = owner.post(f"{here}/{path}", {**body, name: str(stranger.id)}, format="json")
    taken = owner.post(f"{here}/{path}", body, format="json")

    assert (refused.status_code, list(refused.json()["details"])) == (400, [name])
    assert taken.status_code == 201


@pytest.mark.parametrize("name", ["company", "company_id", "companyId", "pk"])
def test_a_row_is_not_moved_by_a_patch(
    owner: APIClient, here: str, company: Company, stranger: Company, name: str
) -> None:
    entry = QuestionAnswerFactory(company=company)
    path = f"{here}/knowledge-management/{entry.id}"

    refused = owner.patch(path, {"answer": "Changed.", name: str(stranger.id)}, format="json")

    assert refused.status_code == 400
    with company_scope(company.id):
        assert QuestionAnswer.objects.get().answer == entry.answer


def test_an_id_in_the_body_is_not_taken_over(
    owner: APIClient, here: str, stranger: Company
) -> None:
    theirs = QuestionAnswerFactory(company=stranger, answer="Theirs.")

    made = owner.post(
        f"{here}/knowledge-management", {**QUESTION, "id": str(theirs.id)}, format="json"
    )

    assert made.json()["id"] != str(theirs.id)
    with company_scope(stranger.id):
        assert QuestionAnswer.objects.get().answer == "Theirs."


def test_a_role_in_the_body_promotes_nobody(owner: APIClient, here: str) -> None:
    owner.patch(f"{here}/configuration/variables", {"role": "admin"}, format="json")

    with platform_scope("test"):
        assert set(User.objects.values_list("role", flat=True)) == {"owner"}


NASTY_IDS = [
    "*", "?", "[a-z]", ":", "%2A", "%3F", "%5B", "%0A", "%0D%0A", "%00", "a%00b", "%ED%A0%80",
    "%FF", "..", "%2e%2e%2f", "' OR 1=1 --", "%25", "_", "\N{RIGHT-TO-LEFT OVERRIDE}x", "k" * 2000,
    "{company.__class__}", "null", "0", "-1",
]  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["scenarios", "knowledge-management", "users", "phone-numbers"])
def test_a_nasty_id_is_not_found(
    owner: APIClient, here: str, company: Company, path: str, method: str
) -> None:
    ScenarioFactory(company=company)
    QuestionAnswerFactory(company=company)

    statuses = {
        nasty: owner.generic(
            method, f"{here}/{path}/{nasty}", "{}", content_type="application/json"
        ).status_code
        for nasty in NASTY_IDS
    }

    assert statuses == dict.fromkeys(NASTY_IDS, 404)
    with company_scope(company.id):
        assert (Scenario.objects.count(), QuestionAnswer.objects.count()) == (1, 1)


@pytest.mark.parametrize("template", ["*", "a\0b", "\ud800", "", " ", NOBODY, "x" * 65, None, []])
@pytest.mark.parametrize("path", ["configuration/sync", "configuration/sync/preview"])
def test_a_nasty_template_is_refused(owner: APIClient, here: str, path: str, template: Any) -> None:
    body = json.dumps({"templateId": template})

    answer = owner.post(f"{here}/{path}", body, content_type="application/json")

    assert answer.status_code in {400, 404}


@pytest.mark.parametrize("name", ["*", "a\0b", "", " price", "price\n", "__class__", "x" * 999])
def test_a_nasty_variable_name_is_told_and_nothing_is_written(
    owner: APIClient, here: str, company: Company, name: str
) -> None:
    VariableFactory(company=company, name="price", value="100")
    body = json.dumps({"price": "150", name: "1"})

    answer = owner.patch(f"{here}/configuration/variables", body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["details"] == {name: ["There is no such variable."]}
    with company_scope(company.id):
        assert Variable.objects.get().value == "100"


@pytest.mark.parametrize(
    "value",
    ["a\0b", "{companyName}", "<b>x</b>", "a\u202eb", "a\u200bb", "\x1b[31m", "x" * 1001],
)
def test_a_nasty_value_is_told_and_nothing_is_written(
    owner: APIClient, here: str, company: Company, value: str
) -> None:
    VariableFactory(company=company, name="price", value="100")
    body = json.dumps({"price": value})

    answer = owner.patch(f"{here}/configuration/variables", body, content_type="application/json")

    assert answer.status_code == 400
    assert list(answer.json()["details"]) == ["price"]
    with company_scope(company.id):
        assert Variable.objects.get().value == "100"


@pytest.mark.parametrize("value", [1, 1.5, True, [], ["150"], {}, {"$gt": ""}])
def test_a_value_of_a_wrong_json_type_is_refused(
    owner: APIClient, here: str, company: Company, value: Any
) -> None:
    VariableFactory(company=company, name="price", value="100")

    answer = owner.patch(f"{here}/configuration/variables", {"price": value}, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, ["price"])


WRITES = [
    ("PATCH", "configuration/variables"),
    ("PUT", "configuration/filler-words"),
    ("PUT", "configuration/urgency-keywords"),
    ("POST", "configuration/sync"),
    ("POST", "scenarios"),
    ("POST", "knowledge-management"),
    ("PATCH", "voice-settings"),
    ("PATCH", "business-hours"),
    ("PATCH", "call-handling"),
    ("POST", "knowledge-management/import"),
    ("POST", "knowledge-management/suggestions"),
    ("POST", "users"),
    ("POST", "phone-numbers"),
]


@pytest.mark.parametrize("body", ["[]", "null", "1", '"text"', "true", "[[[]]]", "[{}]"])
@pytest.mark.parametrize(("method", "path"), WRITES)
def test_a_body_of_a_wrong_json_type_is_refused(
    owner: APIClient, here: str, method: str, path: str, body: str
) -> None:
    answer = owner.generic(method, f"{here}/{path}", body, content_type="application/json")

    assert answer.status_code == 400


@pytest.mark.parametrize("value", [None, True, {}, "a\0b", [[]], [None], ["\0"]])
@pytest.mark.parametrize("name", ["question", "answer", "alternatives", "category", "status"])
def test_a_question_with_a_nasty_field_is_refused(
    owner: APIClient, here: str, name: str, value: Any
) -> None:
    body = json.dumps({**QUESTION, name: value})

    answer = owner.post(f"{here}/knowledge-management", body, content_type="application/json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, [name])


@pytest.mark.parametrize(
    "value", [None, 1, {}, "text", "a\0b", [1, {}], [None], ["\0"], ["\ud800"]]
)
@pytest.mark.parametrize("name", ["triggers", "quickReplies", "regexTriggers", "replyWeights"])
def test_a_scenario_with_a_nasty_field_breaks_nothing(
    owner: APIClient, here: str, name: str, value: Any
) -> None:
    body = json.dumps({**SCENARIO, name: value})

    answer = owner.post(f"{here}/scenarios", body, content_type="application/json")

    assert answer.status_code in REFUSED | {201}


@pytest.mark.parametrize("weight", [True, "NaN", "inf", 10**400, None, [], "heavy"])
def test_a_weight_that_is_no_number_is_refused(owner: APIClient, here: str, weight: Any) -> None:
    body = json.dumps({**SCENARIO, "replyWeights": {"Hi.": weight}})

    refused = owner.post(f"{here}/scenarios", body, content_type="application/json")

    assert (refused.status_code, list(refused.json()["details"])) == (400, ["replyWeights"])


@pytest.mark.parametrize("name", ["page", "pageSize"])
@pytest.mark.parametrize("value", ["0", "x", "-1", "9" * 5000, "%00"])
@pytest.mark.parametrize("path", ["knowledge-management", "scenarios", "configuration/history"])
def test_a_page_that_cannot_be_is_refused(
    owner: APIClient, here: str, path: str, name: str, value: str
) -> None:
    assert owner.get(f"{here}/{path}?{name}={value}").status_code == 400


@pytest.mark.parametrize(
    "body", ['{"price": "\\ud800"}', '{"\\udfff": "1"}', '{"price": ["x\\uDC00"]}']
)
@pytest.mark.parametrize(("method", "path"), WRITES)
def test_half_a_character_is_no_text(
    owner: APIClient, here: str, method: str, path: str, body: str
) -> None:
    answer = owner.generic(method, f"{here}/{path}", body, content_type="application/json")

    assert (answer.status_code, answer.json()["error"]) == (400, "parse_error")


def test_a_whole_character_of_two_halves_is_a_text(
    owner: APIClient, here: str, company: Company
) -> None:
    VariableFactory(company=company, name="price")

    answer = owner.patch(
        f"{here}/configuration/variables",
        '{"price": "\\ud83d\\ude00"}',
        content_type="application/json",
    )

    assert answer.json() == {"price": "\N{GRINNING FACE}"}


def test_a_huge_body_is_refused_before_it_is_parsed(owner: APIClient, here: str) -> None:
    body = json.dumps({"companyName": "x" * 3_000_000})

    answer = owner.patch(f"{here}/configuration/variables", body, content_type="application/json")

    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


@pytest.mark.parametrize("header", ["", '"', "W/", '"1', "*,", "\0", '"1"' * 5000, '"-1"'])
def test_a_nasty_if_match_is_stale_or_ignored(owner: APIClient, here: str, header: str) -> None:
    answer = owner.patch(f"{here}/configuration/variables", {}, format="json", HTTP_IF_MATCH=header)

    assert answer.status_code in {200, 412}


@pytest.mark.parametrize("version", ["0", "-1", "x", "9" * 30, "%00"])
def test_a_nasty_version_is_not_restored(owner: APIClient, here: str, version: str) -> None:
    answer = owner.post(f"{here}/configuration/history/{version}/restore")

    assert answer.status_code == 404


def test_markup_in_a_name_is_given_back_as_text(owner: APIClient, here: str) -> None:
    question = {**QUESTION, "question": "<script>alert(1)</script>"}

    made = owner.post(f"{here}/knowledge-management", question, format="json")
    read = owner.get(f"{here}/knowledge-management", HTTP_ACCEPT="text/html")

    assert made.status_code == 201
    assert read["Content-Type"] == "application/json"
    assert read["X-Content-Type-Options"] == "nosniff"
