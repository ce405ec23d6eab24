"""Waits for audio that is made beside the calls."""

from concurrent.futures import wait

from telephony.synthesis import making


def let_making_end() -> None:
    """Return once nothing is being made."""
    while made := list(making._making.values()):
        wait(made, timeout=30)
