"""What the receptionist says of her own accord, where no template has words for it."""

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
NOT_MEANT = "I'm sorry. Could you tell me in other words what you need?"
NOTED = "Thank you, I've written that down for the team. Is there anything else?"
ANYTHING_ELSE = "Is there anything else I can help you with?"
TRANSFER = "I'll connect you now. One moment, please."
NOBODY_TO_TRANSFER_TO = (
    "I'm sorry, I can't put you through from this line right now. What can I help you with?"
)
NOBODY_PICKED_UP = "I'm sorry, nobody could pick up just now. What can I help you with?"
NOBODY_PICKED_UP_END = "I'm sorry, nobody could pick up."
TRYING_NEXT = "Nobody picked up there. I'll try someone else."
EMERGENCY = "If anyone is in danger, please leave the place and call 911 right away."
CONNECTING_EMERGENCY = "I'm connecting you with our emergency line now. Please stay on the line."
TROUBLE = "I'm sorry, our phone system is having trouble at the moment."
TROUBLE_END = "Please call back in a few minutes. If anyone is in danger, call 911. Goodbye."
UNKNOWN_NUMBER = "I'm sorry, this number is not in service. Goodbye."
SUSPENDED = (
    "I'm sorry, this number can't take calls at the moment. "
    "If anyone is in danger, call 911. Goodbye."
)


def opening(company_name: str) -> str:
    """Return the greeting of a call."""
    return f"Thank you for calling {company_name}. How can I help you today?"


def did_you_mean(topic: str) -> str:
    """Return the question whether a caller meant what a scenario or an answer is about."""
    return f"I want to be sure I got that right. Did you mean: {topic.rstrip('?.!')}?"


def not_live(company_name: str) -> str:
    """Return what a caller hears while the company is still setting up."""
    return (
        f"Thank you for calling {company_name}. This line is not taking calls yet. "
        "Please try again another time. If anyone is in danger, call 911. Goodbye."
    )
