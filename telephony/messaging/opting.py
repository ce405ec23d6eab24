"""STOP, START and HELP, as callers write them."""

from enum import StrEnum

from telephony.models import OptOut, OptOutReason

_STOP = {
    "stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "optout",
    "opt out",
}  # fmt: skip
_START = {"start", "unstop", "yes"}
_HELP = {"help", "info"}


class Keyword(StrEnum):
    """What the carriers' rules give a meaning of its own."""

    STOP = "stop"
    START = "start"
    HELP = "help"


def keyword_in(body: str, *, is_opted_out: bool) -> Keyword | None:
    """Return the keyword that a text consists of; who gets texts may say yes to something else."""
    said = " ".join(body.casefold().strip(" .!\"'").split())
    if said in _STOP:
        return Keyword.STOP
    if said in _START and (is_opted_out or said != "yes"):
        return Keyword.START
    return Keyword.HELP if said in _HELP else None


def is_opted_out(phone: str) -> bool:
    """Whether the bound company sends nothing to a number."""
    return OptOut.objects.filter(phone=phone).exists()


def opt(phone: str, keyword: Keyword) -> None:
    """Do what the keyword asks of the bound company, and of no other."""
    if keyword == Keyword.STOP:
        OptOut.objects.update_or_create(phone=phone, defaults={"reason": OptOutReason.ASKED})
    if keyword == Keyword.START:
        OptOut.objects.filter(phone=phone).delete()
