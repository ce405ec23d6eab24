"""Whether a company can take calls: what counts, what blocks, and how fresh the word is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.cache import cache
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from telephony.readiness import COMPONENTS, describe_readiness, measure_readiness
from tenants.cache import READINESS_TTL_SECONDS
from tenants.encryption import encrypt
from tenants.models import Company, PhoneNumber, Role
from tenants.scope import company_scope, platform_scope
from tests.callers import SignedLine, open_line
from tests.conftest import ClientOf
from tests.factories import (
    BehaviourFactory,
    BusinessHoursFactory,
    CallFactory,
    CallTurnFactory,
    PhoneNumberFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    StaffFactory,
    TransferTargetFactory,
    UserFactory,
    VariableFactory,
    VoiceSettingsFactory,
)

pytestmark = pytest.mark.django_db


def readiness_of(company: Company) -> dict[str, Any]:
    """Return the company's readiness."""
    with company_scope(company.id):
        return describe_readiness()


def component(readiness: dict[str, Any], name: str) -> dict[str, Any]:
    """Return one component of it."""
    return next(one for one in readiness["components"] if one["name"] == name)


def measured(company: Company, name: str) -> dict[str, Any]:
    """Return one component as it is at this moment."""
    with company_scope(company.id):
        return component(measure_readiness(), name)


def path_of(company: Company) -> str:
    """Return the API's path of the company's readiness."""
    return f"/api/company/{company.id}/readiness"


def add_a_number(company: Company) -> None:
    PhoneNumberFactory(company=company)


def check_the_token(company: Company) -> None:
    with company_scope(company.id):
        number = PhoneNumber.in_company.get()
        number.checked_with = number.account().fingerprint
        number.save()


def add_a_person(company: Company) -> None:
    TransferTargetFactory(company=company)


def add_an_answer(company: Company) -> None:
    QuestionAnswerFactory(company=company)


def add_a_scenario(company: Company) -> None:
    ScenarioFactory(company=company)


def add_a_voice(company: Company) -> None:
    VoiceSettingsFactory(company=company)


def add_hours(company: Company) -> None:
    BusinessHoursFactory(company=company)


def add_a_test_call(company: Company) -> None:
    CallFactory(company=company, is_test=True)


def test_the_weights_add_up_to_a_hundred() -> None:
    assert sum(component.weight for component in COMPONENTS) == 100


def test_the_documentation_tells_the_same_weights() -> None:
    page = Path(project.BASE_DIR, "docs", "readiness.md").read_text()

    rows = [
        f"| `{one.name}` | {one.weight} | {'yes' if one.is_required else 'no'} | {one.about} |"
        for one in COMPONENTS
    ]

    assert "\n".join(rows) + "\n\n" in page


def test_a_company_with_everything_scores_a_hundred_and_can_go_live(
    company: Company, number: PhoneNumber
) -> None:
    add_an_answer(company)
    add_a_person(company)
    add_a_voice(company)
    add_hours(company)
    add_a_test_call(company)
    check_the_token(company)

    readiness = readiness_of(company)

    assert (readiness["score"], readiness["canGoLive"]) == (100, True)
    assert readiness["blockers"] == []
    assert {one["todo"] for one in readiness["components"]} == {""}


def test_a_company_with_nothing_is_told_what_to_do_first(company: Company) -> None:
    readiness = readiness_of(company)

    assert (readiness["score"], readiness["canGoLive"]) == (45, False)
    assert readiness["blockers"] == [
        "Copy a template: there are no live scenarios.",
        "Add the company's phone number.",
    ]


def test_what_is_only_recommended_costs_points_and_blocks_nothing(number: PhoneNumber) -> None:
    readiness = readiness_of(number.company)

    missing = [one for one in readiness["components"] if not one["ready"]]
    assert (readiness["score"], readiness["canGoLive"]) == (70, True)
    assert [one["name"] for one in missing] == [
        "checkedToken", "voice", "hours", "transfer", "knowledge", "testCall",
    ]  # fmt: skip
    assert all(one["todo"].endswith(".") for one in missing)


