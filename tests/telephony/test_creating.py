"""A new company: whole or not at all, from the code and from the command line."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from rest_framework.exceptions import ValidationError as InvalidValues

from telephony.creating import NewCompany, NumberTaken, create_company, first_fault
from telephony.simulator.caller import HangUp, Say
from templates_brain.cloning import UnknownTemplate
from templates_brain.models import Scenario
from templates_brain.publishing import load_template
from templates_brain.variables import variable_values
from tenants.models import Company, PhoneNumber
from tenants.routing import NumberRoute, route_number
from tenants.scope import company_scope, platform_scope
from tests.audit_log import actions_of
from tests.callers import caller_for
from tests.factories import (
    PhoneNumberFactory,
    ScenarioDocumentFactory,
    TemplateDocumentFactory,
)
from tests.telephony.commands import refusal, run

pytestmark = pytest.mark.django_db

PHONE = "+12395550188"


@pytest.fixture
def _published() -> None:
    """Publish a small template called plumbing."""
    price = ScenarioDocumentFactory(
        key="service_call_price",
        triggers=["how much is a service call"],
        quickReplies=["A service call with {companyName} is {servicecallprice}."],
    )
    load_template(TemplateDocumentFactory(scenarios=[price]), actor="test")


def companies() -> int:
    """Return how many companies there are."""
    with platform_scope("test"):
        return Company.objects.count()


def number_of(phone: str = PHONE) -> PhoneNumber:
    """Return the number's record."""
    with platform_scope("test"):
        return PhoneNumber.objects.select_related("company").get(number=phone)


def route_to(phone: str = PHONE) -> NumberRoute:
    """Return where the number leads."""
    route = route_number(phone)
    assert route is not None
    return route


def test_a_company_begins_with_its_number_and_its_two_own_values() -> None:
    company_id = create_company(NewCompany("Joe's Plumbing", PHONE), actor="test")

    route = route_to()
    assert (route.company_id, route.company_name) == (company_id, "Joe's Plumbing")
    assert not route.is_live
    with company_scope(company_id):
        assert variable_values() == {"companyName": "Joe's Plumbing", "phone": PHONE}


@pytest.mark.usefixtures("_published")
def test_a_company_on_a_template_has_its_own_copy_with_its_values_filled_in() -> None:
    wanted = NewCompany("Joe's Plumbing", PHONE, "plumbing", values={"servicecallprice": "$125"})

    company_id = create_company(wanted, actor="test")

    with company_scope(company_id):
        assert Scenario.objects.get().key == "service_call_price"
        assert variable_values() == {
            "companyName": "Joe's Plumbing",
            "phone": PHONE,
            "servicecallprice": "$125",
        }


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (NewCompany("Joe's", PHONE, "unheard_of"), UnknownTemplate),
        (NewCompany("Joe's", PHONE, values={"unheardOf": "1"}), InvalidValues),
        (NewCompany("Joe's", "239-555-0188"), ValidationError),
        (NewCompany("Joe's", PHONE, timezone="Florida"), ValidationError),
        (NewCompany("", PHONE), ValidationError),
        (NewCompany("Joe's", PHONE, account_sid="AC" * 40), ValidationError),
    ],
)
def test_what_cannot_be_created_leaves_nothing_behind(
    wanted: NewCompany, error: type[Exception]
) -> None:
    with pytest.raises(error):
        create_company(wanted, actor="test")

    assert companies() == 0


def test_a_number_that_leads_somewhere_already_is_refused_and_stays_where_it_is(
    company: Company,
) -> None:
    taken = PhoneNumberFactory(company=company)

    with pytest.raises(NumberTaken):
        create_company(NewCompany("Smith's HVAC", taken.number), actor="test")

    assert companies() == 1
    assert route_to(taken.number).company_id == company.id


def test_a_token_is_kept_encrypted_and_shown_nowhere() -> None:
    wanted = NewCompany("Joe's", PHONE, account_sid="AC" + "1" * 32, auth_token="top-secret")

    create_company(wanted, actor="test")

    assert "top-secret" not in repr(wanted)
    assert "top-secret" not in number_of().auth_token_encrypted
    assert number_of().auth_token() == "top-secret"


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (
            ValidationError({"number": ["Write it otherwise.", "Again."]}),
            "number: Write it otherwise.",
        ),
        (ValidationError("Something is wrong."), "Something is wrong."),
    ],
)
def test_the_first_fault_names_its_field(error: ValidationError, line: str) -> None:
    assert first_fault(error) == line


def create(*words: str) -> Any:
    """Run `create_company` for a company at our number."""
    return run("create_company", "Joe's Plumbing", "--phone", PHONE, *words)


def test_the_command_prints_the_companys_id() -> None:
    result = create()

    assert result.exit_status == 0
    assert result.document == {"companyId": str(route_to().company_id)}


@pytest.mark.usefixtures("_published")
def test_the_command_fills_in_the_name_and_the_phone_unless_they_are_set() -> None:
    create("--template", "plumbing", "--set", "companyName=Joe & Sons", "--set", "phone=2395550100")

    with company_scope(route_to().company_id):
        values = variable_values()
    assert values == {"companyName": "Joe & Sons", "phone": "+12395550100"}


@pytest.mark.usefixtures("_published")
def test_a_company_made_by_the_command_answers_its_phone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOES_TOKEN", "top-secret")
    account = "AC" + "1" * 32
    where = ["--template", "plumbing", "--timezone", "America/Chicago", "--live"]

    create(
        *where,
        *("--set", "servicecallprice=$125", "--account-sid", account),
        *("--auth-token-env", "JOES_TOKEN"),
    )
    transcript = caller_for(number_of()).call([Say("how much is a service call"), HangUp()])

    assert "A service call with Joe's Plumbing is $125." in transcript.spoken_text
    assert (number_of().account_sid, number_of().auth_token()) == (account, "top-secret")
    assert route_to().timezone == "America/Chicago"


def test_going_live_without_readiness_is_on_record() -> None:
    create("--live")

    assert route_to().is_live
    assert "went_live" in actions_of(route_to().company_id)


def test_a_company_is_not_live_unless_that_is_asked_for() -> None:
    create()

    assert not route_to().is_live
    assert "went_live" not in actions_of(route_to().company_id)


def test_a_dry_run_writes_nothing_and_says_so() -> None:
    result = create("--dry-run", "--live")

    assert result.document == {"companyId": None, "dryRun": True}
    assert companies() == 0
    assert route_number(PHONE) is None


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--set", "unheardOf=1"], "unheardOf"),
        (["--set", "companyName"], "name=value"),
        (["--set", "phone=soon"], "phone"),
        (["--timezone", "Florida"], "Florida"),
        (["--template", "unheard_of"], "unheard_of"),
        (["--auth-token-env", "NO_SUCH_VARIABLE"], "NO_SUCH_VARIABLE"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_what_the_command_cannot_do_it_says_in_one_line(words: list[str], fault: str) -> None:
    assert fault in refusal(create(*words))
    assert companies() == 0


@pytest.mark.parametrize("phone", ["239-555-0188", "+1", "tel:+12395550188", ""])
def test_a_phone_that_is_no_e164_number_is_refused_in_one_line(phone: str) -> None:
    assert "number:" in refusal(run("create_company", "Joe's", "--phone", phone))
    assert companies() == 0


def test_a_number_in_use_is_refused_in_one_line() -> None:
    create()

    assert "in use" in refusal(create())
    assert companies() == 1


def test_a_dry_run_finds_the_same_faults() -> None:
    create()

    assert "in use" in refusal(create("--dry-run"))
