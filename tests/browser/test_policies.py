"""Every page keeps to its content policy, in a real browser, and asks no other server."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from telephony.models import Message
from templates_brain.publishing import load_template
from tenants.models import Company, PhoneNumber, User
from tests.factories import MessageFactory, PhoneNumberFactory, TemplateDocumentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Listening = Callable[[], list[str]]
DESK = (
    "",
    "tenants/company/",
    "tenants/user/add/",
    "tenants/phonenumber/{number}/change/",
    "tenants/auditentry/",
    "templates_brain/template/",
    "templates_brain/templatescenario/",
    "templates_brain/scenario/add/",
    "telephony/call/",
    "telephony/message/{message}/change/",
    "telephony/voicesettings/add/?company={company}",
)


@pytest.fixture
def complaints(page: Page, live_server: LiveServer) -> Listening:
    """Return what tells all that the browser complained of, hints aside, and who else was asked."""
    told: list[str] = []
    page.on("console", lambda line: told.append(f"{line.type}: {line.text}"))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: told.append(request.url))
    ours = (live_server.url, "data:", "verbose:")
    return lambda: [line for line in told if not line.startswith(ours)]


def test_the_desk_keeps_to_its_policy(
    page: Page, staff: User, company: Company, complaints: Listening
) -> None:
    load_template(TemplateDocumentFactory(), actor="tests")
    number: PhoneNumber = PhoneNumberFactory(company=company)
    message: Message = MessageFactory(company=company)
    rows = {"number": number.pk, "message": message.pk, "company": company.pk}

    opened = [page.goto("/admin/" + path.format(**rows)) for path in DESK]
    page.get_by_role("combobox").first.click()

    assert [answer.status for answer in opened if answer] == [200] * len(DESK)
    assert complaints() == []


def test_the_open_pages_keep_to_theirs(page: Page, company: Company, complaints: Listening) -> None:
    for path in ("/", "/invitation", f"/phone/{company.pk}", "/admin/login/"):
        page.goto(path)
    page.goto("/api/docs")
    page.get_by_role("button", name="GET /api/templates").first.click()

    expect(page.get_by_text("Too many requests of this user").first).to_be_visible()
    assert complaints() == []


def test_a_script_that_somebody_slipped_in_does_not_run(page: Page) -> None:
    page.goto("/admin/login/")
    slipped_in = "<img src=x onerror='window.hit = 1'>"

    with page.expect_console_message(lambda line: "Content Security Policy" in line.text):
        page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", slipped_in)

    assert page.evaluate("window.hit") is None
