"""What the receptionist says of her own accord, where no template has words for it."""

from datetime import datetime

SILENCES = (
    "I'm sorry, I didn't hear anything. How can I help you?",
    "I still can't hear you. Please tell me what you need, or press zero for a person.",
    "Are you still there? Say what it's about, or press zero for a person.",
    "I can't hear you on this line. If you can hear me, please press zero.",
    "I'm still listening. Please speak now, or press zero for a person.",
)
SILENCE_END = "I can't hear anything on the line, so I'll hang up now. Please call again. Goodbye."
UNCLEAR = (
    "I'm sorry, I didn't quite get that. Could you say it in other words?",
    "I'm sorry, I don't have an answer to that. Is there something else I can help you with?",
)
UNCLEAR_TRANSFER = "I'll connect you with someone who can help. One moment, please."
ONLY_TEXTS = "I can only read words. What can I help you with?"
NOT_MEANT = "I'm sorry. Could you tell me in other words what you need?"
RECORDED = "Please note that this call is recorded."
NOTED = "Thank you, I've written that down for the team. Is there anything else?"
ANYTHING_ELSE = "Is there anything else I can help you with?"
WHAT_ELSE = "Of course. What else can I help with?"
HELP_WITH_WHAT = "Of course. What can I help with?"
SAY_MORE = "Could you tell me a little more?"
DECLINED = "All right. What else can I do for you?"
TRANSFER = "I'll connect you now. One moment, please."
NOBODY_TO_TRANSFER_TO = (
    "I'm sorry, I can't put you through from this line right now. What can I help you with?"
)
NOBODY_PICKED_UP = "I'm sorry, nobody could pick up just now. What can I help you with?"
NOBODY_PICKED_UP_END = "I'm sorry, nobody could pick up."
NOBODY_PICKED_UP_URGENT = (
    "I'm sorry, nobody could pick up. If anyone is in danger, leave the place and call 911 now."
)
UNHEARD = "I can't hear anything on the line."
LEAVE_VOICEMAIL = (
    "Please leave a message after the tone, with your name and your phone number. "
    "Press pound when you are done."
)
VOICEMAIL_KEPT = "Thank you. I'll pass your message on to the team. Goodbye."
VOICEMAIL_EMPTY = "I'm sorry, I didn't hear a message. Please call again. Goodbye."
TRYING_NEXT = "Nobody picked up there. I'll try someone else."
EMERGENCY = "If anyone is in danger, please leave the place and call 911 right away."
CONNECTING_EMERGENCY = "I'm connecting you with our emergency line now. Please stay on the line."
TROUBLE = "I'm sorry, our phone system is having trouble at the moment."
BUSY = "I'm sorry, a lot of people are calling at the moment."
BUSY_AGAIN = "I'm sorry, it's very busy right now. Could you say that once more?"
TROUBLE_END = "Please call back in a few minutes. If anyone is in danger, call 911. Goodbye."
UNKNOWN_NUMBER = "I'm sorry, this number is not in service. Goodbye."
SUSPENDED = (
    "I'm sorry, this number can't take calls at the moment. "
    "If anyone is in danger, call 911. Goodbye."
)


def goodbye(company_name: str) -> str:
    """Return how a call ends well."""
    return f"Thank you for calling {company_name}. Have a good day. Goodbye!"


def opening(company_name: str) -> str:
    """Return the greeting of a call."""
    return f"Thank you for calling {company_name}. How can I help you today?"


def did_you_mean(topic: str) -> str:
    """Return the question whether a caller meant what a scenario or an answer is about."""
    return f"I want to be sure I got that right. Did you mean: {topic.rstrip('?.!')}?"


def call_us(number: str) -> str:
    """Return what a text answers where a call would be put through."""
    return f"I can't put you through by text. Please call us at {number}."


def call_now(number: str) -> str:
    """Return the end of an emergency's answer by text."""
    return f"Please call {number} now."


def opted_out(company_name: str) -> str:
    """Return the last text to somebody who wants none."""
    return f"You get no more texts from {company_name}. Reply START to get them again."


def opted_in(company_name: str) -> str:
    """Return the first text to somebody who wants them again."""
    return f"You get texts from {company_name} again. Reply STOP to end them."


def text_help(company_name: str, number: str) -> str:
    """Return what HELP is answered."""
    return f"{company_name}: ask us anything here, or call {number}. Reply STOP to get no texts."


def left_a_message(company_name: str, kind: str, caller: str) -> str:
    """Return what the company's people are texted about a message."""
    return f"{company_name}: {caller or 'an unknown number'} left a {kind}."


def window(start: datetime, end: datetime) -> str:
    """Return a window in the company's own time, as in Tue, Nov 27, 1:00 PM to 3:00 PM."""
    clock = [f"{at:%I:%M %p}".lstrip("0") for at in (start, end)]
    return f"{start:%a, %b} {start.day}, {' to '.join(clock)}"


def confirmed(company_name: str, window: str, address: str) -> str:
    """Return the text that confirms an appointment."""
    place = f" at {address}" if address else ""
    return f"{company_name}: your appointment is confirmed for {window}{place}. Reply STOP to end."


def whisper(topic: str, *, is_urgent: bool) -> str:
    """Return what somebody hears who picks up, before the caller is put through."""
    caller = "An emergency call" if is_urgent else "A caller"
    about = f" about: {topic.rstrip('?.!')}" if topic else ""
    return f"{caller}{about}. Press 1 to take the call."


def not_live(company_name: str) -> str:
    """Return what a caller hears while the company is still setting up."""
    return (
        f"Thank you for calling {company_name}. This line is not taking calls yet. "
        "Please try again another time. If anyone is in danger, call 911. Goodbye."
    )