def test_a_required_value_that_is_missing_blocks_and_is_named(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, label="Price", required=True)
    VariableFactory(company=company, name="hours", label="Hours", required=True, value="")

    readiness = readiness_of(company)

    assert readiness["blockers"] == ["Fill in: Hours."]
    assert readiness["score"] == 70 - 20 + 10
    assert component(readiness, "variables") == {
        "name": "variables",
        "weight": 20,
        "ready": False,
        "required": True,
        "todo": "Fill in: Hours.",
        "details": {"missing": ["hours"]},
    }


def test_an_optional_value_that_is_missing_blocks_nothing(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, label="Fax", required=False, value="")

    assert readiness_of(company)["canGoLive"]


def test_a_scenario_that_could_say_nothing_blocks_and_is_named(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, name="warranty", value="")
    ScenarioFactory(company=company, name="Warranty", quick_replies=["It is {warranty}."])
    ScenarioFactory(company=company, name="Draft", quick_replies=["{warranty}"], status="draft")

    assert readiness_of(company)["blockers"] == ["No reply can be spoken in: Warranty."]


def test_an_answer_that_cannot_be_spoken_blocks_and_is_named(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, name="warranty", value="")
    QuestionAnswerFactory(company=company, question="Any warranty?", answer="It is {warranty}.")

    assert readiness_of(company)["blockers"] == ["No reply can be spoken in: Any warranty."]


@pytest.mark.parametrize("field", ["quick_replies", "full_replies"])
def test_a_placeholder_that_no_variable_fills_in_blocks_wherever_it_stands(
    company: Company, number: PhoneNumber, field: str
) -> None:
    replies = {"quick_replies": ["It is good."], field: ["It is good.", "It is {warrenty}."]}
    ScenarioFactory(company=company, key="warranty", name="Warranty", **replies)

    readiness = readiness_of(company)

    assert readiness["blockers"] == ["Mend the placeholders that no variable fills in: Warranty."]
    (place,) = component(readiness, "replies")["details"]["unknown"]
    assert (place["scenarioKey"], place["index"]) == ("warranty", 1)


def test_a_reply_that_waits_for_an_optional_value_costs_points_and_blocks_nothing(
    company: Company, number: PhoneNumber
) -> None:
    VariableFactory(company=company, name="warranty", value="")
    BehaviourFactory(company=company, key="calm", openers=["Sure."])
    replies = ["It is {warranty}.", "It is good.", "It is long."]
    ScenarioFactory(company=company, behaviour="calm", quick_replies=replies)

    readiness = readiness_of(company)

    waiting = component(readiness, "placeholders")
    assert (waiting["ready"], waiting["details"]) == (False, {"missing": ["warranty"]})
    assert waiting["todo"] == "One reply is left out until these have values: warranty."
    assert (readiness["score"], readiness["canGoLive"]) == (69, True)


def test_a_default_is_said_where_there_is_no_value(company: Company, number: PhoneNumber) -> None:
    VariableFactory(company=company, name="greeting", value="", default="Hello")
    ScenarioFactory(company=company, quick_replies=["{greeting}."])

    assert component(readiness_of(company), "placeholders")["ready"]


@pytest.mark.parametrize(
    ("own", "platforms", "is_ready"),
    [("own", "", True), ("", "platforms", True), ("own", "platforms", True), ("", "", False)],
)
def test_a_number_needs_a_token_that_its_calls_are_checked_with(
    company: Company, settings: Settings, own: str, platforms: str, is_ready: bool
) -> None:
    settings.TWILIO_AUTH_TOKEN = platforms
    PhoneNumberFactory(company=company, number="+12395550177", token=own)

    found = component(readiness_of(company), "phoneNumber")

    assert found["ready"] == is_ready
    assert found["todo"] == ("" if is_ready else "Set the Twilio auth token of +12395550177.")


def test_a_token_that_no_key_opens_checks_nothing(company: Company, settings: Settings) -> None:
    add_a_number(company)
    settings.TWILIO_AUTH_TOKEN = "platforms"
    settings.ENCRYPTION_KEYS = [b"k" * 32]

    readiness = readiness_of(company)

    assert not component(readiness, "phoneNumber")["ready"]
    assert not readiness["canGoLive"]


