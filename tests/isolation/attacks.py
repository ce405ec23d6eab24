"""What company A's code or user may try in order to reach a row of company B's."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from rest_framework.test import APIClient

from knowledge.models import QuestionAnswer
from templates_brain.models import Scenario, ScenarioCategory
from tenants.databases import atomic, roll_back
from tenants.models import Company, PhoneNumber, Role, User
from tenants.scope import company_scope, platform_scope
from tests.factories import (
    PhoneNumberFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    UserFactory,
)

CANARY = "zq7xcanary"


@dataclass(frozen=True)
class Target:
    """Our company with its manager's client, and a row of each kind, ours and theirs."""

    client: APIClient
    our_entry: QuestionAnswer
    their_entry: QuestionAnswer
    our_scenario: Scenario
    their_scenario: Scenario

    def unspoilt(self) -> "Target":
        """Return the same with rows that no attack has touched in memory."""
        rows = {name: copy(row) for name, row in vars(self).items() if name != "client"}
        return replace(self, **rows)

    @property
    def us(self) -> Any:
        """Return our company's id."""
        return self.our_entry.company_id

    @property
    def them(self) -> Any:
        """Return the other company's id."""
        return self.their_entry.company_id

    def ours(self, path: str) -> str:
        """Return a path of our company."""
        return f"/api/company/{self.us}/{path}"

    def theirs(self, path: str) -> str:
        """Return a path of the other company."""
        return f"/api/company/{self.them}/{path}"


Attack = Callable[[Target], Any]


def target(client: APIClient, company: Company, stranger: Company) -> Target:
    """Return what there is to attack, with a canary in each row of theirs."""
    UserFactory(company=stranger, email=f"{CANARY}@example.com", role=Role.VIEWER)
    PhoneNumberFactory(company=stranger, label=CANARY)
    return Target(
        client,
        QuestionAnswerFactory(company=company, answer="Ours."),
        QuestionAnswerFactory(company=stranger, answer=CANARY),
        ScenarioFactory(company=company, name="Ours"),
        ScenarioFactory(company=stranger, name=CANARY, category__name=CANARY),
    )


def everything_of(company_id: Any) -> str:
    """Return every row of a company that an attack may change."""
    with platform_scope("a look at what an attack has done"):
        entries = QuestionAnswer.objects.filter(company_id=company_id).order_by("pk")
        scenarios = Scenario.objects.filter(company_id=company_id).order_by("pk")
        people = User.objects.filter(company_id=company_id).order_by("pk")
        numbers = PhoneNumber.objects.filter(company_id=company_id).order_by("pk")
        return repr([list(rows.values()) for rows in (entries, scenarios, people, numbers)])


def keys_astray() -> int:
    """Return how many rows have a key to a row of another company."""
    with platform_scope("a look at what an attack has done"):
        return Scenario.objects.exclude(category__company_id=F("company_id")).count()


def _save(row: Any, **changed: Any) -> None:
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()


def _truncate(_: Target) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE knowledge_questionanswer")


def _by_hand(_: Target) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM knowledge_questionanswer")
        return cursor.fetchall()


def _entry(**values: Any) -> QuestionAnswer:
    return QuestionAnswer(**{"question": "whose is this", "answer": "Taken.", **values})


def _hang_a_new_row(one: Target) -> Any:
    Scenario(key="astray", name="Astray", category_id=one.their_scenario.category_id).save()
    return _read_over_keys()


def _hang_our_rows(one: Target) -> Any:
    Scenario.objects.update(category_id=one.their_scenario.category_id)
    return _read_over_keys()


def _read_over_keys() -> list[Any]:
    return list(Scenario.objects.values("name", "category__name"))


