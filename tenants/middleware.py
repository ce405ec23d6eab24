"""What is settled before any view runs: the request's log id, the staff's scope, the company."""

import re
from collections.abc import Callable
from functools import partial
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from rest_framework.exceptions import AuthenticationFailed

from tenants import routing
from tenants.addresses import client_address
from tenants.audit import acting_from, record
from tenants.authentication import TokenAuthentication
from tenants.databases import roll_back
from tenants.errors import FOREIGN_COMPANY, TOO_MANY_REQUESTS, error_response
from tenants.idempotency import answer_once
from tenants.limits import wait_of_user
from tenants.logs import log_fields
from tenants.models import Role, User
from tenants.parsers import body_problem
from tenants.replica import answer_from_replica
from tenants.scope import company_scope, platform_scope, reads_in_a_transaction
from tenants.second_factor import has_passed

Handler = Callable[[HttpRequest], HttpResponse]

_COMPANY_PATH = re.compile(r"^/api/company/([^/]*)(?:/|$)")
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class LogContextMiddleware:
    """Gives every request an id that its log lines and its response carry."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with `X-Request-Id`."""
        request_id = uuid4().hex
        with log_fields(request=request_id), acting_from(client_address(request)):
            response = self.get_response(request)
        response["X-Request-Id"] = request_id
        return response


class StaffScopeMiddleware:
    """Runs the operators' desk in the platform's scope, with the operator on record.

    Staff who still owe their second factor get no scope, and no page but those that lead in or out.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.desk = reverse("admin:index")
        self.second_factor = reverse("second-factor")
        self.doors = {self.second_factor, reverse("admin:login"), reverse("admin:logout")}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Open the scope for staff under the admin's path, or ask for their second factor."""
        if not request.path_info.startswith(self.desk) or not _is_staff(request):
            return self.get_response(request)
        if has_passed(request.user):
            with platform_scope("admin", actor=str(request.user.pk)):
                return self.get_response(request)
        if request.path_info in self.doors:
            return self.get_response(request)
        wanted = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{self.second_factor}?{wanted}")


class CompanyAccessMiddleware:
    """Lets a user into their own company's paths only, and opens that company's scope.

    A foreign company, existing or not, is one and the same 403, decided before path, method and
    body. Then come the limits, and for a repeated POST its first answer. The view runs and renders
    inside the scope; an answer that is an error writes nothing.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 401, 403, 404 or 429, or run the view in the company's scope."""
        path = _COMPANY_PATH.match(request.path_info)
        if path is None:
            return self.get_response(request)
        try:
            signed_in = TokenAuthentication().authenticate(request)
        except AuthenticationFailed:
            signed_in = None
        if signed_in is None:
            return _not_signed_in()
        user = signed_in[0]
        if self.is_foreign(user, path[1]):
            return JsonResponse(FOREIGN_COMPANY, status=403)
        request.signed_in = signed_in
        request.version_seen = user.company and user.company.configuration_version
        return self._let_in(request, user, str(user.company_id or path[1]))

    @staticmethod
    def is_foreign(user: User, company_id: str) -> bool:
        """Return whether a path is another company's, which only staff may enter."""
        return user.role != Role.ADMIN and company_id != str(user.company_id)

    def _let_in(self, request: HttpRequest, user: User, company_id: str) -> HttpResponse:
        seconds = wait_of_user(user)
        if seconds:
            return JsonResponse(TOO_MANY_REQUESTS, status=429, headers={"Retry-After": seconds})
        if user.role == Role.ADMIN and not _admit_staff(request, user, company_id):
            return error_response(404, "not_found", "There is no such company.")
        if "\0" in request.path_info:  # PostgreSQL raises on a text with NUL
            return error_response(404, "not_found", "There is nothing at this path.")
        problem = body_problem(request)
        if problem:
            return error_response(problem.status_code, problem.default_code, str(problem.detail))
        return answer_once(request, user, company_id, partial(self._in_scope, company_id))

    def _in_scope(self, company_id: str, request: HttpRequest) -> HttpResponse:
        work = partial(self._work, company_id)
        return answer_from_replica(request, company_id, work) or work(request)

    def _work(self, company_id: str, request: HttpRequest) -> HttpResponse:
        writing = request.method not in _READING
        with company_scope(company_id, writing=writing):
            response = self.get_response(request)
            if response.status_code >= 400 and (writing or reads_in_a_transaction()):
                roll_back()
        return response


def _is_staff(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.is_staff


def _not_signed_in() -> JsonResponse:
    response = error_response(401, "not_authenticated", "Sign in first.")
    response["WWW-Authenticate"] = "Bearer"
    return response


def _admit_staff(request: HttpRequest, user: User, company_id: str) -> bool:
    """Return whether the company exists, with the visit in its audit log."""
    if not _is_uuid(company_id) or not routing.company_exists(company_id):
        return False
    with company_scope(company_id):
        record(user.email, "staff_access", method=request.method, path=request.path_info)
    return True


def _is_uuid(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", text))
