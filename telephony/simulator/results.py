"""What Twilio posts to an action: the result of a Gather, a Dial or a Record."""

from uuid import uuid4

from telephony.simulator.caller import DECLINED, PICKED_UP, Dtmf, HangUp, Say, Step
from telephony.simulator.twiml_document import Verb

DIAL_RESULTS = frozenset({"completed", "answered", "busy", "no-answer", "failed", "canceled"})

TALK_SECONDS = 60
WORDS_A_SECOND = 2


def new_sid(prefix: str) -> str:
    """Return an identifier of Twilio's form: two letters and 32 hexadecimal digits."""
    return prefix + uuid4().hex


def gather_result(gather: Verb, step: Step) -> dict[str, str]:
    """Return what a Gather heard of the caller's step, empty if it heard nothing."""
    inputs = gather.attributes.get("input", "dtmf").split()
    match step:
        case Say() if "speech" in inputs:
            return speech_result(step)
        case Dtmf() if "dtmf" in inputs:
            return digits_result(gather, step.digits)
        case _:
            return {}


def speech_result(step: Say) -> dict[str, str]:
    """Return the words, with their confidence where Twilio has one."""
    if step.confidence is None:
        return {"SpeechResult": step.text}
    return {"SpeechResult": step.text, "Confidence": str(step.confidence)}


def digits_result(gather: Verb, pressed: str) -> dict[str, str]:
    """Return the keys up to the finishing key and the number asked for, empty if none."""
    finish_on_key = gather.attributes.get("finishOnKey", "#")
    wanted = int(gather.attributes.get("numDigits", len(pressed)))
    digits = until_key(pressed, finish_on_key)[:wanted]
    return {"Digits": digits} if digits else {}


def until_key(pressed: str, keys: str) -> str:
    """Return the keys pressed before the first one of `keys`."""
    ends = [position for position, key in enumerate(pressed) if key in keys]
    return pressed[: ends[0]] if ends else pressed


def dial_result(status: str, call_sid: str) -> dict[str, str]:
    """Return how a dial of a leg ended, with the duration of one that was picked up."""
    picked_up = status in PICKED_UP
    result = {
        "DialCallStatus": "completed" if status == DECLINED else status,
        "DialCallSid": call_sid,
        "DialBridged": str(picked_up).lower(),
    }
    return result | {"DialCallDuration": str(TALK_SECONDS)} if picked_up else result


def record_result(record: Verb, step: Step, account_sid: str) -> dict[str, str]:
    """Return the recording of a caller who spoke, pressed a key or hung up, empty if silent."""
    match step:
        case Say():
            return recording(record, account_sid, len(step.text.split()) // WORDS_A_SECOND)
        case Dtmf():
            return recording(record, account_sid, 1) | finishing_key(record, step.digits)
        case HangUp():
            return recording(record, account_sid, 1) | {"Digits": "hangup"}
        case _:
            return {}


def recording(record: Verb, account_sid: str, seconds: int) -> dict[str, str]:
    """Return a recording of at least a second, cut at the Record's maxLength."""
    longest = int(record.attributes.get("maxLength", "3600"))
    return recorded(account_sid, min(max(seconds, 1), longest))


def recorded(account_sid: str, seconds: int) -> dict[str, str]:
    """Return what is told of a new recording."""
    sid = new_sid("RE")
    account = f"https://api.twilio.com/2010-04-01/Accounts/{account_sid}"
    return {
        "RecordingUrl": f"{account}/Recordings/{sid}",
        "RecordingSid": sid,
        "RecordingDuration": str(seconds),
    }


def finishing_key(record: Verb, pressed: str) -> dict[str, str]:
    """Return the key that ended a recording, empty if none of those pressed does."""
    keys = record.attributes.get("finishOnKey", "1234567890*#")
    return next(({"Digits": key} for key in pressed if key in keys), {})
