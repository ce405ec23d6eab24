"""What is said while details are taken."""

from telephony.taking import fields

ASKED = {
    fields.NAME: "What's your name?",
    fields.PHONE: "What's the best number to reach you?",
    fields.EMAIL: "What's your e-mail address?",
    fields.ADDRESS: "What's the address?",
    fields.DATE: "What day works best for you?",
    fields.TIME: "What time is good for you?",
    fields.NUMBER: "What number is it?",
    fields.TEXT: "Could you tell me a little more?",
}
"""By type, where a field has no words of its own."""

AGAIN = {
    fields.NAME: (
        "Could you say the name once more, just the name?",
        "Could you spell the last name for me, letter by letter?",
    ),
    fields.PHONE: (
        "Could you say the number digit by digit, with the area code first?",
        "Please key the number in on your phone, with the area code, and press the pound key.",
    ),
    fields.EMAIL: (
        "Could you say it again, with at and dot, like joe at example dot com?",
        "Could you say the e-mail address slowly, one part at a time?",
    ),
    fields.ADDRESS: (
        "Could you say just the house number and the street?",
        "Please say the house number digit by digit, and then the street.",
    ),
    fields.DATE: (
        "Which day would that be, and morning or afternoon?",
        "Please give me a day of the week, like Monday, and a time.",
    ),
    fields.TIME: (
        "What time of day would that be?",
        "Please give me a time, like ten AM, or say any time.",
    ),
    fields.NUMBER: (
        "Could you say the number again?",
        "Please say the number digit by digit.",
    ),
    fields.TEXT: (
        "Could you put it in a few words?",
        "Just a short sentence is fine. What is it about?",
    ),
}
"""By type, in another way each time it was not understood."""

READ_BACK = {
    fields.NAME: "I have the name as {said}. Is that right?",
    fields.PHONE: "I have the number as {said}. Is that right?",
    fields.EMAIL: "I have the e-mail address as {said}. Is that right?",
    fields.ADDRESS: "I have the address as {said}. Is that right?",
    fields.DATE: "I have {said}. Is that right?",
    fields.TIME: "I have {said}. Is that right?",
    fields.NUMBER: "I have {said}. Is that right?",
}
OWN_NUMBER = "Is the number you're calling from the best one to reach you?"
WANTED = "Would you like us to set up a visit?"
NOT_HEARD = "I'm sorry, I didn't hear anything."
NOT_UNDERSTOOD = "I'm sorry, I didn't get that."
CORRECTED = "I'm sorry about that."
LEFT_OUT = "That's all right, we'll leave that out."
THANKS = "Thank you."
LEFT = "No problem. Is there anything else I can help you with?"
NOT_FREE = "I'm sorry, that time isn't free."
JUST_TAKEN = "I'm sorry, that time was just taken."
OTHER_TIME = "What other day or time would work for you?"
WHICH = "Which one would you like?"
IS_IT_THAT = "Is that the one?"
DOES_IT_WORK = "Does that work for you?"
NONE_FOUND = "I don't see a visit under the number you're calling from."
NO_OTHER = "I don't see another one. I'll take a message for the team instead."
NONE_UNDER = "I don't see a visit under that number. I'll take a message for the team instead."
ANYTHING_ELSE = "Is there anything else I can help you with?"
GIVEN_UP = (
    "I'm sorry, I'm having trouble getting that down. I've passed on what I have, and someone "
    "from the team will get back to you. Is there anything else I can help you with?"
)
GIVEN_UP_TRANSFER = (
    "I'm sorry, I'm having trouble getting that down. I'll connect you with someone who can help."
)
MESSAGE_LEFT = f"Thank you, I've passed that on to the team. {ANYTHING_ELSE}"
CALLBACK_LEFT = f"Thank you. I've asked the team to call you back. {ANYTHING_ELSE}"
REQUESTED = (
    "Thank you. I've written down your request, and the team will call you to set the time. "
    f"{ANYTHING_ELSE}"
)
CHANGE_REQUESTED = f"Thank you. I've asked the team to find you another time. {ANYTHING_ELSE}"


def booked(window: str) -> str:
    """Return the confirmation of a visit."""
    return f"You're booked for {window}. {ANYTHING_ELSE}"


def moved(window: str) -> str:
    """Return the confirmation of a visit that was moved."""
    return f"Your visit is moved. We'll see you {window}. {ANYTHING_ELSE}"


def called_off(window: str) -> str:
    """Return the confirmation of a visit that was cancelled."""
    return f"Your visit on {window} is cancelled. {ANYTHING_ELSE}"


def found(window: str, is_called_off: bool) -> str:
    """Return the question whether this is the visit that is meant."""
    return f"I see a visit on {window}. {'Shall I cancel it?' if is_called_off else IS_IT_THAT}"


def offering(windows: str, is_one: bool) -> str:
    """Return the windows with the question whether one of them is good."""
    return f"I have {windows}. {DOES_IT_WORK if is_one else WHICH}"


def resuming(question: str) -> str:
    """Return a question that was left for another one."""
    is_own_word = question.startswith(("I ", "I'"))
    return f"So, {question if is_own_word else question[:1].lower() + question[1:]}"
