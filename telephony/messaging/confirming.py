"""Texts that an appointment is agreed on."""

from zoneinfo import ZoneInfo

from telephony import phrases
from telephony.messaging.outbox import queue_text, spoken_company_name
from telephony.models import Appointment, TextMessage
from tenants.models import Company, PhoneNumber


def confirm_by_sms(appointment: Appointment) -> TextMessage | None:
    """Text the caller the window of an appointment, once a window.

    None without a window, without a phone to text to, or without a number to text from.
    """
    from_number = _number(appointment)
    start, end = appointment.window_start, appointment.window_end
    if not from_number or start is None or end is None:
        return None
    zone = ZoneInfo(Company.in_company.get().timezone)
    window = phrases.window(start.astimezone(zone), end.astimezone(zone))
    body = phrases.confirmed(spoken_company_name(), window, appointment.address)
    key = f"confirmed:{appointment.id}:{start.isoformat()}"
    return queue_text(from_number, appointment.phone, body, key=key, call_id=appointment.call_id)


def _number(appointment: Appointment) -> str:
    """Return the number that was called, while it is the company's, else another one of its."""
    numbers = PhoneNumber.in_company.order_by("created_at").values_list("number", flat=True)
    called = appointment.call.to_number if appointment.call else ""
    return called if called in numbers else next(iter(numbers), "")
