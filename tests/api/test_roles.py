"""Each path, verb and role of the OpenAPI document against the table of rules."""

import pytest
from django.test import Client

from tenants.models import Role
from tests.api.document import operations
from tests.api.rules import ANYONE, RULES, USER
from tests.api.samples import parameters_of
from tests.api.world import NOBODY, OUTSIDER, World, rolled_back

pytestmark = pytest.mark.django_db

FOREIGN = b'{"error": "Unauthorized", "message": "You do not have access to this company"}'
LET_IN = "let in"

DOCUMENTED = [(path, verb) for path, verb, _ in operations()]
RULED = [(path, verb) for path, verbs in RULES.items() for verb in verbs]
OF_COMPANIES = [one for one in DOCUMENTED if "{companyId}" in one[0]]
OF_THE_PLATFORM = [one for one in DOCUMENTED if "{companyId}" not in one[0]]


def answer_of(client: Client, path: str, verb: str, world: World, who: str) -> tuple[str, bytes]:
    """Return how the principal is answered: an error's code with its body, or `LET_IN`."""
    url = path.format(**parameters_of(path, world))
    with rolled_back():
        answer = client.generic(
            verb.upper(), url, b"{}", content_type="application/json", headers=world.headers[who]
        )
    refused = answer.status_code in (401, 403)
    return (answer.json()["error"], answer.content) if refused else (LET_IN, b"")


def expected(path: str, verb: str, role: str) -> str:
    """Return what the table of rules says of a role of the company."""
    return LET_IN if Role(role).covers(Role(RULES[path][verb])) else "permission_denied"


def test_every_operation_has_its_rule_and_every_rule_its_operation() -> None:
    without_rule = set(DOCUMENTED) - set(RULED)
    without_operation = set(RULED) - set(DOCUMENTED)

    assert not without_rule, "Say in tests/api/rules.py who may do this."
    assert not without_operation, "Nothing in the API answers to these rules."


@pytest.mark.parametrize(("path", "verb"), OF_COMPANIES)
def test_nobody_is_let_in_without_a_sign_in(
    client: Client, world: World, path: str, verb: str
) -> None:
    assert answer_of(client, path, verb, world, NOBODY)[0] == "not_authenticated"


@pytest.mark.parametrize(("path", "verb"), OF_COMPANIES)
def test_another_companys_owner_is_refused_in_the_same_words(
    client: Client, world: World, path: str, verb: str
) -> None:
    assert answer_of(client, path, verb, world, OUTSIDER) == ("Unauthorized", FOREIGN)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize(("path", "verb"), OF_COMPANIES)
def test_a_role_may_do_what_the_rules_say(
    client: Client, world: World, path: str, verb: str, role: str
) -> None:
    assert answer_of(client, path, verb, world, role)[0] == expected(path, verb, role)


@pytest.mark.parametrize(("path", "verb"), OF_THE_PLATFORM)
def test_what_is_no_companys_is_open_to_users_or_to_all(
    client: Client, world: World, path: str, verb: str
) -> None:
    unsigned, _ = answer_of(client, path, verb, world, NOBODY)
    signed, _ = answer_of(client, path, verb, world, Role.VIEWER)

    assert (unsigned, signed) == {
        ANYONE: (LET_IN, LET_IN),
        USER: ("not_authenticated", LET_IN),
    }[RULES[path][verb]]
