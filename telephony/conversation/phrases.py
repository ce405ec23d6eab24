"""What the receptionist says around her answers."""

EMERGENCY_FIRST = "If this is an emergency, tell me now."
MESSAGE_OFFER = "I can answer questions, and take a message for the team. What can I help you with?"
PERSON_OFFER = (
    "Tell me what you need, or stay on the line and I'll connect you with someone on call."
)
CLOSED = "Our office is closed right now."
HELP = "How can I help you today?"
FORWARD_UNANSWERED = "I'm sorry, nobody could pick up just now, so I'm here to help."

SPAM_GATE = (
    "I'm sorry, we can't take this call. If you are a customer, please press zero. "
    "If anyone is in danger, say so now."
)
SPAM_END = "Goodbye."

REPEATED = "Of course."
NOTHING_TO_REPEAT = "I haven't said anything yet. What can I help you with?"
SLOWER = "Of course, I'll speak more slowly."
STARTED_OVER = "No problem, let's start over. What can I help you with?"

SAY_IT_AGAIN = "I'm sorry, I heard that wrong. Could you say it once more?"
DOUBTED_MAX_CHARS = 120

RECORDING_ENDED = "All right, I've stopped recording."
NOT_RECORDED = "This call isn't being recorded."

OFFER_DECLINED = "All right. What else can I do for you?"

WHAT_THERE = "Thank you. What can we do for you there?"

TAKE_MESSAGE = "Please tell me your name, your number, and what it's about."
MESSAGE_INSTEAD = "I'll take a message for the team."
NOBODY_NOW = "Nobody is available right now, but I can take a message."
SILENT_MESSAGE = "I can't hear you, but you can leave a message for the team."
LOST_MESSAGE = "I'm having trouble with that, so let me take a message for the team."
MESSAGE_AGAIN = "I'm listening. Please leave your message now."
MESSAGE_END = "I didn't hear a message, so I'll hang up now. Please call again. Goodbye."
MESSAGE_DECLINED = "All right, no message. What else can I do for you?"
MESSAGE_RESUMED = "And what may I tell the team?"
LOST_END = "I'm sorry I couldn't help you this time. Please call again. Goodbye."

PROMPTS = (
    "Is there anything else I can help you with?",
    "What else can I do for you?",
    "Can I help you with anything else?",
)
HELLOS = {0: "Hello.", 5: "Good morning.", 12: "Good afternoon.", 18: "Good evening."}
"""By the hour from which on each is said."""
AGAIN = ("As I said:", "To say it again:", "Once more:")


def hello(hour: int) -> str:
    """Return the greeting of an hour of the day; in the small hours none has a name."""
    return HELLOS[max(start for start in HELLOS if start <= hour)]


def thanks(company_name: str) -> str:
    """Return the company's name, as a call opens with it."""
    return f"Thank you for calling {company_name}."


def closed(opening: str) -> str:
    """Return that nobody is in, and when somebody will be, where that is known."""
    return f"Our office is closed right now, and opens {opening}." if opening else CLOSED


def did_you_say(speech: str) -> str:
    """Return what was heard, read back as a question."""
    return f"I'm not sure I heard you right. Did you say: {speech[:DOUBTED_MAX_CHARS]}?"


def one_or_the_other(first: str, second: str) -> str:
    """Return the question which of two topics was meant."""
    return f"Did you mean: {_plain(first)}, or: {_plain(second)}?"


def first_or_second(first: str, second: str) -> str:
    """Return the same question, for who has answered with a yes."""
    return f"Which one? The first, {_plain(first)}, or the second, {_plain(second)}?"


def and_about(topic: str) -> str:
    """Return what leads over to a caller's second request."""
    return f"And about your other question, {_plain(topic)}:"


def also_asked(topic: str) -> str:
    """Return the reminder of a second request that is more than a question."""
    return f"You also asked about: {_plain(topic)}. Shall we go on to that?"


def _plain(topic: str) -> str:
    return topic.rstrip(" ?.!")
