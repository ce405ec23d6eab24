"""Each path and verb of the OpenAPI document against the table of rules.

Who of a company may do what is held against it in `tests/isolation/test_matrix.py`.
"""

import pytest
from django.test import Client

from tenants.models import Role
from tests.api.document import operations
from tests.api.rules import ANYONE, RULES, USER
from tests.api.samples import parameters_of
from tests.api.world import NOBODY, World, rolled_back

pytestmark = pytest.mark.django_db

LET_IN = "let in"

DOCUMENTED = [(path, verb) for path, verb, _ in operations()]
RULED = [(path, verb) for path, verbs in RULES.items() for verb in verbs]
OF_THE_PLATFORM = [one for one in DOCUMENTED if "{companyId}" not in one[0]]


def answer_of(client: Client, path: str, verb: str, world: World, who: str) -> str:
    """Return how the principal is answered: an error's code, or `LET_IN`."""
    url = path.format(**parameters_of(path, world))
    with rolled_back():
        answer = client.generic(
            verb.upper(), url, b"{}", content_type="application/json", headers=world.headers[who]
        )
    refused = answer.status_code in (401, 403)
    return str(answer.json()["error"]) if refused else LET_IN


def test_every_operation_has_its_rule_and_every_rule_its_operation() -> None:
    without_rule = set(DOCUMENTED) - set(RULED)
    without_operation = set(RULED) - set(DOCUMENTED)

    assert not without_rule, "Say in tests/api/rules.py who may do this."
    assert not without_operation, "Nothing in the API answers to these rules."


@pytest.mark.parametrize(("path", "verb"), OF_THE_PLATFORM)
def test_what_is_no_companys_is_open_to_users_or_to_all(
    client: Client, world: World, path: str, verb: str
) -> None:
    unsigned = answer_of(client, path, verb, world, NOBODY)
    signed = answer_of(client, path, verb, world, Role.VIEWER)

    assert (unsigned, signed) == {
        ANYONE: (LET_IN, LET_IN),
        USER: ("not_authenticated", LET_IN),
    }[RULES[path][verb]]
