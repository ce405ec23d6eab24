"""Which encoder a process answers with: chosen at its start, loaded once, before the first call."""

from functools import lru_cache
from logging import getLogger

from matching.engine.encoders.protocol import Encoder, EncoderUnavailable
from matching.engine.encoders.static import Static

logger = getLogger(__name__)

NAMES = ("minilm", "static")
_chosen = NAMES[0]


def choose_encoder(name: str) -> None:
    """Let this process answer with the encoder of this name, one of NAMES."""
    global _chosen
    _chosen = name


def current_encoder() -> Encoder:
    """The chosen encoder, or the static one where its model cannot load."""
    return _loaded(_chosen)


@lru_cache(maxsize=len(NAMES))
def _loaded(name: str) -> Encoder:
    if name == "static":
        return Static()
    try:
        from matching.engine.encoders.minilm import MiniLM  # its runtime may not be there

        return MiniLM()
    except (EncoderUnavailable, ImportError):
        logger.exception("encoder_unavailable")
        return Static()
