"""The paths and verbs that clients were promised are all in the OpenAPI document."""

import re

import pytest

from tests.api.document import operations

PROMISED = {
    "/configuration": "GET",
    "/configuration/variables": "GET PATCH",
    "/configuration/filler-words": "GET PUT",
    "/configuration/urgency-keywords": "GET PUT",
    "/configuration/sync": "POST",
    "/configuration/sync/preview": "POST",
    "/configuration/sync/undo": "POST",
    "/configuration/history": "GET",
    "/configuration/history/{version}/restore": "POST",
    "/scenarios": "GET POST",
    "/scenarios/{scenarioKey}": "GET PATCH DELETE",
    "/scenarios/{scenarioKey}/reset": "POST",
    "/knowledge-management": "GET POST",
    "/knowledge-management/{id}": "GET PATCH DELETE",
    "/knowledge-management/import": "POST",
    "/knowledge-management/export": "GET",
    "/match": "POST",
    "/readiness": "GET",
    "/go-live": "POST DELETE",
    "/voice-settings": "GET PATCH",
    "/business-hours": "GET PATCH",
    "/call-handling": "GET PATCH",
    "/phone-numbers": "GET POST",
    "/phone-numbers/{id}": "GET PATCH DELETE",
    "/appointments": "GET",
    "/appointments/{id}": "GET PATCH",
    "/messages": "GET",
    "/messages/{id}": "GET PATCH",
    "/configuration/variables/{name}/usage": "GET",
    "/configuration/variables/preview": "POST",
    "/configuration/variables/apply": "POST",
    "/analytics": "GET",
    "/calls": "GET",
    "/calls/{callSid}": "GET",
    "/unanswered": "GET",
    "/unanswered/{id}/to-knowledge": "POST",
    "/users": "GET POST",
    "/users/{id}": "GET PATCH DELETE",
    "/audit-log": "GET",
}
ELSEWHERE = {
    "/api/auth/token": "POST",
    "/api/auth/refresh": "POST",
    "/api/auth/logout": "POST",
    "/api/templates": "GET",
}
ALL = ELSEWHERE | {f"/api/company/{{companyId}}{path}": verbs for path, verbs in PROMISED.items()}
DOCUMENTED = {(path, verb.upper()) for path, verb, _ in operations()}


@pytest.mark.parametrize(
    ("path", "verb"), [(path, verb) for path, verbs in ALL.items() for verb in verbs.split()]
)
def test_what_was_promised_is_there(path: str, verb: str) -> None:
    assert (path, verb) in DOCUMENTED


def test_parameters_are_in_camel_case() -> None:
    names = {name for path, _ in DOCUMENTED for name in re.findall(r"\{(.*?)\}", path)}

    assert {"companyId", "scenarioKey", "version"} <= names
    assert [name for name in names if "_" in name] == []
