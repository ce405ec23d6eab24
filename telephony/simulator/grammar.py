"""The TwiML that the player knows: which verbs, where, with which attributes and values."""

import re
from xml.etree.ElementTree import Element

MAX_SAY_CHARACTERS = 4_096
MAX_HINTS = 500
MAX_HINT_CHARACTERS = 100
RECORDING = "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent"

ATTRIBUTES = {
    "Response": "",
    "Say": "voice loop language",
    "Play": "loop digits",
    "Pause": "length",
    "Gather": (
        "input action method timeout speechTimeout maxSpeechTime profanityFilter finishOnKey "
        "numDigits partialResultCallback partialResultCallbackMethod language hints bargeIn "
        "debug actionOnEmptyResult speechModel enhanced"
    ),
    "Redirect": "method",
    "Hangup": "",
    "Reject": "reason",
    "Start": "",
    "Stop": "",
    "Recording": f"name channels track trim {RECORDING}",
    "Dial": (
        "action method timeout hangupOnStar timeLimit callerId record trim answerOnBridge "
        f"ringTone recordingTrack sequential referUrl referMethod {RECORDING}"
    ),
    "Number": (
        "sendDigits url method statusCallbackEvent statusCallback statusCallbackMethod byoc "
        "machineDetection amdStatusCallback amdStatusCallbackMethod machineDetectionTimeout "
        "machineDetectionSpeechThreshold machineDetectionSpeechEndThreshold "
        "machineDetectionSilenceTimeout"
    ),
    "Record": (
        "action method timeout finishOnKey maxLength playBeep trim transcribe "
        f"transcribeCallback {RECORDING}"
    ),
    "break": "strength time",
    "emphasis": "level",
    "lang": "{http://www.w3.org/XML/1998/namespace}lang",
    "p": "",
    "phoneme": "alphabet ph",
    "prosody": "volume rate pitch",
    "s": "",
    "say-as": "interpret-as format role",
    "sub": "alias",
    "w": "role",
}
SPOKEN = frozenset({"Say", "Play", "Pause"})
SSML = frozenset(
    {"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"}
)
CHILDREN = {
    "Response": SPOKEN
    | {"Gather", "Redirect", "Hangup", "Reject", "Dial", "Record", "Start", "Stop"},
    "Start": frozenset({"Recording"}),
    "Stop": frozenset({"Recording"}),
    "Gather": SPOKEN,
    "Dial": frozenset({"Number"}),
    "Say": SSML,
    **dict.fromkeys(SSML - {"break"}, SSML),
}
HOLDS_TEXT = frozenset({"Say", "Play", "Redirect", "Dial", "Number"}) | SSML - {"break"}

TRUE_OR_FALSE = "true|false"
WHOLE_NUMBER = r"\d+"
VALUES = {
    # The player speaks POST only, which is all that these webhooks answer.
    "method": "POST",
    "input": "dtmf|speech|dtmf speech|speech dtmf",
    "timeout": WHOLE_NUMBER,
    "timeLimit": WHOLE_NUMBER,
    "length": WHOLE_NUMBER,
    "loop": WHOLE_NUMBER,
    "maxLength": WHOLE_NUMBER,
    "numDigits": r"[1-9]\d*",
    "speechTimeout": rf"auto|{WHOLE_NUMBER}",
    "finishOnKey": "[0-9*#]*",
    "reason": "rejected|busy",
    "track": "inbound|outbound|both",
    "channels": "mono|dual",
    "trim": "trim-silence|do-not-trim",
    "actionOnEmptyResult": TRUE_OR_FALSE,
    "answerOnBridge": TRUE_OR_FALSE,
    "bargeIn": TRUE_OR_FALSE,
    "debug": TRUE_OR_FALSE,
    "enhanced": TRUE_OR_FALSE,
    "hangupOnStar": TRUE_OR_FALSE,
    "playBeep": TRUE_OR_FALSE,
    "profanityFilter": TRUE_OR_FALSE,
    "sequential": TRUE_OR_FALSE,
    "transcribe": TRUE_OR_FALSE,
}
MODELS_WITH_AUTOMATIC_TIMEOUT = frozenset({"default", "numbers_and_commands", "phone_call"})


class BadTwiML(Exception):
    """The document is one that Twilio would refuse, or would never finish playing."""


def check_tree(element: Element) -> None:
    """Raise BadTwiML at the first thing in the element or below it that cannot be played."""
    check_attributes(element)
    check_text(element)
    check_limits(element)
    for child in element:
        check_place(child, element)
        check_tree(child)


def check_place(child: Element, parent: Element) -> None:
    """Raise BadTwiML for an unknown verb, and for a known one in the wrong place."""
    if child.tag not in ATTRIBUTES:
        raise BadTwiML(f"{child.tag} is not a verb that this player knows.")
    if child.tag not in CHILDREN.get(parent.tag, frozenset()):
        raise BadTwiML(f"{child.tag} may not stand inside {parent.tag}.")


def check_attributes(element: Element) -> None:
    """Raise BadTwiML for an attribute that the verb lacks, or a value that it cannot take."""
    known = ATTRIBUTES[element.tag].split()
    for name, value in element.attrib.items():
        if name not in known:
            raise BadTwiML(f"{element.tag} has no attribute {name}.")
        if not re.fullmatch(VALUES.get(name, "(?s:.*)"), value):
            raise BadTwiML(f'{element.tag} cannot take {name}="{value}".')


def check_text(element: Element) -> None:
    """Raise BadTwiML for words in a place where nobody would hear them."""
    if element.tag in HOLDS_TEXT:
        return
    loose = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in loose):
        raise BadTwiML(f"{element.tag} holds text outside of any verb that would speak it.")


def check_limits(element: Element) -> None:
    """Raise BadTwiML where a Say or a Gather goes past what Twilio takes."""
    if element.tag == "Say":
        check_say(element)
    if element.tag == "Gather":
        check_hints(element.get("hints", ""))
        check_speech_timeout(element)


def check_say(say: Element) -> None:
    """Raise BadTwiML for more text than Twilio speaks in one Say."""
    if len("".join(say.itertext())) > MAX_SAY_CHARACTERS:
        raise BadTwiML(f"A Say is longer than {MAX_SAY_CHARACTERS} characters.")


def check_hints(hints: str) -> None:
    """Raise BadTwiML for more hints, or longer ones, than Twilio takes."""
    phrases = [phrase.strip() for phrase in hints.split(",")]
    if len(phrases) > MAX_HINTS:
        raise BadTwiML(f"A Gather has more than {MAX_HINTS} hints.")
    if any(len(phrase) > MAX_HINT_CHARACTERS for phrase in phrases):
        raise BadTwiML(f"A Gather has a hint longer than {MAX_HINT_CHARACTERS} characters.")


def check_speech_timeout(gather: Element) -> None:
    """Raise BadTwiML for an automatic timeout with a model that needs a number (13327)."""
    model = gather.get("speechModel", "default")
    if gather.get("speechTimeout") == "auto" and model not in MODELS_WITH_AUTOMATIC_TIMEOUT:
        raise BadTwiML(f"A Gather with the speech model {model} needs a speechTimeout in seconds.")
