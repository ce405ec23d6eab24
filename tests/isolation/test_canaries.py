"""Canaries: every text of company B is one, and none of them is ever seen by company A."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django_redis import get_redis_connection
from rest_framework.test import APIClient

from telephony.profiles import agent_for, texting_agent_for
from telephony.simulator.caller import HangUp, Say
from tenants import routing
from tenants.logs import JSONFormatter
from tenants.models import Company, PhoneNumber, User
from tenants.scope import company_scope, platform_scope
from tests.callers import caller_for, logged
from tests.factories import PhoneNumberFactory, QuestionAnswerFactory, ScenarioFactory, UserFactory
from tests.isolation.forms import NO_WORDS, UNHEARD_OF, filled_form
from tests.isolation.paths import METHODS, NOBODY, company_paths
from tests.tenants.tenant_rows import TENANT_MODELS, factory_of

pytestmark = pytest.mark.django_db

MARK = "zq7x"
OURS, THEIRS = "+12395550100", "+12395550200"
SHOWN = [
    "Variable.name", "Variable.label", "Variable.value", "Variable.category", "Variable.example",
    "FillerWord.word", "UrgencyKeyword.word", "Scenario.key", "Scenario.name",
    "Scenario.triggers", "Scenario.quick_replies", "Scenario.full_replies",
    "QuestionAnswer.question", "QuestionAnswer.alternatives", "QuestionAnswer.answer",
    "QuestionAnswer.category", "VoiceSettings.voice", "Closure.reason", "TransferTarget.name",
    "CallHandling.recording_notice", "SpamRule.phone", "Call.call_sid",
    "Call.from_number", "Call.to_number",
    "Appointment.name", "Appointment.phone", "Appointment.address", "Appointment.problem",
    "Message.from_number", "Message.text", "Message.recording_url",
    "AuditEntry.actor", "AuditEntry.action", "AuditEntry.address",
    "AuditEntry.details", "AuditEntry.before", "AuditEntry.after",
    "BusinessHours.weekly", "VoiceSettings.pronunciations", "Scenario.effects",
]  # fmt: skip


class Aviary:
    """Makes canaries, and remembers whose they are."""

    def __init__(self) -> None:
        self.canaries: dict[str, str] = {}

    def fill(self, model: Any, company: Company) -> Any:
        """Return a new row of the model with a canary in each of its texts."""
        texts = {field.name: self._canary(model, field) for field in _texts(model)}
        return factory_of(model)(company=company, **texts)

    def _canary(self, model: Any, field: models.Field) -> Any:
        name = f"{model.__name__}.{field.name}"
        if name in NO_WORDS:
            self.canaries[name] = UNHEARD_OF
            return NO_WORDS[name]
        canary = self.canaries[name] = f"{MARK}{len(self.canaries):04}"
        return filled_form(field, canary) if isinstance(field, models.JSONField) else canary


def _texts(model: Any) -> Iterator[models.Field]:
    """Yield the fields in which a text may stand: not the closed choices, not the ids."""
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField)
        is_free = field.editable and not field.choices and not field.is_relation
        if (is_text and is_free) or isinstance(field, models.JSONField):
            yield field


def sung(told: str) -> list[str]:
    """Return which canaries are in what was told."""
    return [one for one in (MARK, UNHEARD_OF) if one in told.replace("\\", "")]


@pytest.fixture
def aviary(stranger: Company) -> Aviary:
    """Fill company B with canaries."""
    made = Aviary()
    with platform_scope("test"):
        Company._base_manager.filter(pk=stranger.pk).update(name=f"{MARK}-company")
    UserFactory(company=stranger, email=f"{MARK}@example.com")
    PhoneNumberFactory(company=stranger, number=THEIRS, account_sid=f"AC{MARK}", token=MARK)
    for model in TENANT_MODELS:
        made.fill(model, stranger)
    return made


@pytest.fixture
def ours(company: Company) -> str:
    """Give company A a number, an entry and a scenario, and return its path."""
    PhoneNumberFactory(company=company, number=OURS)
    QuestionAnswerFactory(company=company, id=NOBODY)
    ScenarioFactory(company=company, key="goodbye")
    return f"/api/company/{company.id}"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Collect the log as it is written in production."""
    caplog.handler.setFormatter(JSONFormatter())
    caplog.set_level("INFO")
    return caplog


def told(client: APIClient, path: str, methods: tuple[str, ...] = METHODS) -> str:
    """Return every answer to every method on a path, headers included."""
    answers = [
        client.generic(method, path, "{}", content_type="application/json") for method in methods
    ]
    return "\n".join(f"{answer.headers}{answer.content.decode()}" for answer in answers)


def foreign_paths(company: Company) -> list[str]:
    """Return the paths of our company with the ids and keys of every row of the other's."""
    with company_scope(company.id):
        rows = [row for model in TENANT_MODELS for row in model.objects.all()]
    names = [
        getattr(row, name)
        for row in rows
        for name in ("pk", "key", "name", "call_sid")
        if hasattr(row, name)
    ]
    parents = (
        "scenarios", "knowledge-management", "configuration/variables", "appointments", "calls",
        "messages", "users",
    )  # fmt: skip
    return [f"{parent}/{name}" for parent in parents for name in names]


