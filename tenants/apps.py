"""The tenants app: who owns what."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Registers the system checks with the app."""

    name = "tenants"
    verbose_name = "Companies"

    def ready(self) -> None:
        """Register the system checks and the sign-in of the OpenAPI document."""
        from tenants import checks, schema, serving_roles, view_checks  # noqa: F401  they register on import
