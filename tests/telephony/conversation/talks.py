"""Conversations in plain values: a company at a moment, and what callers do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telephony.agent import Agent
from telephony.conversation import Caller, open_call, take_turn
from telephony.hours import Hours
from telephony.taking.desk import Occasion
from telephony.turns import CallState, Heard, Reply
from tests.telephony.receptionists import receptionist, scenario

CALLER, FRONT_DESK, MANAGER = "+12125550123", "+12395550301", "+12395550302"
ON_CALL, OWN_PHONE = "+12395550399", "+12395550398"
WEEK = Hours({day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")})
MORNING = datetime.fromisoformat("2027-03-01T10:00-05:00")
EVENING = datetime.fromisoformat("2027-03-01T20:00-05:00")

DRAINS = scenario("drains", "do you fix drains", "We do fix drains.", "Drains are our trade.")
PRICE = scenario("price", "how much is a service call", "A service call is $125.")
HOURS = scenario("hours", "what are your hours", "We open at eight.")
BOOK = scenario("book", "book an appointment", "Which day suits you?", follow_up="offer_booking")
PERSON = scenario("person", "put me on to the office", "Of course.", action_hooks=("transfer",))
BYE = scenario("bye", "goodbye", "Goodbye, and thank you.", action_hooks=("end_call",))
GAS = scenario("emergency_gas", "i smell gas", "Leave the house now.", is_emergency=True)
ALL = (DRAINS, PRICE, HOURS, BOOK, PERSON, BYE, GAS)
TOPICS = {
    "drains": "Drain cleaning",
    "price": "Service call price",
    "hours": "Business hours",
    "book": "Book an appointment",
    "person": "The office",
    "bye": "Goodbye",
}


def company(**facts: Any) -> Agent:
    """Return a receptionist with the usual scenarios, and `facts` of its profile."""
    return receptionist(*facts.pop("told", ALL), **{"topics": TOPICS, **facts})


@dataclass
class Talk:
    """A call that goes on turn by turn."""

    agent: Agent
    moment: datetime = MORNING
    caller: Caller = field(default_factory=lambda: Caller(CALLER))
    replies: list[Reply] = field(default_factory=list)

    def begin(self) -> Reply:
        """Return how the call opens."""
        opened = open_call(self.agent.at(self.moment), self.caller, self.moment)
        return self._next(opened)

    def say(self, speech: str, confidence: float | None = 0.9) -> Reply:
        """Return the reply to what the caller says."""
        return self.hear(Heard(speech=speech, confidence=confidence))

    def press(self, digits: str) -> Reply:
        """Return the reply to a key."""
        return self.hear(Heard(digits=digits))

    def wait(self) -> Reply:
        """Return the reply to silence."""
        return self.hear(Heard())

    def dialled(self, status: str) -> Reply:
        """Return the reply to the end of a dial."""
        return self.hear(Heard(dial_status=status))

    def hear(self, heard: Heard) -> Reply:
        """Return the reply to whatever came."""
        agent = self.agent.at(self.moment)
        return self._next(take_turn(agent, heard, self.state, Occasion(self.moment)))

    @property
    def state(self) -> CallState:
        """Return what the next turn starts from, as it comes from the database."""
        document = self.replies[-1].state.as_document() if self.replies else {}
        return CallState.from_document(document)

    def _next(self, reply: Reply) -> Reply:
        self.replies.append(reply)
        return reply


def talk(*said: str, moment: datetime = MORNING, **facts: Any) -> Talk:
    """Return a call in which this was said already."""
    call = Talk(company(**facts), moment)
    call.begin()
    hear_all(call, said)
    return call


def hear_all(call: Talk, said: Sequence[str]) -> None:
    """Say these one after another."""
    for speech in said:
        call.say(speech)
