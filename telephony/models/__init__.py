"""The models of this app."""

from telephony.models.appointment import Appointment, AppointmentStatus
from telephony.models.call import Call, CallTurn, Outcome
from telephony.models.matching_thresholds import MatchingThresholds
from telephony.models.message import Message, MessageKind
from telephony.models.transfer_target import TransferTarget

__all__ = [
    "Appointment",
    "AppointmentStatus",
    "Call",
    "CallTurn",
    "MatchingThresholds",
    "Message",
    "MessageKind",
    "Outcome",
    "TransferTarget",
]
