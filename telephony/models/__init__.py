"""The models of this app."""

from telephony.models.call import Call, CallTurn, Outcome
from telephony.models.matching_thresholds import MatchingThresholds
from telephony.models.transfer_target import TransferTarget

__all__ = ["Call", "CallTurn", "MatchingThresholds", "Outcome", "TransferTarget"]
