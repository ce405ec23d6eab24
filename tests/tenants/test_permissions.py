"""Roles: each may do what those before it may, and a view that says nothing answers nobody."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants.models import Role, User
from tenants.permissions import ByRole, NobodyMay
from tenants.views.company import CompanyView

ROLES = list(Role)


class SilentView(APIView):
    """A view that names no permission."""

    def get(self, request: Request) -> Response:
        """Answer anybody who gets here."""
        return Response("in")


def may(role: Role, method: str, *, read: Role, write: Role) -> bool:
    """Return whether the role may use the method on a view of these roles."""
    request = SimpleNamespace(method=method, user=User(role=role))
    view = SimpleNamespace(read_role=read, write_role=write)
    return ByRole().has_permission(request, view)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("needed", ROLES)
def test_a_role_covers_itself_and_those_before_it(role: Role, needed: Role) -> None:
    assert role.covers(needed) == (ROLES.index(role) >= ROLES.index(needed))


def test_the_roles_stand_least_first() -> None:
    assert ROLES == ["viewer", "manager", "owner", "admin"]
    assert all(above.covers(below) and not below.covers(above) for below, above in pairwise(ROLES))


@pytest.mark.parametrize("method", SAFE_METHODS)
def test_reading_asks_for_the_read_role(method: str) -> None:
    assert may(Role.MANAGER, method, read=Role.MANAGER, write=Role.ADMIN)
    assert not may(Role.VIEWER, method, read=Role.MANAGER, write=Role.VIEWER)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])
def test_all_else_asks_for_the_write_role(method: str) -> None:
    assert may(Role.MANAGER, method, read=Role.ADMIN, write=Role.MANAGER)
    assert not may(Role.VIEWER, method, read=Role.VIEWER, write=Role.MANAGER)


def test_a_view_that_says_nothing_answers_nobody() -> None:
    request = RequestFactory().get("/")
    request.signed_in = User(role=Role.ADMIN), None  # type: ignore[attr-defined]

    assert SilentView.as_view()(request).status_code == 403
    assert not NobodyMay().has_permission(request, SilentView())  # type: ignore[arg-type]


def test_a_companys_view_that_says_nothing_is_read_by_viewers_and_written_by_owners() -> None:
    assert (CompanyView.read_role, CompanyView.write_role) == (Role.VIEWER, Role.OWNER)


def test_a_user_without_a_role_is_a_viewer() -> None:
    assert User().role == Role.VIEWER


def test_nobody_signed_in_may_nothing() -> None:
    request = SimpleNamespace(method="GET", user=None)

    assert not ByRole().has_permission(request, CompanyView())  # type: ignore[arg-type]
