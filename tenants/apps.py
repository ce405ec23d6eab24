"""The tenants app: who owns what."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Registers the system checks with the app."""

    name = "tenants"
    verbose_name = "Companies"

    def ready(self) -> None:
        """Register the system checks, the sign-in of the OpenAPI document and the receiver."""
        from tenants import (  # noqa: F401  they register on import
            checks,
            schema,
            serving_roles,
            token_records,
            view_checks,
        )
