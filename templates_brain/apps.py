"""The templates_brain app: what to say."""

from django.apps import AppConfig


class TemplatesBrainConfig(AppConfig):
    """Global templates, and each company's copy."""

    name = "templates_brain"
    verbose_name = "Templates and configurations"
