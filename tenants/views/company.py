"""The base of every view under `/api/company/{companyId}/`."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants.configuration import lock_configuration
from tenants.errors import Conflict, StaleVersion
from tenants.models import Company, Role
from tenants.permissions import ByRole
from tenants.scope import current_company_id


class CompanyView(APIView):
    """Runs in the company's scope, which `CompanyAccessMiddleware` has opened.

    A view that writes says which names of the company's cache its writes make stale.
    """

    permission_classes = (ByRole,)
    read_role: ClassVar[Role] = Role.VIEWER
    write_role: ClassVar[Role] = Role.OWNER
    forgets: ClassVar[tuple[str, ...]]
    reads_replica: ClassVar[bool] = False
    """Whether a GET may be answered from a read replica: only where it writes nothing."""


class ConfigurationView(CompanyView):
    """A view of the versioned configuration: `ETag` on answers, `If-Match` heeded on writes."""

    forgets = ("profile", "readiness")

    def initial(self, request: Request, *args: object, **kwargs: UUID) -> None:
        """Check the permission, then hold the version still while a write is made."""
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            self._require_version(request.headers.get("If-Match"))

    def finalize_response(
        self, request: Request, response: Response, *args: object, **kwargs: object
    ) -> Response:
        """Name the version that the answer speaks of."""
        final = super().finalize_response(request, response, *args, **kwargs)
        if final.status_code < 300:
            company = Company.in_company.only("configuration_version").get()
            final["ETag"] = f'"{company.configuration_version}"'
        return final

    def require_unmoved(self, request: Request) -> None:
        """Raise `Conflict` where another write came between this request's arrival and its turn."""
        seen: int | None = getattr(request, "version_seen", None)
        if seen is not None and seen != lock_configuration(current_company_id()):
            raise Conflict("The configuration is being changed by someone else; try again.")

    def _require_version(self, wanted: str | None) -> None:
        version = lock_configuration(current_company_id())
        if wanted and wanted.strip() != "*" and f'"{version}"' not in _tags(wanted):
            raise StaleVersion


def _tags(header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]
