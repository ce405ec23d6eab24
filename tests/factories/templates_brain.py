"""Made-up scenarios and words of companies, and templates."""

from uuid import uuid4

import factory
from django.utils import timezone

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
from tests.factories.tenants import TenantFactory, of_the_same_company


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


class SynonymFactory(TenantFactory):
    """A synonym of the company's own."""

    word = factory.Sequence(lambda n: f"word{n}")
    means = "another word"

    class Meta:
        model = Synonym


class BehaviourFactory(TenantFactory):
    """A way of speaking."""

    key = factory.Sequence(lambda n: f"behaviour_{n}")
    name = "Behaviour"

    class Meta:
        model = Behaviour


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