def test_a_token_counts_as_checked_until_it_is_another(
    company: Company, number: PhoneNumber
) -> None:
    unchecked = measured(company, "checkedToken")
    check_the_token(company)
    checked = measured(company, "checkedToken")
    with platform_scope("test"):
        number.refresh_from_db()
    number.set_auth_token("another")
    with platform_scope("test"):
        number.save()
    changed = measured(company, "checkedToken")

    assert [one["ready"] for one in (unchecked, checked, changed)] == [False, True, False]
    assert unchecked["todo"] == f"Connect {number} at Twilio: its token is unchecked."


def test_hours_without_an_open_hour_are_none(company: Company) -> None:
    BusinessHoursFactory(company=company, weekly={"mon": [], "tue": []})

    assert not component(readiness_of(company), "hours")["ready"]


@pytest.mark.parametrize(("utterance", "is_made"), [("hello", True), ("", False)])
def test_a_call_counts_once_somebody_has_spoken(
    company: Company, utterance: str, is_made: bool
) -> None:
    CallTurnFactory(company=company, utterance=utterance)

    assert component(readiness_of(company), "testCall")["ready"] == is_made


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_what_callers_do_not_meet_does_not_count(company: Company, status: str) -> None:
    ScenarioFactory(company=company, status=status)
    QuestionAnswerFactory(company=company, status=status)

    readiness = readiness_of(company)

    assert not component(readiness, "scenarios")["ready"]
    assert not component(readiness, "knowledge")["ready"]


@pytest.mark.parametrize(
    ("key", "todo"), [("", "Set the company's API key to ElevenLabs."), ("sk_1", "")]
)
def test_a_voice_at_elevenlabs_needs_a_key(company: Company, key: str, todo: str) -> None:
    voice = VoiceSettingsFactory.build(company=company, provider="elevenlabs", voice="x" * 20)
    with company_scope(company.id):
        voice.set_api_key(key)
        voice.save()

    assert component(readiness_of(company), "voice")["todo"] == todo


def test_a_key_that_nothing_opens_is_none(company: Company, stranger: Company) -> None:
    sealed = encrypt("sk_1", stranger.id, "telephony.VoiceSettings.api_key")
    VoiceSettingsFactory(
        company=company, provider="elevenlabs", voice="x" * 20, api_key_encrypted=sealed
    )

    assert not component(readiness_of(company), "voice")["ready"]


def test_another_companys_readiness_is_its_own(
    company: Company, stranger: Company, number: PhoneNumber
) -> None:
    add_a_test_call(stranger)
    add_a_voice(stranger)
    add_hours(stranger)

    assert readiness_of(company)["score"] == 70
    assert readiness_of(stranger)["score"] == 60


def test_readiness_is_kept_for_half_a_minute_under_the_companys_name(company: Company) -> None:
    first = readiness_of(company)

    kept = cache.get(f"readiness:{company.id}")
    assert kept["companyId"] == str(company.id)
    assert kept["value"] == first
    assert READINESS_TTL_SECONDS == 30
    assert 0 < cache.ttl(f"readiness:{company.id}") <= 30


