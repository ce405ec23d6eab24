"""An account's numbers: whose they are here, and where they lead."""

from typing import Any

from telephony.connecting.at_twilio import AccountAtTwilio, NumberAtTwilio
from telephony.connecting.plan import without_secrets
from tenants.models import PhoneNumber
from tenants.scope import platform_scope
from tenants.twilio_account import TwilioAccount


def list_numbers(account: TwilioAccount) -> list[dict[str, Any]]:
    """Return each number of the account, and whose it is; raises `NotConnected`."""
    at_twilio = AccountAtTwilio(account)
    at_twilio.check_token()
    found = at_twilio.numbers()
    owners = _owners([one.phone_number for one in found])
    return [_described(one, owners.get(one.phone_number)) for one in found]


def _owners(numbers: list[str]) -> dict[str, str]:
    with platform_scope("connect_number"):
        rows = PhoneNumber.objects.filter(number__in=numbers)
        return {number: str(owner) for number, owner in rows.values_list("number", "company_id")}


def _described(found: NumberAtTwilio, company_id: str | None) -> dict[str, Any]:
    return {
        "number": found.phone_number,
        "numberSid": found.sid,
        "name": found.friendly_name,
        "companyId": company_id,
        "voiceUrl": without_secrets(found.voice_url or ""),
        "smsUrl": without_secrets(found.sms_url or ""),
    }