@pytest.mark.parametrize("path", company_paths())
def test_no_answer_of_ours_holds_a_canary(
    owner: APIClient, aviary: Aviary, ours: str, log: pytest.LogCaptureFixture, path: str
) -> None:
    answers = told(owner, f"{ours}/{path}")

    assert len(aviary.canaries) > 30
    assert sung(answers) == []
    assert MARK not in log.text


def test_no_search_page_or_filter_of_ours_finds_a_canary(
    owner: APIClient, aviary: Aviary, ours: str
) -> None:
    queries = [f"search={MARK}", "ordering=-company", "pageSize=200", "page=1", f"company={MARK}"]

    answers = [
        told(owner, f"{ours}/{path}?{query}", ("GET",))
        for path in company_paths()
        for query in queries
    ]

    assert not [answer for answer in answers if f"{MARK}0" in answer]


def test_the_other_companys_ids_and_keys_lead_nowhere_in_ours(
    owner: APIClient, aviary: Aviary, ours: str, stranger: Company
) -> None:
    paths = foreign_paths(stranger)

    answers = [owner.get(f"{ours}/{path}") for path in paths]

    assert len(paths) > 30
    assert {answer.status_code for answer in answers} == {404}


def test_the_other_companys_paths_tell_us_nothing(
    owner: APIClient, aviary: Aviary, stranger: Company, log: pytest.LogCaptureFixture
) -> None:
    answers = [told(owner, f"/api/company/{stranger.id}/{path}") for path in company_paths()]

    assert sung("".join(answers)) == []
    assert MARK not in log.text


def test_no_cache_entry_of_ours_holds_a_canary(
    owner: APIClient, aviary: Aviary, ours: str, company: Company, stranger: Company
) -> None:
    agent_for(routing.route_number(OURS))
    agent_for(routing.route_number(THEIRS))
    owner.get(f"{ours}/readiness")

    entries = _everything_cached()

    holding = {key for key, value in entries.items() if MARK in key + value}
    assert holding == {f"company:{stranger.id}"}
    assert f"company:{company.id}" in entries


def test_what_our_callers_can_hear_holds_no_canary(aviary: Aviary, ours: str) -> None:
    heard_by_ours = agent_for(routing.route_number(OURS)).profile.as_document()
    heard_by_theirs = agent_for(routing.route_number(THEIRS)).profile.as_document()

    assert MARK not in json.dumps(heard_by_ours)
    assert aviary.canaries["QuestionAnswer.answer"] in json.dumps(heard_by_theirs)


def test_no_call_of_ours_and_no_line_of_its_log_holds_a_canary(aviary: Aviary, ours: str) -> None:
    with platform_scope("test"):
        number = PhoneNumber._base_manager.get(number=OURS)

    with logged() as lines:
        call = caller_for(number).call([Say("do you fix drains"), Say("goodbye"), HangUp()])

    assert "We do fix drains." in call.exchanges[1].twiml
    assert MARK not in "".join([*(one.twiml for one in call.exchanges), *lines])


def test_what_our_callers_can_be_texted_holds_no_canary(aviary: Aviary, ours: str) -> None:
    texted_by_ours = texting_agent_for(routing.route_number(OURS)).profile.as_document()
    texted_by_theirs = texting_agent_for(routing.route_number(THEIRS)).profile.as_document()

    assert MARK not in json.dumps(texted_by_ours)
    assert aviary.canaries["QuestionAnswer.answer"] in json.dumps(texted_by_theirs)


def test_the_other_company_sees_its_own_canaries(
    outsider: APIClient, aviary: Aviary, stranger: Company
) -> None:
    paths = [
        "configuration", "configuration/variables", "knowledge-management", "scenarios",
        "voice-settings", "business-hours", "call-handling", "calls", "appointments", "messages",
        "audit-log", "users", "phone-numbers",
    ]  # fmt: skip

    answers = "".join(
        told(outsider, f"/api/company/{stranger.id}/{path}", ("GET",)) for path in paths
    )

    assert [name for name in SHOWN if aviary.canaries[name] not in answers] == []
    assert f"{MARK}@example.com" in answers
    assert f"AC{MARK}" in answers


def test_no_secret_of_the_other_company_is_shown_to_itself(
    outsider: APIClient, aviary: Aviary, stranger: Company
) -> None:
    answers = "".join(
        told(outsider, f"/api/company/{stranger.id}/{path}", ("GET",)) for path in company_paths()
    )

    with platform_scope("test"):
        secrets = PhoneNumber._base_manager.get(number=THEIRS).auth_token_encrypted
    assert secrets not in answers
    with platform_scope("test"):
        assert User.objects.get(email=f"{MARK}@example.com").password not in answers


def test_what_is_shared_by_all_companies_holds_no_canary(
    owner: APIClient, client: APIClient, aviary: Aviary
) -> None:
    shared = ["/api/schema", "/api/docs", "/api/templates", "/health/ready", "/api/nowhere"]

    answers = [told(one, path, ("GET",)) for path in shared for one in (owner, client)]

    assert sung("".join(answers)) == []


def test_the_canaries_are_there(aviary: Aviary, stranger: Company) -> None:
    with platform_scope("a look at everything"):
        stored = json.dumps([list(model.objects.values()) for model in TENANT_MODELS], default=str)

    assert [name for name, canary in aviary.canaries.items() if canary not in stored] == []


def _everything_cached() -> dict[str, str]:
    redis = get_redis_connection("default")
    return {key.decode(): redis.get(key).decode() for key in redis.keys("*")}
