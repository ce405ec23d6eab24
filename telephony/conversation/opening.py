"""Who is let in."""

from datetime import datetime

from telephony.agent import Agent, AgentProfile
from telephony.call_state import CallState
from telephony.conversation import gate, recording
from telephony.conversation.greeting import begin
from telephony.conversation.suspicion import Caller, first_suspicion, is_allowed
from telephony.turns import Reply


def open_call(agent: Agent, caller: Caller, moment: datetime) -> Reply:
    """Begin a call at a moment in the company's zone, or stop it at the gate."""
    return recording.begin(agent.profile, _opened(agent.profile, caller, moment))


def _opened(profile: AgentProfile, caller: Caller, moment: datetime) -> Reply:
    if is_allowed(profile, caller):
        return begin(profile, CallState(gate=gate.PASSED), moment)
    state = CallState(suspicion=first_suspicion(profile, caller))
    return gate.stop(state) if gate.is_shut(state) else begin(profile, state, moment)
