"""What a signed-in user may do: denied unless the view says which role may."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission

from tenants.models import Role

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class NobodyMay(BasePermission):
    """The default: a view that names no permission answers nobody."""

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        """Deny."""
        return False


class ByRole(BasePermission):
    """A user whose role covers the view's `read_role`, or its `write_role` for what changes."""

    message = "Your role does not allow this."

    def has_permission(self, request: "Request", view: "APIView") -> bool:
        """Return whether the role is enough for this method."""
        needed: Role = view.read_role if request.method in SAFE_METHODS else view.write_role
        return bool(request.user and request.user.may(needed))
