"""How drf-spectacular describes each of our operations."""

from http import HTTPStatus
from typing import Any

from drf_spectacular.openapi import AutoSchema as SpectacularSchema
from drf_spectacular.plumbing import ResolvedComponent, get_doc
from drf_spectacular.utils import OpenApiParameter

from tenants.schema.errors import ERROR_ANSWERS, ErrorAnswer, ErrorSerializer, possible_errors
from tenants.schema.headers import REQUEST_ID, headers_of
from tenants.schema.naming import area, operation_id, summary_and_rest

Json = dict[str, Any]


class AutoSchema(SpectacularSchema):
    """Takes the words from docstrings, and adds the errors and headers that follow from the view.

    The first sentence of a method's docstring is the summary; the rest of it and the view's
    docstring are the description. For a method that a generic view brings, the view's docstring
    stands alone.
    """

    def get_operation(self, *args: Any, **kwargs: Any) -> Json | None:
        """Return the operation with all the answers that it can give."""
        operation: Json | None = super().get_operation(*args, **kwargs)
        if operation is not None:
            operation["responses"] = self._with_errors(operation)
        return operation

    def get_operation_id(self) -> str:
        """Return a name in camel case that a change of the code leaves as it is."""
        return operation_id(
            self.path, self.method, is_list=self._lists(), creates=self._is_answered_with(201)
        )

    def get_tags(self) -> list[str]:
        """Return the one area that the path belongs to."""
        return [area(self.path)]

    def get_summary(self) -> str:
        """Return the first sentence of the method's docstring."""
        return summary_and_rest(self._method_doc() or self._view_doc())[0]

    def get_description(self) -> str:
        """Return what else the method's docstring says, and what the view's says."""
        if not self._method_doc():
            return summary_and_rest(self._view_doc())[1]
        _, rest = summary_and_rest(self._method_doc())
        return "\n\n".join(filter(None, (rest, self._view_doc())))

    def get_override_parameters(self) -> list[OpenApiParameter]:
        """Return the headers of the operation."""
        return list(headers_of(self.view, self.method))

    def _method_doc(self) -> str:
        doc: str = get_doc(getattr(self.view, self.method.lower()))
        return doc

    def _view_doc(self) -> str:
        """Return the view's docstring, unless it only names the path, which stands above it."""
        doc: str = get_doc(type(self.view))
        return "" if doc.startswith("`") else doc

    def _lists(self) -> bool:
        return self.method == "GET" and self._is_list_view()

    def _is_answered_with(self, status: int) -> bool:
        return str(status) in self._get_response_bodies()

    def _with_errors(self, operation: Json) -> Json:
        statuses = possible_errors(
            self.view,
            self.method,
            has_body="requestBody" in operation,
            has_query=any(one["in"] == "query" for one in operation.get("parameters", ())),
        )
        errors = {str(status): self._shared(ERROR_ANSWERS[status]) for status in statuses}
        return dict(sorted({**errors, **self._with_headers(operation["responses"])}.items()))

    def _with_headers(self, answers: Json) -> Json:
        """Return the answers described, and with headers, which a generic view's 204 lacks."""
        return {
            status: {
                "headers": self._get_response_headers_for_code(status),
                **answer,
                "description": answer["description"] or HTTPStatus(int(status)).phrase,
            }
            for status, answer in answers.items()
        }

    def _shared(self, answer: ErrorAnswer) -> Json:
        """Return the reference to an error's component, which is made the first time."""
        content = {
            "schema": self.resolve_serializer(ErrorSerializer, "response").ref,
            "examples": {body["error"]: {"value": body} for body in answer.examples},
        }
        component = ResolvedComponent(
            name=answer.name,
            type=ResolvedComponent.RESPONSE,
            object=answer,
            schema={
                "description": answer.description,
                "headers": {REQUEST_ID.name: _header(REQUEST_ID), **(answer.headers or {})},
                "content": {"application/json": content},
            },
        )
        self.registry.register_on_missing(component)
        reference: Json = component.ref
        return reference


def _header(parameter: OpenApiParameter) -> Json:
    return {
        "schema": {"type": "string"},
        "required": parameter.required,
        "description": parameter.description,
    }
