"""Connecting a number: read here, asked at Twilio in no scope, and kept here again."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError

from telephony.connecting.at_twilio import AccountAtTwilio, NumberAtTwilio
from telephony.connecting.plan import Change, changes_between
from telephony.connecting.refusals import NotConnected, PointsElsewhere, TokenRefused
from telephony.connecting.wanted import Setting, refuse_private_origin, wanted_settings
from tenants import routing
from tenants.audit import record
from tenants.configuration import lock_configuration
from tenants.encryption import UnreadableSecret
from tenants.models import PhoneNumber
from tenants.phone_formats import valid_e164
from tenants.scope import company_scope
from tenants.twilio_account import TwilioAccount


@dataclass(frozen=True, slots=True)
class OurNumber:
    """A number of a company here, and the account that it is on."""

    number: str
    company_id: UUID
    account: TwilioAccount


@dataclass(frozen=True, slots=True)
class Connection:
    """What connecting a number changes at Twilio, or has changed."""

    ours: OurNumber
    number_sid: str
    takes_texts: bool
    changes: tuple[Change, ...]

    @property
    def foreign(self) -> tuple[Change, ...]:
        """Return the changes that would take the number away from something else."""
        return tuple(change for change in self.changes if change.is_foreign)


def find_ours(number: str) -> OurNumber:
    """Return a number of any company here; raises `NotConnected`."""
    try:
        valid_e164(number)
    except ValidationError as error:
        raise NotConnected(error.message) from error
    route = routing.route_number(number)
    if route is None:
        raise NotConnected(f"No company here has the number {number}: add it to one first.")
    try:
        with company_scope(route.company_id):
            account = PhoneNumber.in_company.get(number=number).account()
    except UnreadableSecret as error:
        raise NotConnected(f"No key opens the auth token of {number}: set it again.") from error
    return OurNumber(number, route.company_id, account)


def plan_connection(ours: OurNumber) -> Connection:
    """Return what connecting the number would change; raises `NotConnected`."""
    refuse_private_origin()
    account = AccountAtTwilio(ours.account)
    account.check_token()
    found = account.find(ours.number)
    capabilities = found.capabilities or {}
    if not capabilities.get("voice", True):
        raise NotConnected(f"{ours.number} cannot take calls: it has no voice at Twilio.")
    takes_texts = bool(capabilities.get("sms", True))
    changes = _changes_of(found, wanted_settings(takes_texts=takes_texts))
    return Connection(ours, found.sid, takes_texts, changes)


def connect(ours: OurNumber, *, actor: str, take_over: bool = False) -> Connection:
    """Let the number's calls and texts reach us, and return what was changed for that.

    Raises `PointsElsewhere` where they reach something else, unless that is to be taken over, and
    `NotConnected`. What Twilio says of the token is kept with the number.
    """
    try:
        connection = plan_connection(ours)
    except TokenRefused:
        _keep(ours, actor, "number_token_refused", fingerprint="")
        raise
    _keep(ours, actor, "number_token_checked", fingerprint=ours.account.fingerprint)
    if connection.foreign and not take_over:
        raise PointsElsewhere(ours.number, _places(connection.foreign))
    if connection.changes:
        _change(connection)
        _record(connection, actor)
    return connection


def _change(connection: Connection) -> None:
    values = {change.setting.name: change.after for change in connection.changes}
    stands = AccountAtTwilio(connection.ours.account).change(connection.number_sid, values)
    left = _changes_of(stands, [change.setting for change in connection.changes])
    if left:
        labels = ", ".join(change.setting.label for change in left)
        raise NotConnected(f"Twilio did not take all of it: {labels}.")


def _keep(ours: OurNumber, actor: str, action: str, *, fingerprint: str) -> None:
    """Keep whether Twilio takes the token, where that is news."""
    with company_scope(ours.company_id, writing=True):
        lock_configuration(ours.company_id)
        row = PhoneNumber.in_company.filter(number=ours.number).first()
        if row is not None and row.checked_with != fingerprint:
            row.checked_with = fingerprint
            row.save(update_fields=["checked_with"])
            record(actor, action, number=ours.number)


def _record(connection: Connection, actor: str) -> None:
    ours = connection.ours
    with company_scope(ours.company_id, writing=True):
        lock_configuration(ours.company_id)
        record(
            actor,
            "number_connected",
            before={change.setting.key: change.before for change in connection.changes},
            after={change.setting.key: change.after for change in connection.changes},
            number=ours.number,
        )


def _changes_of(found: NumberAtTwilio, wanted: list[Setting]) -> tuple[Change, ...]:
    return changes_between({one.name: getattr(found, one.name) for one in wanted}, wanted)


def _places(foreign: tuple[Change, ...]) -> str:
    return ", ".join(f"{change.setting.label} → {change.before}" for change in foreign)
