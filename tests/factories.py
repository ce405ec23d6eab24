"""Made-up companies and what they own; a company's rows are made in its scope."""

import datetime
from typing import Any
from uuid import UUID, uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from knowledge.models import QuestionAnswer
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
from templates_brain.models import (
    Behaviour,
    ConfigurationChange,
    ConfigurationPart,
    FillerWord,
    Provenance,
    Scenario,
    ScenarioCategory,
    Synonym,
    UrgencyKeyword,
    Variable,
)
from tenants.models import (
    AuditEntry,
    AuthenticatorApp,
    Company,
    IdempotencyRecord,
    PhoneNumber,
    Role,
    User,
)
from tenants.scope import company_scope

PASSWORD = "a long enough password"


class CompanyFactory(DjangoModelFactory[Company]):
    """A live company."""

    name = factory.Sequence(lambda n: f"Company {n}")
    is_live = True

    class Meta:
        model = Company

    @classmethod
    def _create(cls, model_class: type[Company], *args: Any, **kwargs: Any) -> Company:
        company = model_class(*args, **kwargs)
        with company_scope(company.id):
            company.save(force_insert=True)
        return company


class UserFactory(DjangoModelFactory[User]):
    """A company's owner, whose password is `PASSWORD`."""

    email = factory.Sequence(lambda n: f"user{n}@example.com")
    role = Role.OWNER
    company = factory.SubFactory(CompanyFactory)

    class Meta:
        model = User

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(password=PASSWORD, **kwargs)


class StaffFactory(UserFactory):
    """One of the platform's staff."""

    role = Role.ADMIN
    company = None


class AuthenticatorAppFactory(DjangoModelFactory[AuthenticatorApp]):
    """The second factor of a member of staff, set up."""

    user = factory.SubFactory(StaffFactory)

    class Meta:
        model = AuthenticatorApp

    @classmethod
    def _create(
        cls, model_class: type[AuthenticatorApp], *args: Any, **kwargs: Any
    ) -> AuthenticatorApp:
        app = model_class(*args, **kwargs)
        app.set_new_key()
        app.save(force_insert=True)
        return app


class PhoneNumberFactory(DjangoModelFactory[PhoneNumber]):
    """A number with a Twilio account of its own, whose token is `token`."""

    company = factory.SubFactory(CompanyFactory)
    number = factory.Sequence(lambda n: f"+1239555{1000 + n}")
    account_sid = factory.Sequence(lambda n: f"AC{n:032x}")

    class Meta:
        model = PhoneNumber

    @classmethod
    def _create(
        cls, model_class: type[PhoneNumber], *args: Any, token: str = "token", **kwargs: Any
    ) -> PhoneNumber:
        number = model_class(*args, **kwargs)
        number.set_auth_token(token)
        with company_scope(number.company_id):
            number.save(force_insert=True)
        return number


class TenantFactory(DjangoModelFactory[Any]):
    """Makes a row in its company's scope; `company` is required."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, company: Company | UUID, **kwargs: Any) -> Any:
        with company_scope(getattr(company, "id", company)):
            return model_class.objects.create(*args, **kwargs)


def of_the_same_company(made_by: type[TenantFactory], **values: object) -> factory.SubFactory:
    """Return a row that is made along with another, for the same company."""
    return factory.SubFactory(made_by, company=factory.SelfAttribute("..company"), **values)


class ScenarioCategoryFactory(TenantFactory):
    """A group of scenarios."""

    key = factory.Sequence(lambda n: f"category_{n}")
    name = "Category"

    class Meta:
        model = ScenarioCategory


class ScenarioFactory(TenantFactory):
    """A live scenario in a category of its own."""

    category = of_the_same_company(ScenarioCategoryFactory)
    key = factory.Sequence(lambda n: f"scenario_{n}")
    name = "Scenario"
    triggers = factory.LazyFunction(lambda: ["do you fix drains"])
    quick_replies = factory.LazyFunction(lambda: ["We do fix drains."])

    class Meta:
        model = Scenario


class VariableFactory(TenantFactory):
    """A filled in text variable."""

    name = factory.Sequence(lambda n: f"variable{n}")
    label = "Variable"
    value = "value"

    class Meta:
        model = Variable


class QuestionAnswerFactory(TenantFactory):
    """An active entry."""

    question = factory.Sequence(lambda n: f"where is your office number {n}")
    answer = "123 Main Street."

    class Meta:
        model = QuestionAnswer


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


class AuditEntryFactory(TenantFactory):
    """Something that was done."""

    actor = "owner@example.com"
    action = "variables_changed"

    class Meta:
        model = AuditEntry


class IdempotencyRecordFactory(TenantFactory):
    """An answer that is on its way."""

    key = factory.Sequence(lambda n: f"key-{n}")
    fingerprint = "0" * 64

    class Meta:
        model = IdempotencyRecord


class FillerWordFactory(TenantFactory):
    """A filler of the company's own."""

    word = factory.Sequence(lambda n: f"filler{n}")

    class Meta:
        model = FillerWord


