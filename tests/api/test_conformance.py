"""Whatever is sent, by whomever: no server error, and no answer outside the OpenAPI document."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tenants.models import Role
from tests.api.document import document
from tests.api.samples import parameters_of
from tests.api.world import NOBODY, World, rolled_back

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SCHEMA = schemathesis.openapi.from_dict(document())
SCHEMA.app = get_wsgi_application()
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]

EXAMPLES = {NOBODY: 1, Role.VIEWER: 2, Role.MANAGER: 3, Role.OWNER: 5, Role.ADMIN: 2}
"""How many requests each role sends to an operation: more where more of it answers."""

each_role = pytest.mark.parametrize("role", EXAMPLES)
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
the_same_each_time = settings(
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@each_role
@each_operation
def test_every_answer_is_in_the_document(operation: Any, role: str, world: World) -> None:
    @settings(the_same_each_time, max_examples=EXAMPLES[role])
    @given(data=st.data(), mode=st.sampled_from(GenerationMode))
    def send(data: st.DataObject, mode: GenerationMode) -> None:
        known = {"path_parameters": parameters_of(operation.path, world), "headers": _held(mode)}
        case = data.draw(operation.as_strategy(mode, **known))
        case.headers.update(world.headers[role])
        with rolled_back():
            answer = case.call()
        case.validate_response(answer, checks=CHECKS)

    send()


def test_an_answer_outside_the_document_would_be_found() -> None:
    case = SCHEMA["/api/templates"]["get"].Case()

    with pytest.raises(FailureGroup, match="Undocumented status code"):
        case.validate_response(case.call(app=pour_tea), checks=CHECKS)


def pour_tea(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answer as no operation of ours does."""
    start_response("418 I'm a teapot", [("Content-Type", "application/json")])
    return [b"{}"]


def _held(mode: GenerationMode) -> dict[str, str]:
    """Return an `If-Match` that holds, without which few writes would come to anything."""
    return {"If-Match": "*"} if mode is GenerationMode.POSITIVE else {}
