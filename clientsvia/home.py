"""The first page: where everything is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """Show where the desk, the API and the health checks are."""
    return render(request, "clientsvia/home.html")
