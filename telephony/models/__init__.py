"""The models of this app."""

from telephony.models.appointment import Appointment, AppointmentStatus
from telephony.models.business_hours import BusinessHours
from telephony.models.call import Call, CallTurn, Outcome
from telephony.models.call_handling import CallHandling
from telephony.models.closure import Closure
from telephony.models.doomed_recording import DoomedRecording
from telephony.models.matching_thresholds import MatchingThresholds
from telephony.models.message import Message, MessageKind
from telephony.models.opt_out import OptOut, OptOutReason
from telephony.models.retention import Retention
from telephony.models.spam_rule import SpamRule
from telephony.models.text_message import Direction, TextMessage, TextStatus
from telephony.models.transfer_target import TransferTarget
from telephony.models.voice_settings import VoiceSettings

__all__ = [
    "Appointment",
    "AppointmentStatus",
    "BusinessHours",
    "Call",
    "CallHandling",
    "CallTurn",
    "Closure",
    "Direction",
    "DoomedRecording",
    "MatchingThresholds",
    "Message",
    "MessageKind",
    "OptOut",
    "OptOutReason",
    "Outcome",
    "Retention",
    "SpamRule",
    "TextMessage",
    "TextStatus",
    "TransferTarget",
    "VoiceSettings",
]
