"""What the engine makes of a caller's words while details are taken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meant:
    """What the engine makes of the words: whether it has an answer, and what that would do.

    `leads_away` where the answer puts the caller through, ends the call, or takes other details;
    `asks_for_it` where the words only ask for what is being taken.
    """

    is_answer: bool = False
    leads_away: bool = False
    is_same: bool = False
    asks_for_it: bool = False
