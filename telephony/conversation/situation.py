"""What a turn is answered from."""

from dataclasses import dataclass, replace
from datetime import datetime

from matching.engine import accept
from telephony.agent import Agent, AgentProfile, Script
from telephony.call_state import CallState
from telephony.taking.desk import Occasion
from telephony.turns import PERSON_DIGIT, Heard, Next, Reply, speak, take_up

ACTING = frozenset({"transfer", "ask", "offer_booking"})
"""Follow-ups that do more than tell something."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Who answers, what was heard, what stood before it, and on which occasion.

    `plain` is what would be said if nothing but the answers were going on.
    """

    agent: Agent
    heard: Heard
    state: CallState
    occasion: Occasion
    plain: Reply

    @property
    def profile(self) -> AgentProfile:
        """Return the company's profile."""
        return self.agent.profile

    @property
    def moment(self) -> datetime:
        """Return when it is, in the company's zone."""
        return self.occasion.at

    @property
    def speech(self) -> str:
        """Return what the caller said."""
        return self.heard.speech.strip()

    @property
    def wants_person(self) -> bool:
        """Whether the caller pressed the key that leads to a person."""
        return self.heard.digits == PERSON_DIGIT

    @property
    def is_silent(self) -> bool:
        """Whether nothing was said, and no person asked for."""
        return not self.heard.dial_status and not self.speech and not self.wants_person

    @property
    def script(self) -> Script | None:
        """Return the scenario that the plain reply plays, if any."""
        return self.profile.scripts.get(self.plain.scenario_key)

    @property
    def is_emergency(self) -> bool:
        """Whether danger was heard, which nothing else may delay."""
        is_known = bool(self.script and self.script.is_emergency)
        return bool(self.plain.trace.get("emergency")) or is_known

    def can_say(self, match: str) -> bool:
        """Whether an answer or a scenario can be said now, and named in a question."""
        script = self.profile.scripts.get(match)
        is_playable = bool(script and script.replies and self.state.allows(script))
        return match in self.profile.topics and (is_playable or match in self.profile.answers)

    def only_tells(self, match: str) -> bool:
        """Whether it does nothing but say something."""
        script = self.profile.scripts.get(match)
        if script is None:
            return match in self.profile.answers
        acts = script.action_hooks or script.sets or script.is_emergency
        return not acts and script.follow_up not in ACTING

    def answer_with(self, match: str) -> Reply:
        """Return the answer that the caller has chosen by name, order or a yes."""
        decision = accept(self.agent.index, match, self.speech)
        state = replace(self.state.settled(), asked=False, confirming="")
        reply = speak(self.profile, replace(state, heard=state.heard + 1), decision)
        urgency = max(reply.urgency, decision.urgency)
        reply = take_up(self.profile, reply, "", urgency, self.occasion)
        return replace(reply, score=decision.score, urgency=urgency, trace=decision.trace)


def finishes(reply: Reply) -> bool:
    """Whether the reply leaves the floor open: it answers, asks nothing of its own and stays."""
    is_answer = reply.kind in ("qna", "scenario", "noted", "taking") and reply.next == Next.LISTEN
    return is_answer and not (reply.state.asked or reply.state.confirming or reply.state.taking)
