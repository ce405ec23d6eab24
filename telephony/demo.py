"""The two demo companies, as the mission describes them."""

import secrets
from uuid import UUID

from knowledge.models import QuestionAnswer
from telephony.creating import NewCompany, create_company
from telephony.hours import DAYS
from telephony.models import BusinessHours
from tenants.models import Role, User
from tenants.scope import company_scope

DEMO_PASSWORD = "receptionist-demo"  # noqa: S105  printed by `make run`, refused outside DEBUG
STAFF_EMAIL = "staff@clientsvia.example"

_JOE = {
    "servicecallprice": "$125",
    "hours": "Mon-Fri 8am-5pm",
    "address": "123 Main St, Fort Myers, FL",
    "serviceArea": "Fort Myers and Cape Coral",
}
_SMITH = {
    "servicecallprice": "$95",
    "hours": "Mon-Sat 7am-7pm",
    "address": "77 Palm Ave, Naples, FL",
    "serviceArea": "Naples and Bonita Springs",
}
_COMPANIES = (
    ("Joe's Plumbing", "plumbing", "+12395550100", "joe@joes-plumbing.example", _JOE),
    ("Smith's HVAC", "hvac", "+12395550200", "smith@smiths-hvac.example", _SMITH),
)
_WEEKLY = {
    "Joe's Plumbing": {day: [["08:00", "17:00"]] for day in DAYS[:5]},
    "Smith's HVAC": {day: [["07:00", "19:00"]] for day in DAYS[:6]},
}
_KNOWLEDGE = {
    "Joe's Plumbing": (
        ("Where are you located?", "where is your shop", "We are at {address}."),
        (
            "How much for drain cleaning?",
            "what does drain cleaning cost",
            "Drain cleaning is $125.",
        ),
    ),
    "Smith's HVAC": (
        ("Where are you located?", "where is your office", "We are at {address}."),
        ("How much is a tune up?", "what does a tune up cost", "A tune-up is $89."),
    ),
}


def create_demo() -> list[UUID]:
    """Create the companies, an owner for each, and one of the platform's staff."""
    User.objects.create_superuser(STAFF_EMAIL, DEMO_PASSWORD)
    return [_create(*facts) for facts in _COMPANIES]


def demo_sign_ins() -> list[tuple[str, str]]:
    """Return who may sign in, with the e-mail address."""
    return [
        ("Platform staff", STAFF_EMAIL),
        *((name, email) for name, _, _, email, _ in _COMPANIES),
    ]


def is_demo_there() -> bool:
    """Return whether anyone has ever been created here."""
    return User.objects.exists()


def _create(name: str, template: str, phone: str, email: str, values: dict[str, str]) -> UUID:
    wanted = NewCompany(
        name=name,
        phone=phone,
        template=template,
        values=values,
        account_sid=f"AC{secrets.token_hex(16)}",
        auth_token=secrets.token_hex(16),
        is_live=True,
    )
    company_id = create_company(wanted, actor="load_demo")
    User.objects.create_user(email, DEMO_PASSWORD, role=Role.OWNER, company_id=company_id)
    with company_scope(company_id, writing=True):
        BusinessHours.objects.create(weekly=_WEEKLY[name])
        QuestionAnswer.objects.bulk_create(
            QuestionAnswer(question=question, alternatives=[other], answer=answer)
            for question, other, answer in _KNOWLEDGE[name]
        )
    return company_id
