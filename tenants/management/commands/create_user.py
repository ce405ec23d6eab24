"""`create_user`: someone who signs in; the password comes on standard input."""

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.core.validators import validate_email
from django.db import IntegrityError

from tenants.commands import JSONCommand, add_dry_run, known_company
from tenants.databases import atomic, roll_back
from tenants.models import Role, User
from tenants.scope import scope_of_own


class Command(JSONCommand):
    """Creates a user and prints their id."""

    help = "Create a user; the password is read from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--role", required=True, choices=[str(role) for role in Role])
        parser.add_argument("--company", metavar="ID", help="Required for all roles but admin.")
        add_dry_run(parser)

    def handle(self, **options: Any) -> None:
        """Create the user."""
        company_id = _company_id(options["role"], options["company"])
        user = User(email=options["email"], role=options["role"], company_id=company_id)
        password = sys.stdin.readline().rstrip("\r\n")
        _check(user, password)
        with scope_of_own(company_id, "create_user"), atomic():
            saved = _save(user, password)
            if options["dry_run"]:
                roll_back()
        self.emit({"userId": None if options["dry_run"] else str(saved.pk), "email": saved.email})


def _company_id(role: str, company: str | None) -> UUID | None:
    if (role == Role.ADMIN) == bool(company):
        raise CommandError("--company goes with every role but admin.")
    if company is None:
        return None
    return known_company(company, "--company")


def _check(user: User, password: str) -> None:
    try:
        validate_email(user.email)
        validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _save(user: User, password: str) -> User:
    fields = {"role": user.role, "company_id": user.company_id}
    try:
        with atomic():
            return User.objects.create_user(user.email, password, **fields)
    except IntegrityError as error:
        raise CommandError(f"{user.email} is in use already.") from error
