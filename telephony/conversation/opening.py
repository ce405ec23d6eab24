"""Who is let in."""

from datetime import datetime

from telephony.agent import Agent
from telephony.call_state import CallState
from telephony.conversation import gate
from telephony.conversation.greeting import begin
from telephony.conversation.suspicion import Caller, first_suspicion, is_allowed
from telephony.turns import Reply


def open_call(agent: Agent, caller: Caller, moment: datetime) -> Reply:
    """Begin a call at a moment in the company's zone, or stop it at the gate."""
    if is_allowed(agent.profile, caller):
        return begin(agent.profile, CallState(gate=gate.PASSED), moment)
    state = CallState(suspicion=first_suspicion(agent.profile, caller))
    return gate.stop(state) if gate.is_shut(state) else begin(agent.profile, state, moment)