IN_THE_CODE: dict[str, Attack] = {
    "read every row": lambda _: list(QuestionAnswer.objects.values()),
    "read a row by its id": lambda one: list(
        QuestionAnswer.objects.filter(pk=one.their_entry.pk).values()
    ),
    "read by the base manager": lambda _: list(QuestionAnswer._base_manager.values()),
    "search for their words": lambda _: list(
        QuestionAnswer.objects.filter(answer__contains="zq7x").values_list("answer")
    ),
    "read over a relation": lambda one: list(
        ScenarioCategory(pk=one.their_scenario.category_id).scenarios.values()
    ),
    "read a row and hold it": lambda _: list(QuestionAnswer.objects.select_for_update().values()),
    "read by SQL of one's own": _by_hand,
    "read without a manager": lambda _: list(QuerySet(QuestionAnswer).values()),
    "change every row": lambda _: QuestionAnswer.objects.update(answer="Taken."),
    "change a row by its id": lambda one: QuestionAnswer.objects.filter(
        pk=one.their_entry.pk
    ).update(answer="Taken."),
    "delete every row": lambda _: QuestionAnswer.objects.all().delete(),
    "save a row that was loaded": lambda one: _save(one.their_entry, answer="Taken."),
    "delete a row that was loaded": lambda one: one.their_entry.delete(),
    "add a row to them": lambda one: _entry(company_id=one.them).save(),
    "add rows to them in bulk": lambda one: QuestionAnswer.objects.bulk_create(
        [_entry(company_id=one.them)]
    ),
    "move our rows to them": lambda one: QuestionAnswer.objects.update(company_id=one.them),
    "save our row as theirs": lambda one: _save(one.our_entry, company_id=one.them),
    "hang a new row on theirs": _hang_a_new_row,
    "hang our rows on theirs": _hang_our_rows,
    "upsert over their row": lambda one: QuestionAnswer.objects.bulk_create(
        [_entry(pk=one.their_entry.pk, company_id=one.us)],
        update_conflicts=True,
        update_fields=["answer"],
        unique_fields=["id"],
    ),
    "take over their row's id": lambda one: _entry(pk=one.their_entry.pk).save(),
    "empty the table": _truncate,
    "read all users": lambda _: list(User.in_company.values("email")),
    "change all users": lambda _: User.in_company.update(role=Role.OWNER),
    "read all numbers": lambda _: list(PhoneNumber.in_company.values("label")),
    "change all numbers": lambda _: PhoneNumber.in_company.update(label="Taken."),
}
OVER_THE_API: dict[str, Attack] = {
    "GET their list": lambda one: one.client.get(one.theirs("knowledge-management")),
    "GET their row": lambda one: one.client.get(
        one.theirs(f"knowledge-management/{one.their_entry.pk}")
    ),
    "PATCH their row": lambda one: one.client.patch(
        one.theirs(f"knowledge-management/{one.their_entry.pk}"), {"answer": "Taken."}
    ),
    "DELETE their row": lambda one: one.client.delete(
        one.theirs(f"knowledge-management/{one.their_entry.pk}")
    ),
    "POST to their list": lambda one: one.client.post(
        one.theirs("knowledge-management"), {"question": "where are you", "answer": "Taken."}
    ),
    "GET their row at our path": lambda one: one.client.get(
        one.ours(f"knowledge-management/{one.their_entry.pk}")
    ),
    "PATCH their row at our path": lambda one: one.client.patch(
        one.ours(f"knowledge-management/{one.their_entry.pk}"), {"answer": "Taken."}
    ),
    "DELETE their row at our path": lambda one: one.client.delete(
        one.ours(f"knowledge-management/{one.their_entry.pk}")
    ),
    "GET the users at our path": lambda one: one.client.get(one.ours("users")),
    "GET the numbers at our path": lambda one: one.client.get(one.ours("phone-numbers")),
    "search for their words at our path": lambda one: one.client.get(
        one.ours("knowledge-management?search=zq7x")
    ),
}


def in_the_code(attack: Attack, one: Target) -> Any:
    """Run an attack of our own code, in our company's scope; nothing that it wrote stays."""
    with company_scope(one.us):
        return attack(one)


def over_the_api(attack: Attack, one: Target) -> Any:
    """Run an attack of a user of ours."""
    return attack(one)


@dataclass(frozen=True)
class Undone:
    """Whether an attack got through; what it wrote was taken back."""

    crossed: bool
    seen: Any


def attempted(run: Callable[[], Any], one: Target) -> Undone:
    """Run an attack in a transaction of its own, look at what it did, and take that back."""
    before = everything_of(one.them)
    with atomic():
        seen = run()
        shown = getattr(seen, "content", repr(seen).encode())
        crossed = CANARY.encode() in shown or everything_of(one.them) != before
        roll_back()
    return Undone(crossed, seen)
