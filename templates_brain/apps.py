"""The templates_brain app: what to say."""

from django.apps import AppConfig

from matching.engine.vectors import share_file


class TemplatesBrainConfig(AppConfig):
    """Global templates, and each company's copy."""

    name = "templates_brain"
    verbose_name = "Templates and configurations"

    def ready(self) -> None:
        """Let every index of this process use the bundled templates' vectors."""
        from templates_brain.vectors import BUNDLED  # its models are there only now

        share_file(BUNDLED)
