"""What the line needs: a number, a voice, hours, somebody to put callers through to, a try."""

from django.conf import settings

from telephony.models import BusinessHours, Call, CallTurn, TransferTarget, VoiceSettings
from telephony.models.voice_settings import Provider
from telephony.readiness_checks.finding import Finding, ready_if
from tenants.encryption import UnreadableSecret
from tenants.models import PhoneNumber


def find_number() -> Finding:
    """Look for a number whose calls can be told from forged ones."""
    numbers = list(PhoneNumber.in_company.all())
    if not numbers:
        return Finding("Add the company's phone number.")
    is_checked = any(map(_has_token, numbers))
    return ready_if(is_checked, f"Set the Twilio auth token of {numbers[0].number}.")


def find_checked_token() -> Finding:
    """Look for a number whose account and token Twilio has taken."""
    numbers = list(PhoneNumber.in_company.all())
    if not numbers:
        return Finding("Connect the company's number at Twilio, once it has one.")
    is_checked = any(number.is_token_checked for number in numbers)
    return ready_if(is_checked, f"Connect {numbers[0].number} at Twilio: its token is unchecked.")


def find_voice() -> Finding:
    """Look for a voice that was chosen, and for the key to it where it is at ElevenLabs."""
    row = VoiceSettings.objects.first()
    if row and row.provider == Provider.ELEVENLABS:
        return ready_if(row.has_readable_key(), "Set the company's API key to ElevenLabs.")
    return ready_if(row is not None, "Choose the voice that callers hear.")


def find_hours() -> Finding:
    """Look for an open hour."""
    weeks = BusinessHours.objects.values_list("weekly", flat=True)
    is_told = any(any(week.values()) for week in weeks)
    return ready_if(is_told, "Say when the company is open.")


def find_transfer() -> Finding:
    """Look for somebody who picks up."""
    return ready_if(TransferTarget.objects.exists(), "Name a person to put callers through to.")


def find_test_call() -> Finding:
    """Look for a call in which somebody spoke, or one that was marked as a test."""
    is_made = (
        Call.objects.filter(is_test=True).exists()
        or CallTurn.objects.exclude(utterance="").exists()
    )
    return ready_if(is_made, "Make a test call and listen.")


def _has_token(number: PhoneNumber) -> bool:
    """Whether signatures can be checked: a token that no key opens checks none."""
    try:
        return bool(number.auth_token() or settings.TWILIO_AUTH_TOKEN)
    except UnreadableSecret:
        return False
