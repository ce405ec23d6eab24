"""What company A gets is the same to the byte, whether company B is there and busy or not."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from telephony.profiles import forget_agents
from telephony.standby import forget_standby
from tenants.databases import atomic, roll_back
from tenants.models import Company
from tests.callers import PRICE_QUESTION, SignedLine, logged, open_line
from tests.conftest import ClientOf
from tests.factories import CompanyFactory, QuestionAnswerFactory, UserFactory
from tests.isolation.locks import MANAGER, POLICY, without

pytestmark = pytest.mark.django_db

UTTERANCES = [PRICE_QUESTION, "i smell gas", "where is your shop", "purple elephants", "goodbye"]
PATHS = [
    "analytics", "appointments", "audit-log", "business-hours", "call-handling", "calls",
    "configuration", "configuration/history", "configuration/variables", "knowledge-management",
    "messages", "phone-numbers", "scenarios", "unanswered", "users", "voice-settings",
]  # fmt: skip
VARYING = [
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}"), "ID"),
    (re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?"), "TIME"),
    (re.compile(r"(([Mm]icros|[Mm]s|MS|[Ss]econds|p\d\d)\W+)[\d.]+"), r"\1N"),
    (re.compile("Good (morning|afternoon|evening)"), "Good day"),
]

Operation = tuple[str, str]
operations = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.sampled_from(UTTERANCES)),
        st.tuples(st.just("match"), st.sampled_from(UTTERANCES)),
        st.tuples(st.just("text"), st.sampled_from(UTTERANCES)),
        st.tuples(st.just("read"), st.sampled_from(PATHS)),
        st.tuples(st.just("ask for"), st.sampled_from(["150", "175", "a lot"])),
        st.tuples(st.just("learn"), st.sampled_from(["do you fix boilers", "are you open"])),
    ),
    min_size=1,
    max_size=6,
)


@dataclass
class Business:
    """A company whose owner works at the API while it is called and texted."""

    company: Company
    client: APIClient
    line: SignedLine
    turns: int = 0

    def do(self, operation: Operation) -> Any:
        """Return the answer to an operation."""
        kind, told = operation
        path = f"/api/company/{self.company.id}"
        match kind:
            case "say":
                self.turns += 1
                heard = {"SpeechResult": told, "Confidence": "0.93"} if self.turns > 1 else {}
                at = f"voice/turns/{self.turns - 1}" if heard else "voice"
                return self.line.delivery(at, **heard).send()
            case "text":
                return self.line.delivery("sms", MessageSid="SM" + "1" * 32, Body=told).send()
            case "match":
                return self.client.post(f"{path}/match", {"utterance": told})
            case "learn":
                entry = {"question": told, "answer": f"{self.company.name} says yes."}
                return self.client.post(f"{path}/knowledge-management", entry)
            case "ask for":
                price = {"servicecallprice": told}
                return self.client.patch(f"{path}/configuration/variables", price)
        return self.client.get(f"{path}/{told}")


def make_business(company: Company, client_of: ClientOf, number: str, price: str) -> Business:
    """Furnish a company."""
    QuestionAnswerFactory(company=company, question="where is your shop", answer=company.name)
    client = client_of(UserFactory(company=company))
    client.default_format = "json"
    line = open_line(company, number=number, price=price, token=company.name)
    return Business(company, client, SignedLine(line))


@pytest.fixture
def ours(company: Company, client_of: ClientOf) -> Business:
    """Return company A."""
    return make_business(company, client_of, "+12395550100", "125")


@contextmanager
def anew() -> Iterator[None]:
    """Run the block as a worker that was just started, and take back what it wrote."""
    forget_agents()
    forget_standby()
    cache.clear()
    with atomic():
        yield
        roll_back()


def observed(ours: Business, asked: list[Operation], neighbour: Business | None) -> list[str]:
    """Return all that A's operations answer, log and cache, while its neighbour does the same."""
    ours.turns, told = 0, []
    for operation in asked:
        if neighbour:
            neighbour.do(operation)
        with logged() as lines:
            answer = ours.do(operation)
        told += [str(answer.status_code), answer.get("ETag", ""), answer.content.decode(), *lines]
    us = ours.company.id
    kept = cache.get_many([f"company:{us}", f"company:{us}:texting", f"readiness:{us}"])
    return [normalised(text) for text in (*told, repr(kept))]


def normalised(text: str) -> str:
    """Return the text without what differs from one moment to the next."""
    for pattern, name in VARYING:
        text = pattern.sub(name, text)
    return text


def alone(ours: Business, asked: list[Operation]) -> list[str]:
    """Return what A observes with nobody else on the platform."""
    with anew():
        return observed(ours, asked, None)


def beside(ours: Business, asked: list[Operation], client_of: ClientOf, *away: str) -> list[str]:
    """Return what A observes beside B, who has the same names, words and callers."""
    with anew(), ExitStack() as stack:
        company = CompanyFactory(name="Smith's HVAC")
        neighbour = make_business(company, client_of, "+12395550200", "999")
        stack.enter_context(without(*away))
        return observed(ours, asked, neighbour)


@given(asked=operations)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_busy_neighbour_changes_no_byte_of_ours(
    ours: Business, client_of: ClientOf, asked: list[Operation]
) -> None:
    assert beside(ours, asked, client_of) == alone(ours, asked)


def test_every_operation_is_the_same_beside_a_busy_neighbour(
    ours: Business, client_of: ClientOf
) -> None:
    reads = [("read", path) for path in PATHS]
    spoken = [(kind, told) for kind in ("say", "match", "text") for told in UTTERANCES]
    asked = [*reads, *spoken, ("ask for", "150"), ("learn", "are you open"), *reads]

    assert beside(ours, asked, client_of) == alone(ours, asked)


def test_an_operation_of_our_own_is_seen(ours: Business) -> None:
    answer = ("match", PRICE_QUESTION)

    assert "$150" not in str(alone(ours, [answer]))
    assert "$150" in str(alone(ours, [("ask for", "150"), answer]))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="takes away PostgreSQL's lock 3")
def test_a_leak_would_be_seen(ours: Business, client_of: ClientOf) -> None:
    asked = [("read", "knowledge-management")]

    assert beside(ours, asked, client_of, MANAGER, POLICY) != alone(ours, asked)
