"""What the receptionist says while details are taken, and what comes of it."""

from dataclasses import dataclass

from telephony.taking.acts import Act
from telephony.taking.questions import joined, question
from telephony.taking.state import Taking


@dataclass(frozen=True, slots=True)
class Answer:
    """Words, the taking that goes on (none: it is over), and an act to keep with the turn.

    Where it `gives_up`, the caller is put through if there is anyone.
    """

    text: str
    taking: Taking | None = None
    act: Act | None = None
    gives_up: bool = False


def asking(taking: Taking, lead: str = "") -> Answer:
    """Return the taking's question, after some words."""
    return Answer(joined(lead, question(taking)), taking)
