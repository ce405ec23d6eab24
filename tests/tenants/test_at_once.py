"""Twenty requests at the same instant: nothing is lost, nothing is done twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from knowledge.models import QuestionAnswer
from templates_brain.models import Variable
from tenants.authentication import refresh_token_for
from tenants.limits import may_try_password
from tenants.models import Company, IdempotencyRecord, User
from tenants.scope import company_scope
from tests.factories import CompanyFactory, UserFactory, VariableFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer: nothing is at once there."
    ),
]
TIMES = 20
NEW = {"question": "Open?", "answer": "Yes."}


@pytest.fixture(autouse=True)
def _a_connection_each(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the pool have a connection for each thread."""
    options = connection.settings_dict["OPTIONS"]
    connection.close_pool()
    monkeypatch.setitem(options, "pool", {**options["pool"], "max_size": TIMES + 2, "timeout": 10})
    yield
    connection.close_pool()


@pytest.fixture
def user() -> User:
    """Return a company's owner."""
    return UserFactory(company=CompanyFactory())


@pytest.fixture
def here(user: User) -> str:
    """Return the company's path."""
    return f"/api/company/{user.company_id}"


def at_once(ask: Callable[[APIClient, int], Any], user: User, times: int = TIMES) -> list[Any]:
    """Return the answers to the same question, asked by that many threads together."""
    token = refresh_token_for(user).access_token
    ready = Barrier(times)

    def run(number: int) -> Any:
        client = APIClient(HTTP_AUTHORIZATION=f"Bearer {token}", raise_request_exception=False)
        ready.wait()
        try:
            return ask(client, number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def statuses(answers: list[Any]) -> list[int]:
    """Return the answers' statuses, least first."""
    return sorted(answer.status_code for answer in answers)


def values(company: Company) -> dict[str, str]:
    """Return what the company's variables are."""
    with company_scope(company.id):
        return dict(Variable.objects.values_list("name", "value"))


def test_changes_of_different_variables_lose_none(user: User, here: str) -> None:
    wanted = {f"variable{number}": str(number) for number in range(TIMES)}
    for_each = [VariableFactory(company=user.company, name=name, value="") for name in wanted]

    answers = at_once(
        lambda client, number: client.patch(
            f"{here}/configuration/variables",
            {for_each[number].name: str(number)},
            format="json",
        ),
        user,
    )

    assert statuses(answers) == [200] * TIMES
    assert values(user.company) == wanted
    assert len({answer["ETag"] for answer in answers}) == TIMES


def test_of_changes_that_know_the_same_version_one_wins(user: User, here: str) -> None:
    VariableFactory(company=user.company, name="price", value="")
    url = f"{here}/configuration/variables"
    (seen,) = at_once(lambda client, _: client.get(url), user, times=1)

    answers = at_once(
        lambda client, number: client.patch(
            url, {"price": str(number)}, format="json", HTTP_IF_MATCH=seen["ETag"]
        ),
        user,
    )

    (winner,) = [answer for answer in answers if answer.status_code == 200]
    assert statuses(answers) == [200] + [412] * (TIMES - 1)
    assert values(user.company) == winner.json()


def test_posts_with_one_key_make_one_row_and_get_one_answer(user: User, here: str) -> None:
    answers = at_once(
        lambda client, _: client.post(
            f"{here}/knowledge-management", NEW, format="json", HTTP_IDEMPOTENCY_KEY="a-key"
        ),
        user,
    )

    assert statuses(answers) == [201] * TIMES
    assert len({answer.content for answer in answers}) == 1
    assert [("Idempotency-Replayed" in answer) for answer in answers].count(False) == 1
    with company_scope(user.company_id):
        assert (QuestionAnswer.objects.count(), IdempotencyRecord.objects.count()) == (1, 1)


def test_posts_with_one_key_that_are_refused_are_refused_alike(user: User, here: str) -> None:
    answers = at_once(
        lambda client, _: client.post(
            f"{here}/knowledge-management", {}, format="json", HTTP_IDEMPOTENCY_KEY="a-key"
        ),
        user,
    )

    assert statuses(answers) == [400] * TIMES
    assert [("Idempotency-Replayed" in answer) for answer in answers].count(False) == 1


def test_posts_with_a_key_each_are_all_done(user: User, here: str) -> None:
    answers = at_once(
        lambda client, number: client.post(
            f"{here}/knowledge-management", NEW, format="json", HTTP_IDEMPOTENCY_KEY=f"k{number}"
        ),
        user,
    )

    assert statuses(answers) == [201] * TIMES
    assert len({answer.json()["id"] for answer in answers}) == TIMES


def test_a_refresh_token_is_used_once_even_at_the_same_instant(user: User) -> None:
    refresh = str(refresh_token_for(user))

    answers = at_once(
        lambda client, number: APIClient(REMOTE_ADDR=f"192.0.2.{number}").post(
            "/api/auth/refresh", {"refresh": refresh}, format="json"
        ),
        user,
    )

    assert statuses(answers) == [200] + [401] * (TIMES - 1)


def test_a_limit_lets_no_more_through_at_the_same_instant(
    user: User, here: str, settings: Any
) -> None:
    settings.RATE_USER = "7/minute"

    answers = at_once(lambda client, _: client.get(f"{here}/scenarios"), user)

    assert statuses(answers) == [200] * 7 + [429] * (TIMES - 7)


def test_no_more_passwords_are_tried_at_the_same_instant(user: User) -> None:
    may_try = at_once(lambda *_: may_try_password(user.email, "192.0.2.1"), user)

    assert sorted(may_try) == [False] * (TIMES - 5) + [True] * 5
