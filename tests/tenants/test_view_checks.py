"""The system checks of views: each fires on a view that leaves something open, on none of ours."""

from typing import Any, ClassVar

import pytest
from django.core.checks import Tags, run_checks
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants import view_checks
from tenants.permissions import NobodyMay
from tenants.view_checks import Routed
from tenants.views.company import CompanyView, ConfigurationView

E009 = " at /made/up names no permission."
E010 = " at /made/up does not say what it forgets."
HINT = "Set forgets to () or to some of phrases, profile, readiness, texting."


class Writing:
    """A view that takes a POST."""

    def post(self, request: Request) -> Response:
        """Do nothing."""
        return Response()


def problems() -> list[tuple[str | None, str, str | None]]:
    """Return of each problem found its id, what is said of it, and what to do."""
    found = run_checks(tags=[Tags.urls])
    return [(one.id, one.msg, one.hint) for one in found]


@pytest.fixture
def route(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what lets the checks see one view only."""

    def route_to(view: type[APIView]) -> None:
        monkeypatch.setattr(view_checks, "routed_views", lambda: [Routed("/made/up", view)])

    return route_to


def test_our_own_views_leave_nothing_open() -> None:
    paths = {one.path for one in view_checks.routed_views()}

    assert len(paths) > 20
    assert "/api/company/<uuid:company_id>/scenarios" in paths
    assert problems() == []


def test_e009_a_view_without_a_permission(route: Any) -> None:
    class Open(APIView):
        permission_classes = (NobodyMay,)

    route(Open)

    assert problems() == [("tenants.E009", f"{__name__}.Open{E009}", None)]


def test_e010_a_view_that_writes_and_forgets_nothing_by_name(route: Any) -> None:
    class Silent(Writing, CompanyView):
        pass

    route(Silent)

    assert problems() == [("tenants.E010", f"{__name__}.Silent{E010}", HINT)]


def test_e010_a_name_that_the_cache_does_not_have(route: Any) -> None:
    class Mistaken(Writing, CompanyView):
        forgets: ClassVar[tuple[str, ...]] = ("profiles",)

    route(Mistaken)

    assert problems() == [("tenants.E010", f"{__name__}.Mistaken{E010}", HINT)]


def test_a_view_that_only_reads_has_nothing_to_forget(route: Any) -> None:
    class Reading(CompanyView):
        def get(self, request: Request) -> Response:
            return Response()

    route(Reading)

    assert problems() == []


def test_a_view_of_the_configuration_forgets_what_was_made_of_it(route: Any) -> None:
    class Wording(Writing, ConfigurationView):
        pass

    route(Wording)

    assert problems() == []
    assert Wording.forgets == ("profile", "readiness")
