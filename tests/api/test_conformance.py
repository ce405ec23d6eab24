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

each_role = pytest.mark.parametrize("role", [NOBODY, *Role.values])
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
some_examples = settings(
    max_examples=4,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@each_role
@each_operation
@some_examples
@given(data=st.data(), mode=st.sampled_from(GenerationMode))
def test_every_answer_is_in_the_document(
    data: st.DataObject, mode: GenerationMode, operation: Any, role: str, world: World
) -> None:
    known = {"path_parameters": parameters_of(operation.path, world), "headers": _headers(mode)}
    case = data.draw(operation.as_strategy(mode, **known))
    case.headers.update(world.headers[role])

    with rolled_back():
        answer = case.call()

    case.validate_response(answer, checks=CHECKS)


def test_an_answer_outside_the_document_would_be_found() -> None:
    case = SCHEMA["/api/templates"]["get"].Case()

    with pytest.raises(FailureGroup, match="Undocumented status code"):
        case.validate_response(case.call(app=pour_tea), checks=CHECKS)


def pour_tea(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answer as no operation of ours does."""
    start_response("418 I'm a teapot", [("Content-Type", "application/json")])
    return [b"{}"]


def _headers(mode: GenerationMode) -> dict[str, str]:
    """Return an `If-Match` that holds, without which few writes would come to anything."""
    return {"If-Match": "*"} if mode is GenerationMode.POSITIVE else {}
