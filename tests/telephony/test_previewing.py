"""New values looked at before they are written: what changes, and a token that is good once."""

import time
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import signing
from rest_framework.test import APIClient

from telephony.profiles import read_profile
from templates_brain.models import Variable
from tenants.models import Company, PhoneNumber, Role
from tenants.scope import company_scope
from tests.audit_log import entries_of
from tests.conftest import ClientOf
from tests.factories import (
    BehaviourFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    UserFactory,
    VariableFactory,
)
from tests.telephony.test_profiles import route_to

pytestmark = pytest.mark.django_db


def path_of(company: Company) -> str:
    """Return the path of the company's variables."""
    return f"/api/company/{company.id}/configuration/variables"


@pytest.fixture
def variables(company: Company) -> str:
    """Give the company a price and a warranty that nobody has filled in; return their path."""
    VariableFactory(company=company, name="price", type="money", value="125")
    VariableFactory(company=company, name="warranty", value="")
    ScenarioFactory(
        company=company,
        key="visit",
        quick_replies=["A visit is {price}.", "We come.", "{price}, {warranty}."],
    )
    return path_of(company)


def previewed(client: APIClient, path: str, **values: Any) -> Any:
    """Return a preview."""
    answer = client.post(f"{path}/preview", values, format="json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def applied(client: APIClient, path: str, token: Any) -> Any:
    """Return the answer to a token."""
    return client.post(f"{path}/apply", {"token": token}, format="json")


def test_a_preview_tells_each_text_that_changes_as_it_is_spoken(
    owner: APIClient, company: Company, variables: str
) -> None:
    BehaviourFactory(company=company, key="calm", openers=["From {price}."])
    ScenarioFactory(company=company, behaviour="calm", quick_replies=["Hello."])
    entry = QuestionAnswerFactory(company=company, answer="It is {price}.")

    seen = previewed(owner, variables, price="$150")

    visit = {"scenarioKey": "visit", "field": "quickReplies"}
    assert seen["changes"] == {"price": {"before": "125", "after": "$150"}}
    assert seen["replies"] == [
        {**visit, "index": 0, "before": "A visit is $125.", "after": "A visit is $150."},
        {"behaviourKey": "calm", "field": "openers", "index": 0}
        | {"before": "From $125.", "after": "From $150."},
        {"entryId": str(entry.id), "field": "answer", "index": 0}
        | {"before": "It is $125.", "after": "It is $150."},
    ]
    assert seen["stillUnresolved"] == [{**visit, "index": 2, "text": "{price}, {warranty}."}]


def test_a_text_message_is_previewed_as_it_is_written(
    owner: APIClient, company: Company, variables: str
) -> None:
    written = {"send_sms": {"text": "Ours is {price}."}}
    ScenarioFactory(
        company=company, key="written", action_hooks=["send_sms"], hook_parameters=written
    )

    seen = previewed(owner, variables, price="$150")

    assert seen["replies"][-1] == {"scenarioKey": "written", "field": "smsText", "index": 0} | {
        "before": "Ours is $125.",
        "after": "Ours is $150.",
    }


def test_what_begins_or_ceases_to_be_spoken_has_no_before_or_no_after(
    owner: APIClient, variables: str
) -> None:
    begun = previewed(owner, variables, warranty="good")
    ceased = previewed(owner, variables, price=None)

    assert [(one["before"], one["after"]) for one in begun["replies"]] == [(None, "$125, good.")]
    assert begun["stillUnresolved"] == []
    assert ceased["changes"] == {"price": {"before": "125", "after": None}}
    assert [(one["before"], one["after"]) for one in ceased["replies"]] == [
        ("A visit is $125.", None)
    ]
    assert [one["index"] for one in ceased["stillUnresolved"]] == [0, 2]


def test_a_preview_writes_nothing(owner: APIClient, company: Company, variables: str) -> None:
    before = owner.get(variables)

    previewed(owner, variables, price="150")

    after = owner.get(variables)
    assert (after.json(), after["ETag"]) == (before.json(), before["ETag"])
    assert entries_of(company) == []


def test_a_token_writes_what_was_previewed_as_a_patch_would(
    owner: APIClient, company: Company, variables: str
) -> None:
    VariableFactory(company=company, name="phone", type="phone", value="")
    seen = previewed(owner, variables, phone="(239) 555-0100", price=None)

    answer = applied(owner, variables, seen["token"])

    assert (answer.status_code, answer.json()) == (200, {"phone": "+12395550100"})
    assert answer["ETag"] != f'"{seen["version"]}"'
    (entry,) = entries_of(company, "variables_changed")
    assert entry.details["names"] == ["phone", "price"]


def test_what_was_previewed_is_what_callers_hear(
    owner: APIClient, number: PhoneNumber, variables: str
) -> None:
    seen = previewed(owner, variables, price="$150", warranty="good")

    applied(owner, variables, seen["token"])

    heard = read_profile(route_to(number)).scripts["visit"].replies
    assert {one["after"] for one in seen["replies"]} == {"A visit is $150.", "$150, good."}
    assert set(heard) == {"A visit is $150.", "We come.", "$150, good."}


def test_a_token_is_good_once(owner: APIClient, variables: str) -> None:
    token = previewed(owner, variables, price="150")["token"]

    first, second = applied(owner, variables, token), applied(owner, variables, token)

    assert (first.status_code, second.status_code) == (200, 409)
    assert second.json()["error"] == "conflict"


def test_a_token_is_refused_once_anything_has_moved(
    owner: APIClient, company: Company, variables: str
) -> None:
    token = previewed(owner, variables, price="150")["token"]
    QuestionAnswerFactory(company=company)

    answer = applied(owner, variables, token)

    assert answer.status_code == 409
    assert owner.get(variables).json() == {"price": "125"}


@pytest.mark.parametrize(("seconds", "status"), [(14 * 60, 200), (16 * 60, 409)])
def test_a_token_is_good_for_a_quarter_of_an_hour(
    owner: APIClient, variables: str, seconds: int, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = previewed(owner, variables, price="150")["token"]
    later = time.time() + seconds
    monkeypatch.setattr(signing, "time", SimpleNamespace(time=lambda: later))

    assert applied(owner, variables, token).status_code == status


def test_a_token_is_the_persons_who_previewed(
    owner: APIClient, client_of: ClientOf, company: Company, variables: str
) -> None:
    token = previewed(owner, variables, price="150")["token"]
    colleague = client_of(UserFactory(company=company))

    assert applied(colleague, variables, token).status_code == 409
    assert applied(owner, variables, token).status_code == 200


def test_a_token_of_another_company_is_refused(
    outsider: APIClient, owner: APIClient, variables: str, stranger: Company
) -> None:
    VariableFactory(company=stranger, name="price", type="money", value="95")
    token = previewed(owner, variables, price="150")["token"]
    own = previewed(outsider, path_of(stranger), price="99")["token"]

    refused = applied(outsider, path_of(stranger), token)

    assert (refused.status_code, refused.json()["error"]) == (409, "conflict")
    assert applied(outsider, path_of(stranger), own).json() == {"price": "99"}
    assert outsider.post(f"{variables}/preview", {}, format="json").status_code == 403
    assert outsider.post(f"{variables}/apply", {}, format="json").status_code == 403


def test_a_tampered_token_is_refused(owner: APIClient, variables: str) -> None:
    token = previewed(owner, variables, price="150")["token"]
    forged = signing.dumps({"values": {"price": "1"}, "version": 1, "actor": "x"}, key="mine")
    bent = [token[:-1], "x" + token, token.replace(":", ""), token + ":", forged, "x", ":::"]

    statuses = [applied(owner, variables, one).status_code for one in bent]

    assert statuses == [409] * len(bent)
    assert applied(owner, variables, token).status_code == 200


@pytest.mark.parametrize("token", [None, True, [], {}, "", "a\0b", "x" * 200_001])
def test_what_is_no_token_is_refused(owner: APIClient, variables: str, token: Any) -> None:
    answer = applied(owner, variables, token)

    assert (answer.status_code, list(answer.json()["details"])) == (400, ["token"])


def test_faults_are_told_as_a_patch_tells_them(owner: APIClient, variables: str) -> None:
    answer = owner.post(
        f"{variables}/preview", {"price": "much", "nothing": "1", "warranty": "ok"}, format="json"
    )

    assert (answer.status_code, set(answer.json()["details"])) == (400, {"price", "nothing"})


def test_what_a_live_company_must_have_is_kept(
    owner: APIClient, company: Company, variables: str
) -> None:
    VariableFactory(company=company, name="hours", required=True, value="8 to 5")

    answer = owner.post(f"{variables}/preview", {"hours": None}, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (422, ["hours"])


@pytest.mark.parametrize("body", ["[]", "null", "1", '"text"', "[{}]"])
@pytest.mark.parametrize("act", ["preview", "apply"])
def test_a_body_of_a_wrong_json_type_is_refused(
    owner: APIClient, variables: str, act: str, body: str
) -> None:
    answer = owner.post(f"{variables}/{act}", body, content_type="application/json")

    assert answer.status_code == 400


def test_more_than_a_token_holds_is_refused(
    owner: APIClient, company: Company, variables: str
) -> None:
    with company_scope(company.id):
        Variable.objects.bulk_create(Variable(name=f"long{n}", label="Long") for n in range(300))
    letters = Random(1).choices("abcdefghijklmnopqrstuvwxyz", k=300_000)  # noqa: S311  no secret
    values = {f"long{n}": "".join(letters[n * 1000 :][:1000]) for n in range(300)}

    answer = owner.post(f"{variables}/preview", values, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, ["nonFieldErrors"])


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VIEWER, 403), (Role.MANAGER, 200), (Role.OWNER, 200)]
)
def test_who_may_preview(
    client_of: ClientOf, company: Company, variables: str, role: Role, status: int
) -> None:
    client = client_of(UserFactory(company=company, role=role))

    answer = client.post(f"{variables}/preview", {"price": "150"}, format="json")

    assert answer.status_code == status


def test_a_stale_if_match_is_refused(owner: APIClient, variables: str) -> None:
    token = previewed(owner, variables, price="150")["token"]

    answer = owner.post(f"{variables}/apply", {"token": token}, format="json", HTTP_IF_MATCH='"0"')

    assert answer.status_code == 412
