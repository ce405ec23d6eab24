"""A call as a conversation, in plain Python: what surrounds the answers of `telephony.turns`."""

from telephony.conversation.opening import open_call
from telephony.conversation.suspicion import Caller
from telephony.conversation.taking_turns import take_turn

__all__ = ["Caller", "open_call", "take_turn"]
