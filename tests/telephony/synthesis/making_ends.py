"""Waits for audio that is made beside the calls."""

from telephony.synthesis import making


def let_making_end() -> None:
    """Return once nothing is being made."""
    for made in list(making._making.values()):
        made.exception(timeout=30)
