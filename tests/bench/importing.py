"""What it costs to import a company's knowledge, and to tell what its callers fell back on."""

import random

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from telephony.models import Call, CallTurn
from telephony.unanswered import TURNS_MAX
from tenants.authentication import refresh_token_for
from tenants.models import Company, Role, User
from tenants.scope import company_scope, platform_scope
from tests.bench.timing import milliseconds_once

ROWS = 5_000
WORDS = (
    *("drain", "heater", "furnace", "vent", "panel", "faucet", "filter", "pump", "boiler", "pipe"),
    *("price", "warranty", "visit", "permit", "discount", "inspection", "repair", "unit", "leak"),
)


def knowledge_figures() -> dict[str, float]:
    """Import ROWS entries, import them again changed, and list as many unanswered turns."""
    with platform_scope("bench"):
        company = Company.objects.create(name="Knows much")
    client = _client_of(company)
    here = f"/api/company/{company.pk}"
    imported = _import(client, here, _table("Yes."), "knowledge_import_5000")
    updated = _import(client, here, _table("No."), "knowledge_update_5000")
    _fall_back(company)
    listed = milliseconds_once(lambda: client.get(f"{here}/unanswered").json())
    return {**imported, **updated, "unanswered_5000_seconds": listed / 1000}


def _client_of(company: Company) -> APIClient:
    user = User.objects.create_user(
        email="bench@example.com", password=None, company=company, role=Role.MANAGER
    )
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {refresh_token_for(user).access_token}")
    return client


def _import(client: APIClient, here: str, table: bytes, name: str) -> dict[str, float]:
    def act() -> None:
        file = SimpleUploadedFile("knowledge.csv", table)
        path = f"{here}/knowledge-management/import"
        answer = client.post(path, {"file": file}, format="multipart")
        assert answer.status_code == 200, answer.content

    with CaptureQueriesContext(connection) as captured:
        taken_ms = milliseconds_once(act)
    return {f"{name}_seconds": taken_ms / 1000, f"{name}_queries": len(captured)}


def _table(answer: str) -> bytes:
    said = random.Random(1)  # noqa: S311
    lines = ["question,alternatives,answer,category"]
    for number in range(ROWS):
        words = " ".join(said.choices(WORDS, k=4))
        lines.append(f"What about {words} {number}?,tell me of {words} {number},{answer},bench")
    return "\r\n".join(lines).encode()


def _fall_back(company: Company) -> None:
    said = random.Random(2)  # noqa: S311
    with company_scope(company.pk):
        call = Call.objects.create(call_sid="CAbench", to_number="+12395553001")
        CallTurn.objects.bulk_create(
            CallTurn(
                call=call, index=number, kind="fallback", latency_ms=1, twiml="",
                utterance=f"do you have {' '.join(said.choices(WORDS, k=4))} number {number}",
            )
            for number in range(TURNS_MAX)
        )  # fmt: skip
