"""The models of this app."""

from telephony.models.call import Call, CallTurn, Outcome
from telephony.models.transfer_target import TransferTarget

__all__ = ["Call", "CallTurn", "Outcome", "TransferTarget"]
