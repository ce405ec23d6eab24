"""A turn of a call, in plain Python: what is answered, without what surrounds the answers."""

from telephony.call_state import CallState
from telephony.turns.answering import PERSON_DIGIT, QUESTION, answer_turn
from telephony.turns.details import take_up, taken
from telephony.turns.reply import Heard, Next, Reply
from telephony.turns.ringing import PICKED_UP, nobody_picked_up, put_through
from telephony.turns.speaking import TRANSFER, speak

__all__ = [
    "PERSON_DIGIT",
    "PICKED_UP",
    "QUESTION",
    "TRANSFER",
    "CallState",
    "Heard",
    "Next",
    "Reply",
    "answer_turn",
    "nobody_picked_up",
    "put_through",
    "speak",
    "take_up",
    "taken",
]
