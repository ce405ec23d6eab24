"""The Django app that carries the answering engine and its command."""

from django.apps import AppConfig
from django.conf import settings

from matching.engine.encoders import choose_encoder
from matching.engine.solutions import keep_solutions_in


class MatchingConfig(AppConfig):
    """What was meant: the engine itself is plain Python in `matching.engine`."""

    name = "matching"

    def ready(self) -> None:
        """Let the engine encode with what the settings name, and keep solutions."""
        choose_encoder(settings.MATCHING_ENCODER)
        keep_solutions_in(settings.VAR_DIR / "solutions")
