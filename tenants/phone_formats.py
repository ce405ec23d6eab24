"""How a phone number and the account of one at Twilio are written."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

_REGION = "US"

valid_account_sid = RegexValidator(
    r"\AAC[0-9a-fA-F]{32}\Z", "Write the account's SID as in AC and 32 hexadecimal digits."
)
valid_auth_token = RegexValidator(
    r"\A[0-9a-fA-F]{32}\Z", "An auth token has 32 hexadecimal digits."
)


def valid_e164(number: str) -> None:
    """Raise `ValidationError` unless `number` is a possible number in E.164."""
    if not number.startswith("+") or e164(number) != number:
        raise ValidationError("Write the number as in +12395550100.")


def e164(written: str) -> str:
    """Return a number, however people write it, in E.164; without a country it is American.

    Raises `ValidationError` for what is no number that could be dialled, or has an extension.
    """
    try:
        parsed = phonenumbers.parse(written, _REGION)
    except phonenumbers.NumberParseException as error:
        raise ValidationError("Write the number as in +12395550100.") from error
    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if parsed.extension or reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValidationError("Write the number as in +12395550100.")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
