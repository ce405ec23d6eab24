"""A text that was not sent, and whether trying again may help."""


class NotSent(Exception):
    """The provider did not take a text; `reason` is its error code or a word of ours."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


UNREACHABLE = frozenset({"21211", "21614", "30005", "30006"})
"""Twilio's codes for a number that is none, or that cannot get texts (a landline)."""

OPTED_OUT = "21610"
"""Twilio's code for a number that has written STOP to this one of ours."""
