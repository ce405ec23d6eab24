"""`/phone/{companyId}`: the page of the browser phone.

The page is one and the same for whatever company, there or not: what it shows comes from the API.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tenants.authentication import access_token_for
from tenants.errors import error_response
from tenants.models import User
from tenants.second_factor import has_passed


@never_cache
@require_safe
def show_phone(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Show the phone: staff of the desk may call at once, others sign in first."""
    context = {"company_id": company_id, "is_staff": _staff_of(request) is not None}
    return render(request, "clientsvia/phone.html", context)


@never_cache
@require_POST
def give_pass(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Give the staff's page an access token for the API, for the time that one lives."""
    staff = _staff_of(request)
    if staff is None:
        return error_response(401, "not_authenticated", "Sign in first.")
    return JsonResponse({"access": str(access_token_for(staff))})


def _staff_of(request: HttpRequest) -> User | None:
    user = request.user
    return user if isinstance(user, User) and user.is_staff and has_passed(user) else None
