"""The tenants app: who owns what."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Registers the system checks with the app."""

    name = "tenants"
    verbose_name = "Companies"

    def ready(self) -> None:
        """Register the system checks."""
        from tenants import checks  # noqa: F401  registers on import