class UrgencyKeywordFactory(TenantFactory):
    """An urgent word of the company's own."""

    word = factory.Sequence(lambda n: f"urgent{n}")
    weight = 0.5

    class Meta:
        model = UrgencyKeyword


class ProvenanceFactory(TenantFactory):
    """A clone of a template's first version."""

    template_id = factory.LazyFunction(uuid4)
    template_key = "plumbing"
    template_version = 1
    content_hash = "0" * 64
    cloned_at = factory.LazyFunction(timezone.now)
    cloned_by = "staff@example.com"

    class Meta:
        model = Provenance


class ScenarioDocumentFactory(factory.DictFactory):
    """A scenario as a template's document has it."""

    key = factory.Sequence(lambda n: f"scenario_{n}")
    name = "Scenario"
    category = "services"
    triggers = factory.LazyAttribute(lambda row: [f"about my {row.key.replace('_', ' ')}"])
    quickReplies = factory.List(["{companyName} sees to that."])


class TemplateDocumentFactory(factory.DictFactory):
    """A small template: two scenarios, two variables, a filler, an urgent word."""

    schema = 1
    key = "plumbing"
    name = "Plumbing"
    industry = "plumbing"
    categories = factory.LazyFunction(lambda: [{"key": "services", "name": "Services"}])
    variableDefinitions = factory.LazyFunction(
        lambda: [
            {"name": "companyName", "label": "Company name", "required": True},
            {"name": "servicecallprice", "label": "Service call price", "type": "money"},
        ]
    )
    fillerWords = factory.List(["um"])
    urgencyKeywords = factory.LazyFunction(lambda: [{"word": "flooding", "weight": 0.9}])
    scenarios = factory.List(
        [
            factory.SubFactory(ScenarioDocumentFactory, key="clogged_drain"),
            factory.SubFactory(ScenarioDocumentFactory, key="burst_pipe"),
        ]
    )


class ConfigurationPartFactory(TenantFactory):
    """A section's content."""

    section = "words"
    content_hash = factory.Sequence(lambda n: f"{n:064x}")
    content = factory.LazyFunction(dict)

    class Meta:
        model = ConfigurationPart


class ConfigurationChangeFactory(TenantFactory):
    """A change with a state of its own."""

    version = factory.Sequence(lambda n: n + 1)
    actor = "owner@example.com"
    action = "variables_changed"
    variables = of_the_same_company(ConfigurationPartFactory, section="variables")
    words = of_the_same_company(ConfigurationPartFactory, section="words")
    scenarios = of_the_same_company(ConfigurationPartFactory, section="scenarios")

    class Meta:
        model = ConfigurationChange


class BehaviourFactory(TenantFactory):
    """A way of speaking."""

    key = factory.Sequence(lambda n: f"behaviour_{n}")
    name = "Behaviour"

    class Meta:
        model = Behaviour


class SynonymFactory(TenantFactory):
    """A synonym of the company's own."""

    word = factory.Sequence(lambda n: f"word{n}")
    means = "another word"

    class Meta:
        model = Synonym
