"""Made-up calls, what came of them, and how they are handled."""

import datetime

import factory

from telephony.models import (
    Appointment,
    BusinessHours,
    Call,
    CallHandling,
    CallTurn,
    Closure,
    DoomedRecording,
    MatchingThresholds,
    Message,
    OptOut,
    Retention,
    SpamRule,
    TextMessage,
    TransferTarget,
    VoiceSettings,
)
from telephony.models.spam_rule import Verdict
from tests.factories.tenants import TenantFactory, of_the_same_company


class CallFactory(TenantFactory):
    """A call in progress."""

    call_sid = factory.Sequence(lambda n: f"CA{n:032x}")
    from_number = "+12125550123"
    to_number = "+12395550100"

    class Meta:
        model = Call


class CallTurnFactory(TenantFactory):
    """The greeting of a call of its own."""

    call = of_the_same_company(CallFactory)
    index = 0
    kind = "greeting"
    latency_ms = 1.0
    twiml = "<Response/>"

    class Meta:
        model = CallTurn


class AppointmentFactory(TenantFactory):
    """A visit that was asked for in a call of its own."""

    call = of_the_same_company(CallFactory)
    name = "Ann Miller"
    phone = "+12125550123"

    class Meta:
        model = Appointment


class MessageFactory(TenantFactory):
    """What was left in a call of its own."""

    call = of_the_same_company(CallFactory)
    from_number = "+12125550123"
    text = "Please call me back."

    class Meta:
        model = Message


class TextMessageFactory(TenantFactory):
    """A text that waits to be sent, of a call of its own."""

    call = of_the_same_company(CallFactory)
    direction = "out"
    from_number = "+12395550100"
    to_number = "+12125550123"
    body = "We are on our way."
    status = "queued"

    class Meta:
        model = TextMessage


class OptOutFactory(TenantFactory):
    """Somebody who wants no texts."""

    phone = factory.Sequence(lambda n: f"+1239558{1000 + n}")

    class Meta:
        model = OptOut


class RetentionFactory(TenantFactory):
    """What callers said, kept as long as usual."""

    class Meta:
        model = Retention


class DoomedRecordingFactory(TenantFactory):
    """A recording that is to be deleted at Twilio."""

    sid = factory.Sequence(lambda n: f"RE{n:032x}")
    number = "+12395550100"

    class Meta:
        model = DoomedRecording


class MatchingThresholdsFactory(TenantFactory):
    """Scores of a company's own to answer from."""

    class Meta:
        model = MatchingThresholds


class TransferTargetFactory(TenantFactory):
    """Somebody who picks up."""

    name = "Front desk"
    phone = factory.Sequence(lambda n: f"+1239556{1000 + n}")

    class Meta:
        model = TransferTarget


class VoiceSettingsFactory(TenantFactory):
    """A voice that speaks with the usual settings."""

    class Meta:
        model = VoiceSettings


class BusinessHoursFactory(TenantFactory):
    """Open on weekdays from eight to five, and on no public holiday less."""

    weekly = factory.LazyFunction(
        lambda: {
            **{day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
            **{day: [] for day in ("sat", "sun")},
        }
    )

    class Meta:
        model = BusinessHours


class ClosureFactory(TenantFactory):
    """A day off."""

    date = factory.Sequence(lambda n: datetime.date(2027, 1, 1) + datetime.timedelta(days=n))
    reason = "Inventory"

    class Meta:
        model = Closure


class CallHandlingFactory(TenantFactory):
    """A call handled with the usual settings."""

    class Meta:
        model = CallHandling


class SpamRuleFactory(TenantFactory):
    """A caller who is never let in."""

    phone = factory.Sequence(lambda n: f"+1239557{1000 + n}")
    verdict = Verdict.BLOCK

    class Meta:
        model = SpamRule