def test_readiness_that_is_kept_is_not_measured_again(
    company: Company, django_assert_num_queries: Callable[[int], Any]
) -> None:
    readiness_of(company)

    with company_scope(company.id), django_assert_num_queries(1):
        describe_readiness()


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (add_a_scenario, "scenarios"),
        (add_a_number, "phoneNumber"),
        (add_an_answer, "knowledge"),
        (add_a_person, "transfer"),
        (add_a_voice, "voice"),
        (add_hours, "hours"),
    ],
)
def test_a_write_is_seen_at_once(
    company: Company,
    write: Callable[[Company], None],
    name: str,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    before = readiness_of(company)

    with django_capture_on_commit_callbacks(execute=True):
        write(company)

    assert not component(before, name)["ready"]
    assert component(readiness_of(company), name)["ready"]


@pytest.mark.parametrize("name", ["variables", "replies", "placeholders"])
def test_a_value_is_seen_at_once(
    company: Company,
    owner: APIClient,
    name: str,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    VariableFactory(company=company, name="hours", required=True, value="")
    ScenarioFactory(company=company, quick_replies=["We open {hours}."])
    before = owner.get(path_of(company)).json()

    with django_capture_on_commit_callbacks(execute=True):
        variables = f"/api/company/{company.id}/configuration/variables"
        owner.patch(variables, {"hours": "from 8 to 5"}, format="json")

    assert not component(before, name)["ready"]
    assert component(owner.get(path_of(company)).json(), name)["ready"]


WEEK = {"mon": [["08:00", "17:00"]]}


@pytest.mark.parametrize(
    ("path", "body", "name"),
    [
        ("voice-settings", {"speakingRate": 1.1}, "voice"),
        ("business-hours", {"weekly": WEEK}, "hours"),
        (
            "call-handling",
            {"transferTargets": [{"name": "Joe", "phone": "+12395550111"}]},
            "transfer",
        ),
        ("knowledge-management", {"question": "Where are you?", "answer": "Here."}, "knowledge"),
    ],
)
def test_a_write_of_the_api_is_seen_at_once(
    company: Company,
    owner: APIClient,
    path: str,
    body: dict[str, Any],
    name: str,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    before = owner.get(path_of(company)).json()
    write = owner.post if path == "knowledge-management" else owner.patch

    with django_capture_on_commit_callbacks(execute=True):
        written = write(f"/api/company/{company.id}/{path}", body, format="json")

    assert written.status_code in {200, 201}, written.content
    assert not component(before, name)["ready"]
    assert component(owner.get(path_of(company)).json(), name)["ready"]


def test_what_is_first_said_in_a_call_is_seen_at_once(
    company: Company, line: SignedLine, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    line.begin()
    before = readiness_of(company)

    with django_capture_on_commit_callbacks(execute=True):
        line.say(1, "how much is a service call")

    assert not component(before, "testCall")["ready"]
    assert component(readiness_of(company), "testCall")["ready"]


def test_the_end_of_a_test_call_is_seen_at_once(
    company: Company, line: SignedLine, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    readiness_of(company)
    line.begin()

    with django_capture_on_commit_callbacks(execute=True):
        line.status("completed", CallDuration="12")

    assert cache.get(f"readiness:{company.id}") is None


def test_a_number_that_is_deleted_is_missed_at_once(
    company: Company, number: PhoneNumber, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    before = readiness_of(company)

    with django_capture_on_commit_callbacks(execute=True), platform_scope("test"):
        number.delete()

    assert component(before, "phoneNumber")["ready"]
    assert not component(readiness_of(company), "phoneNumber")["ready"]


def test_a_write_of_another_company_leaves_what_is_kept(
    company: Company, stranger: Company, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    readiness_of(company)

    with django_capture_on_commit_callbacks(execute=True):
        open_line(stranger)

    assert cache.get(f"readiness:{company.id}") is not None


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MANAGER, Role.OWNER])
def test_every_role_of_the_company_reads_it(
    company: Company, number: PhoneNumber, client_of: ClientOf, role: Role
) -> None:
    response = client_of(UserFactory(company=company, role=role)).get(path_of(company))

    assert response.status_code == 200
    body = response.json()
    assert body.keys() == {"score", "canGoLive", "components", "blockers"}
    assert (body["score"], body["canGoLive"]) == (70, True)
    assert [one["name"] for one in body["components"]] == [one.name for one in COMPONENTS]
    assert body["components"][0].keys() == {"name", "weight", "ready", "required", "todo"}


def test_staff_read_it(company: Company, client_of: ClientOf) -> None:
    assert client_of(StaffFactory()).get(path_of(company)).status_code == 200


def test_an_outsider_does_not_read_it(company: Company, outsider: APIClient) -> None:
    response = outsider.get(path_of(company))

    assert response.status_code == 403
    assert response.json()["error"] == "Unauthorized"


def test_nobody_reads_it_without_signing_in(company: Company) -> None:
    assert APIClient().get(path_of(company)).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_read_only(company: Company, owner: APIClient, method: str) -> None:
    assert getattr(owner, method)(path_of(company)).status_code == 405
