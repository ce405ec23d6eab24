"""What operations are called."""

import pytest

from tenants.schema.naming import area, operation_id, summary_and_rest

COMPANY = "/api/company/{company_id}/"


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "configuration", "getConfiguration"),
        ("PUT", "configuration/filler-words", "replaceConfigurationFillerWords"),
        ("POST", "configuration/sync/preview", "previewConfigurationSync"),
        ("POST", "match", "match"),
        ("GET", "scenarios/{scenario_key}", "getScenario"),
        ("PATCH", "scenarios/{scenario_key}", "updateScenario"),
        ("DELETE", "phone-numbers/{id}", "deletePhoneNumber"),
        ("POST", "scenarios/{scenario_key}/reset", "resetScenario"),
    ],
)
def test_an_operation_is_named_for_its_verb_and_its_nouns(
    method: str, path: str, name: str
) -> None:
    assert operation_id(COMPANY + path, method, is_list=False, creates=False) == name


def test_a_list_is_listed_and_one_of_it_created() -> None:
    path = COMPANY + "phone-numbers"

    assert operation_id(path, "GET", is_list=True, creates=False) == "listPhoneNumbers"
    assert operation_id(path, "POST", is_list=False, creates=True) == "createPhoneNumber"


def test_an_area_is_the_first_noun_of_the_path() -> None:
    assert area(COMPANY + "phone-numbers/{id}") == "Phone numbers"
    assert area("/api/templates") == "Templates"


@pytest.mark.parametrize(
    ("docstring", "summary", "rest"),
    [
        ("Return one.", "Return one", ""),
        ("Return one; null is none", "Return one; null is none", ""),
        ("Return what\n    is there. And more.", "Return what is there", "And more."),
        ("Return one.\n\nRaises nothing.", "Return one", "Raises nothing."),
        ("", "", ""),
    ],
)
def test_the_first_sentence_is_the_summary(docstring: str, summary: str, rest: str) -> None:
    assert summary_and_rest(docstring) == (summary, rest)
