"""The Django app that carries the answering engine and its command."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """What was meant: the engine itself is plain Python in `matching.engine`."""

    name = "matching"
