"""`load_demo`: what `make run` shows the first time, and only there."""

import json
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from telephony import demo
from templates_brain.management.commands import load_brain
from tenants.models import Company, User
from tenants.routing import NumberRoute, all_routes
from tenants.scope import platform_scope
from tests.factories import TemplateDocumentFactory, UserFactory
from tests.telephony.commands import refusal, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_brain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> None:
    """Try out on small brains, as `make run` does: with DEBUG on, and no second factor."""
    names = ["companyName", "phone", "servicecallprice", "hours", "address", "serviceArea"]
    definitions = [{"name": name, "label": name} for name in names]
    for key in ("plumbing", "hvac"):
        brain = TemplateDocumentFactory(key=key, variableDefinitions=definitions)
        (tmp_path / f"{key}.yaml").write_text(json.dumps(brain))
    monkeypatch.setattr(load_brain, "BRAINS", tmp_path)
    settings.DEBUG, settings.REQUIRE_SECOND_FACTOR = True, False


def companies() -> list[str]:
    """Return the names of all companies."""
    with platform_scope("test"):
        return [company.name for company in Company.objects.all()]


def routes_there() -> list[NumberRoute]:
    """Return the routes of all numbers."""
    with platform_scope("test"):
        return all_routes()


def test_two_live_companies_with_a_number_each_are_there_the_first_time() -> None:
    result = run("load_demo")

    assert result.exit_status == 0
    assert len(result.document["created"]) == 2
    assert companies() == ["Joe's Plumbing", "Smith's HVAC"]
    routes = {route.number: route for route in routes_there()}
    assert routes.keys() == {"+12395550100", "+12395550200"}
    assert routes["+12395550100"].is_live
    assert routes["+12395550200"].is_live


def test_their_tokens_are_their_own() -> None:
    run("load_demo")

    joe, smith = routes_there()
    assert len({joe.auth_token, smith.auth_token, joe.account_sid, smith.account_sid}) == 4


def test_where_to_go_and_how_to_sign_in_is_printed_for_people() -> None:
    result = run("load_demo")

    assert "/admin/" in result.messages
    assert demo.DEMO_PASSWORD in result.messages
    assert demo.STAFF_EMAIL in result.messages


@pytest.mark.parametrize(
    ("email", "role"), [(demo.STAFF_EMAIL, "admin"), ("joe@joes-plumbing.example", "owner")]
)
def test_the_printed_sign_ins_open_the_door(email: str, role: str) -> None:
    run("load_demo")

    body = {"email": email, "password": demo.DEMO_PASSWORD}
    answer = APIClient().post("/api/auth/token", body, format="json")

    assert answer.json()["user"]["role"] == role


def test_a_second_run_creates_nothing() -> None:
    run("load_demo")

    second = run("load_demo")

    assert second.document == {"created": []}
    assert len(companies()) == 2
    with platform_scope("test"):
        assert User.objects.count() == 3


def test_where_anyone_has_been_created_the_demo_stays_away(company: Company) -> None:
    UserFactory(company=company)

    assert run("load_demo").document == {"created": []}
    assert companies() == ["Joe's Plumbing"]


def test_a_dry_run_writes_nothing() -> None:
    result = run("load_demo", "--dry-run")

    assert result.exit_status == 0
    assert companies() == []


def test_without_debug_it_refuses_in_one_line_because_its_password_is_public(
    settings: Settings,
) -> None:
    settings.DEBUG = False

    assert "DEBUG" in refusal(run("load_demo"))
    assert companies() == []
