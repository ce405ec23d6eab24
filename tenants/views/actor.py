"""Who acts."""

from rest_framework.request import Request


def actor_of(request: Request) -> str:
    """Return the signed-in user as the audit log names them."""
    return str(request.user.email)
