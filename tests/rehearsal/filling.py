"""`python -m tests.rehearsal.filling`: two companies with every kind of row; prints the counts."""

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from tenants.databases import OWNER, working_as  # noqa: E402
from tests.callers import PRICE_QUESTION, SignedLine, open_line  # noqa: E402
from tests.factories import CompanyFactory, PhoneNumberFactory  # noqa: E402
from tests.rehearsal.counting import counts  # noqa: E402
from tests.tenants.tenant_rows import TENANT_MODELS, make_row  # noqa: E402

NUMBERS_FROM = 5000
"""The numbers are not those of the tests which run on what is restored."""

PRICES = {"Joe's Plumbing": "125", "Smith's HVAC": "95"}


def main() -> None:
    """Migrate, fill, and tell how many rows of each table each company has."""
    with working_as(OWNER):
        call_command("migrate", database=OWNER, verbosity=0)
    for command in ("create_database_roles", "make_partitions"):
        call_command(command, stdout=open(os.devnull, "w"))  # noqa: SIM115  it ends with us
    PhoneNumberFactory.reset_sequence(NUMBERS_FROM)
    for order, (name, price) in enumerate(PRICES.items()):
        company = CompanyFactory(name=name)
        line = SignedLine(open_line(company, price=price), f"CAfeed{order:028}")
        line.begin()
        line.say(1, PRICE_QUESTION)
        for model in TENANT_MODELS:
            make_row(model, company=company)
    print(json.dumps(counts()))  # noqa: T201


main()
