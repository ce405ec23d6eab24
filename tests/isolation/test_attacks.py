"""What somebody may plant in a company's own words: patterns, markup, scripts, nesting."""

import xml.etree.ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from tenants.models import Company, PhoneNumber
from tests.callers import SignedLine
from tests.desk import Desk
from tests.factories import QuestionAnswerFactory, ScenarioFactory, StaffFactory, VariableFactory

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
CATASTROPHES = ["(a+)+$", "(a|aa)+$", "(.*a){20}$", "(a|a?)+$"]
DEEP = "[" * 100_000


@pytest.mark.parametrize("pattern", CATASTROPHES)
def test_a_pattern_that_would_never_end_elsewhere_is_linear_or_refused(
    owner: APIClient, company: Company, number: PhoneNumber, pattern: str
) -> None:
    scenario = {
        "key": "trap", "name": "Trap", "triggers": ["trap"], "quickReplies": ["Caught."],
        "regexTriggers": [pattern],
    }  # fmt: skip
    made = owner.post(f"/api/company/{company.id}/scenarios", scenario, format="json")

    heard = owner.post(
        f"/api/company/{company.id}/match", {"utterance": "a" * 400 + "b"}, format="json"
    )

    assert made.status_code in {201, 400}
    assert heard.status_code == 200


@pytest.mark.parametrize("name", ["entries.json", "entries.csv"])
def test_an_import_that_nests_without_end_is_refused(
    owner: APIClient, company: Company, name: str
) -> None:
    file = SimpleUploadedFile(name, DEEP.encode())

    answer = owner.post(f"/api/company/{company.id}/knowledge-management/import", {"file": file})

    assert answer.status_code == 400


def test_a_body_that_nests_without_end_is_refused(owner: APIClient, company: Company) -> None:
    answer = owner.post(
        f"/api/company/{company.id}/knowledge-management", DEEP, content_type="application/json"
    )

    assert (answer.status_code, answer.json()["error"]) == (400, "parse_error")


def test_markup_in_an_answer_is_spoken_and_is_no_verb(company: Company, line: SignedLine) -> None:
    answer = "</Say><Dial>+19005550100</Dial><Say>"
    QuestionAnswerFactory(company=company, question="what is planted here", answer=answer)
    line.begin()

    twiml = line.say(1, "what is planted here")

    assert "&lt;/Say&gt;&lt;Dial&gt;" in twiml
    assert ET.fromstring(twiml).find(".//Dial") is None  # noqa: S314  our own document


def test_a_stored_script_is_a_text_on_every_page_of_the_desk(company: Company) -> None:
    rows = [
        QuestionAnswerFactory(company=company, question=SCRIPT, answer=SCRIPT),
        ScenarioFactory(company=company, name=SCRIPT, quick_replies=[SCRIPT]),
        VariableFactory(company=company, label=SCRIPT, value=SCRIPT),
    ]
    desk = Desk(StaffFactory())

    pages = [desk.open(row, "changelist") for row in rows]
    pages += [desk.open(row, "change", row.pk) for row in rows]

    shown = "".join(page.content.decode() for page in pages)
    assert shown.count("&lt;script&gt;alert(1)") >= len(pages)
    assert SCRIPT not in shown
