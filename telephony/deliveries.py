"""What a delivery tells: which call it is about, what was heard, how the call stands."""

import re
from collections.abc import Mapping

from telephony.calls import CALLER_MAX_CHARS, Line
from telephony.links import CallLinks
from telephony.signatures import Delivery
from telephony.turns import PICKED_UP, Heard
from tenants.routing import NumberRoute

NOT_TAKEN = "no-answer"
DURATION = re.compile("[0-9]{1,8}")


def line_of(delivery: Delivery, route: NumberRoute, caller: str | None = None) -> Line:
    """Return which call of which company a delivery is about; whose, where it does not tell."""
    from_number = delivery.params.get("From", "") if caller is None else caller
    return Line(
        company_id=route.company_id,
        call_sid=delivery.params["CallSid"],
        from_number=from_number[:CALLER_MAX_CHARS],
        to_number=route.number,
        is_test=delivery.is_test,
    )


def links_of(line: Line) -> CallLinks:
    """Return the URLs of the call that carry a reference."""
    return CallLinks(line.to_number, line.company_id, line.call_sid, line.from_number)


def status_in(delivery: Delivery) -> tuple[str, int | None]:
    """Return Twilio's word on the call, and its seconds where they are a number of seconds."""
    duration = delivery.params.get("CallDuration", "")
    seconds = int(duration) if DURATION.fullmatch(duration) else None
    return delivery.params.get("CallStatus", ""), seconds


def heard_in(delivery: Delivery) -> Heard:
    """Return what the caller did in the turn."""
    return Heard(
        speech=delivery.params.get("SpeechResult", ""),
        digits=delivery.params.get("Digits", ""),
        dial_status=_dial_status(delivery.params),
        recorded_seconds=recorded_seconds(delivery.params),
        confidence=_confidence(delivery.params.get("Confidence", "")),
    )


def _dial_status(params: Mapping[str, str]) -> str:
    """Return how the dial ended: one who took the phone and not the call did not pick up."""
    is_declined = params.get("DialBridged") == "false"
    status = params.get("DialCallStatus", "")
    return NOT_TAKEN if is_declined and status in PICKED_UP else status


def recorded_seconds(params: Mapping[str, str]) -> int:
    """Return how long the recording is; 0 where there is none, or nothing on it."""
    seconds = params.get("RecordingDuration", "")
    is_number = seconds.isascii() and seconds.isdecimal()
    return int(seconds[:6]) if is_number and "RecordingSid" in params else 0


def _confidence(text: str) -> float | None:
    """Return Twilio's confidence, or None where it tells none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None
