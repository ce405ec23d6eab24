"""The models of this app: the global templates, and what a company has of them."""

from templates_brain.models.company_words import FillerWord, Synonym, UrgencyKeyword
from templates_brain.models.history import ConfigurationChange, ConfigurationPart, Section
from templates_brain.models.provenance import Provenance
from templates_brain.models.scenario import Behaviour, Scenario, ScenarioCategory
from templates_brain.models.template import Template, TemplateVersion
from templates_brain.models.template_content import (
    TemplateBehaviour,
    TemplateCategory,
    TemplateFillerWord,
    TemplateScenario,
    TemplateSynonym,
    TemplateUrgencyKeyword,
    TemplateVariable,
)
from templates_brain.models.variable import Variable

__all__ = [
    "Behaviour",
    "ConfigurationChange",
    "ConfigurationPart",
    "FillerWord",
    "Provenance",
    "Scenario",
    "ScenarioCategory",
    "Section",
    "Synonym",
    "Template",
    "TemplateBehaviour",
    "TemplateCategory",
    "TemplateFillerWord",
    "TemplateScenario",
    "TemplateSynonym",
    "TemplateUrgencyKeyword",
    "TemplateVariable",
    "TemplateVersion",
    "UrgencyKeyword",
    "Variable",
]
