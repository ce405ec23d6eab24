"""The desk's pages of calls and of how they are taken."""

from telephony.admin.call_handling import CallHandlingAdmin, SpamRuleAdmin, TransferTargetAdmin
from telephony.admin.calls import CallAdmin, CallTurnAdmin, MatchingThresholdsAdmin
from telephony.admin.company import LiveCompanyAdmin
from telephony.admin.hours import BusinessHoursAdmin, ClosureAdmin
from telephony.admin.phone_number import ConnectedNumberAdmin
from telephony.admin.privacy import DoomedRecordingAdmin, RetentionAdmin
from telephony.admin.texts import OptOutAdmin, TextMessageAdmin
from telephony.admin.voice import VoiceSettingsAdmin

__all__ = [
    "BusinessHoursAdmin",
    "CallAdmin",
    "CallHandlingAdmin",
    "CallTurnAdmin",
    "ClosureAdmin",
    "ConnectedNumberAdmin",
    "DoomedRecordingAdmin",
    "LiveCompanyAdmin",
    "MatchingThresholdsAdmin",
    "OptOutAdmin",
    "RetentionAdmin",
    "SpamRuleAdmin",
    "TextMessageAdmin",
    "TransferTargetAdmin",
    "VoiceSettingsAdmin",
]
