"""The knowledge app: what a company knows."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """A company's own questions and answers."""

    name = "knowledge"
    verbose_name = "Knowledge"
