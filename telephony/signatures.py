"""Lock 4 at Twilio's door: who may speak for which number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from logging import getLogger

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from twilio.request_validator import RequestValidator

from telephony import standby
from telephony.call_marks import is_test_sid, signing_token_of
from telephony.measuring import stage
from telephony.references import Purpose, Reference, read_reference
from tenants import routing
from tenants.routing import NumberRoute
from tenants.web_addresses import PUBLIC_ADDRESS

logger = getLogger(__name__)

_SID = "[0-9A-Za-z_-]{1,62}"
_STATUS = "[a-z-]{1,16}"
_SHAPES = {
    "AccountSid": re.compile(f"AC{_SID}"),
    "CallSid": re.compile(f"CA{_SID}"),
    "ParentCallSid": re.compile(f"CA{_SID}"),
    "CallStatus": re.compile(_STATUS),
    "DialCallStatus": re.compile(_STATUS),
    "Digits": re.compile("[0-9*#]*|hangup"),
    "MessageSid": re.compile(f"(SM|MM){_SID}"),
    "MessageStatus": re.compile(_STATUS),
    "ErrorCode": re.compile("[0-9]{0,8}"),
    "RecordingSid": re.compile(f"RE{_SID}"),
    "RecordingStatus": re.compile(_STATUS),
    "RecordingUrl": PUBLIC_ADDRESS,
    "TranscriptionStatus": re.compile(_STATUS),
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A request that Twilio really sent, for one of our numbers, or for a number we don't have.

    `facts` are those of the signed reference in its URL, where that has one.
    """

    params: Mapping[str, str]
    route: NumberRoute | None
    is_degraded: bool
    is_test: bool
    facts: Mapping[str, str] = field(default_factory=dict)


def accept(request: HttpRequest, sid: str = "CallSid") -> Delivery | None:
    """Return the delivery, or None where it is not to be answered.

    The token is that of the account which owns the `To` number, the request's `AccountSid` must
    be that account, no parameter may stand twice, `sid` must be there, and those that are used
    have their shapes: the signature covers none of it, not even where a name ends and its value
    begins. A test call is signed with a token of its own, which no account has.
    """
    params = _single_values(request)
    if params is None or not _has_shape(params, sid):
        return None
    route, is_degraded = _route(params.get("To", ""))
    is_genuine = _is_genuine(request, params, route)
    is_test = route is not None and is_test_sid(params.get("CallSid", ""))
    return Delivery(params, route, is_degraded, is_test) if is_genuine else None


def accept_referred(
    request: HttpRequest, purpose: Purpose, sid: str = "CallSid"
) -> Delivery | None:
    """Return the delivery whose number stands in our signed reference, or None.

    The number must still be that company's; a reference to a call counts in that call only.
    """
    params, reference = _single_values(request), _reference(request, purpose)
    if params is None or reference is None or not _has_shape(params, sid):
        return None
    if reference.facts.get("call", params.get("CallSid")) != params.get("CallSid"):
        return None
    route, is_degraded = _route(reference.number)
    if route is None or route.company_id != reference.company_id:
        return None
    if not _is_genuine(request, params, route):
        return None
    is_test = is_test_sid(params.get("CallSid", ""))
    return Delivery(params, route, is_degraded, is_test, reference.facts)


def _is_genuine(request: HttpRequest, params: dict[str, str], route: NumberRoute | None) -> bool:
    """Whether the owner of the route, or the platform without one, has sent this."""
    token = _token(route, params.get("ParentCallSid") or params.get("CallSid", ""))
    if not token or not _is_signed(request, params, token):
        return False
    return route is None or route.account_sid in ("", params.get("AccountSid"))


def _token(route: NumberRoute | None, call_sid: str) -> str:
    """Return what has to have signed a request of the call."""
    if route is None:
        return str(settings.TWILIO_AUTH_TOKEN)
    is_test = is_test_sid(call_sid)
    return signing_token_of(route.company_id, call_sid) if is_test else route.auth_token


def _reference(request: HttpRequest, purpose: Purpose) -> Reference | None:
    signed = request.GET.getlist("ref")
    return read_reference(purpose, signed[0]) if len(signed) == 1 else None


def _single_values(request: HttpRequest) -> dict[str, str] | None:
    lists = dict(request.POST.lists())
    if any(len(values) != 1 for values in lists.values()):
        return None
    return {name: str(values[0]) for name, values in lists.items()}


def _has_shape(params: dict[str, str], sid: str) -> bool:
    """Return whether this is a request about a call or a text, with values such as Twilio's."""
    used = [(shape, params[name]) for name, shape in _SHAPES.items() if name in params]
    return sid in params and all(shape.fullmatch(value) for shape, value in used)


@stage("routing")
def _route(number: str) -> tuple[NumberRoute | None, bool]:
    """Return the route and whether it comes from memory because the database is away."""
    try:
        route = routing.route_number(number)
    except DatabaseError as error:
        logger.warning("routing_from_memory", extra={"error_type": type(error).__name__})
        held = standby.record_of(number)
        return (held.route if held else None), True
    if route is not None:
        standby.remember_route(route)
    return route, False


def _is_signed(request: HttpRequest, params: dict[str, str], token: str) -> bool:
    url = f"{settings.PUBLIC_BASE_URL}{request.get_full_path()}"
    signature = request.headers.get("X-Twilio-Signature", "")
    return bool(RequestValidator(token).validate(url, params, signature))
