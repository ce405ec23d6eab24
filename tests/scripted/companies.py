"""What a scripted call's `company` says is so about Joe's Plumbing, each by its name."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.utils import timezone

from telephony.agent import Manner
from telephony.conversation.greeting import coming_greetings
from telephony.profiles import read_profile
from telephony.synthesis.clips import keep_clip
from telephony.synthesis.speech import speech_of
from tenants.models import Company, PhoneNumber
from tenants.routing import route_number
from tenants.scope import company_scope, platform_scope
from tests.factories import (
    AppointmentFactory,
    CallHandlingFactory,
    QuestionAnswerFactory,
    SpamRuleFactory,
    TransferTargetFactory,
    VoiceSettingsFactory,
)

ANN, BOB, EMERGENCY = "+12395550301", "+12395550302", "+12395550911"
NUMBER, SPEAKER = "+12395550100", "21m00Tcm4TlvDq8ikWAM"
OWNER, CALLER = "+12395550444", "+12125550123"


def has_somebody(company: UUID) -> None:
    """Ann picks up, at any time."""
    TransferTargetFactory(company=company, name="Ann", phone=ANN, order=1)


def has_a_second(company: UUID) -> None:
    """Bob picks up where Ann does not."""
    TransferTargetFactory(company=company, name="Bob", phone=BOB, order=2)


def has_office_hours(company: UUID) -> None:
    """Ann is there in business hours only."""
    TransferTargetFactory(company=company, name="Ann", phone=ANN, order=1, hours="business")


def leaves_messages_after_hours(company: UUID) -> None:
    """A message is taken while it is closed."""
    CallHandlingFactory(company=company, after_hours="message")


def puts_through_after_hours(company: UUID) -> None:
    """Callers are put through while it is closed."""
    CallHandlingFactory(company=company, after_hours="transfer")


def rings_the_owner_first(company: UUID) -> None:
    """Every call rings the owner first."""
    CallHandlingFactory(company=company, forward_to=OWNER)


def has_no_voicemail(company: UUID) -> None:
    """It takes no recorded messages."""
    CallHandlingFactory(company=company, voicemail_enabled=False)


def takes_messages_from_the_silent(company: UUID) -> None:
    """A silent caller is asked once more, and may then leave a message."""
    CallHandlingFactory(company=company, silence_reprompts=1, silence_then="message")


def lets_the_silent_go(company: UUID) -> None:
    """A silent caller is asked twice more, and the call ends."""
    CallHandlingFactory(company=company, silence_reprompts=2, silence_then="hangup")


def has_a_visit(company: UUID) -> None:
    """The caller has a visit on Wednesday between 2 PM and 4 PM."""
    AppointmentFactory(
        company=company,
        name="Joe Miller",
        phone=CALLER,
        window_start=datetime(2027, 3, 3, 19, 0, tzinfo=UTC),
        window_end=datetime(2027, 3, 3, 21, 0, tzinfo=UTC),
        place=0,
        status="confirmed",
    )


def has_blocked_the_caller(company: UUID) -> None:
    """The caller is on its list of blocked callers."""
    SpamRuleFactory(company=company, phone=CALLER, verdict="block")


def always_lets_the_caller_in(company: UUID) -> None:
    """The caller is on its list of callers who are let in always."""
    SpamRuleFactory(company=company, phone=CALLER, verdict="allow")


def has_an_emergency_phone(company: UUID) -> None:
    """Emergencies ring a number of their own first."""
    CallHandlingFactory(company=company, emergency_phone=EMERGENCY)


def puts_silence_through(company: UUID) -> None:
    """A silent caller is asked once more and then put through."""
    CallHandlingFactory(company=company, silence_reprompts=1, silence_then="transfer")


def never_asks_again(company: UUID) -> None:
    """A silent caller is let go at once."""
    CallHandlingFactory(company=company, silence_reprompts=0)


def speaks_british(company: UUID) -> None:
    """Another voice speaks, slower, and says Joe's as it is said there."""
    VoiceSettingsFactory(
        company=company,
        language="en-GB",
        voice="Polly.Amy-Neural",
        speaking_rate=0.9,
        pronunciations=[{"text": "Plumbing", "say": "plumming"}],
    )


def records_calls(company: UUID) -> None:
    """It records its calls."""
    CallHandlingFactory(company=company, recording_enabled=True)


def writes_messages_down(company: UUID) -> None:
    """Recorded messages are written down too, and the owner is told of them by text."""
    CallHandlingFactory(company=company, voicemail_transcribe=True, voicemail_notify=[OWNER])


def has_a_voice_of_another_maker(company: UUID) -> None:
    """A voice of another maker speaks, whose audio of what opens a call is there."""
    voice = VoiceSettingsFactory.build(company_id=company, provider="elevenlabs", voice=SPEAKER)
    voice.set_api_key("a-key-that-nobody-is-shown")
    with company_scope(company, writing=True):
        voice.save()
    route = route_number(NUMBER)
    assert route is not None
    profile = read_profile(route)
    for words in (profile.recording_notice, *coming_greetings(profile, timezone.now())):
        keep_clip(company, speech_of(words, Manner(), profile.voice).name, b"ID3 audio")


def knows_parking(company: UUID) -> None:
    """It has an answer of its own."""
    QuestionAnswerFactory(
        company=company,
        question="Where can I park?",
        alternatives=["is there parking at your shop"],
        answer="Park behind the shop at {address}.",
    )


def is_not_live(company: UUID) -> None:
    """It is still setting up."""
    _set(company, is_live=False)


def is_suspended(company: UUID) -> None:
    """It is suspended."""
    _set(company, is_suspended=True)


def has_lost_its_number(company: UUID) -> None:
    """The number that is called is nobody's any more."""
    with platform_scope("tests"):
        PhoneNumber._base_manager.filter(company_id=company).delete()


SET_UPS: dict[str, Callable[[UUID], None]] = {
    "somebody": has_somebody,
    "a second": has_a_second,
    "office hours": has_office_hours,
    "message after hours": leaves_messages_after_hours,
    "on call after hours": puts_through_after_hours,
    "owner first": rings_the_owner_first,
    "no voicemail": has_no_voicemail,
    "silence becomes a message": takes_messages_from_the_silent,
    "silence ends": lets_the_silent_go,
    "a visit": has_a_visit,
    "blocked": has_blocked_the_caller,
    "always let in": always_lets_the_caller_in,
    "emergency phone": has_an_emergency_phone,
    "silence is put through": puts_silence_through,
    "never asks again": never_asks_again,
    "british voice": speaks_british,
    "another voice": has_a_voice_of_another_maker,
    "records calls": records_calls,
    "messages written down": writes_messages_down,
    "parking": knows_parking,
    "not live": is_not_live,
    "suspended": is_suspended,
    "number lost": has_lost_its_number,
}


def _set(company: UUID, **facts: bool) -> None:
    with platform_scope("tests"):
        Company.objects.filter(pk=company).update(**facts)
