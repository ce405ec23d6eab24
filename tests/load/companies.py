"""Companies whose every answer carries a marker of their own; made in a process of its own."""

import json
import os
import re
import sys

import django

TOKEN, ACCOUNT = "load-token", "AC" + "2" * 32
MARKER = re.compile(r"Marker\d{3,}|\$\d{1,2},?\d{3}\b")
"""What no two companies have in common, wherever it stands in an answer."""


def marker_of(order: int) -> str:
    """Return the word that only this company's callers may hear."""
    return f"Marker{order:03d}"


def number_of(order: int) -> str:
    """Return the company's number."""
    return f"+1239556{order:04d}"


def price_of(order: int) -> str:
    """Return what the company asks for a service call; no other asks as much."""
    return str(7_000 + order)


def marks_of(order: int) -> set[str]:
    """Return every way in which the company's own marks are spoken."""
    price = price_of(order)
    return {marker_of(order), f"${price}", f"${int(price):,}"}


def main(count: int, template: str) -> None:
    """Create the companies, and print their ids in their order."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clientsvia.settings")
    django.setup()
    from telephony.creating import NewCompany, create_company

    wanted = [
        NewCompany(
            name=f"{marker_of(order)} Plumbing",
            phone=number_of(order),
            template=template,
            values={"servicecallprice": price_of(order)},
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            is_live=True,
        )
        for order in range(count)
    ]
    sys.stdout.write(json.dumps([str(create_company(one, actor="load")) for one in wanted]))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
