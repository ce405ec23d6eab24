"""The desk's pages of templates, and of what companies have of them."""

from templates_brain.admin.configuration import (
    BehaviourAdmin,
    FillerWordAdmin,
    ScenarioCategoryAdmin,
    SynonymAdmin,
    UrgencyKeywordAdmin,
    VariableAdmin,
)
from templates_brain.admin.history import ConfigurationChangeAdmin, ProvenanceAdmin
from templates_brain.admin.scenario import ScenarioAdmin
from templates_brain.admin.template import TemplateAdmin
from templates_brain.admin.template_rows import (
    TemplateBehaviourAdmin,
    TemplateCategoryAdmin,
    TemplateFillerWordAdmin,
    TemplateSynonymAdmin,
    TemplateUrgencyKeywordAdmin,
    TemplateVariableAdmin,
)
from templates_brain.admin.template_scenario import TemplateScenarioAdmin
from templates_brain.admin.template_version import TemplateVersionAdmin

__all__ = [
    "BehaviourAdmin",
    "ConfigurationChangeAdmin",
    "FillerWordAdmin",
    "ProvenanceAdmin",
    "ScenarioAdmin",
    "ScenarioCategoryAdmin",
    "SynonymAdmin",
    "TemplateAdmin",
    "TemplateBehaviourAdmin",
    "TemplateCategoryAdmin",
    "TemplateFillerWordAdmin",
    "TemplateScenarioAdmin",
    "TemplateSynonymAdmin",
    "TemplateUrgencyKeywordAdmin",
    "TemplateVariableAdmin",
    "TemplateVersionAdmin",
    "UrgencyKeywordAdmin",
    "VariableAdmin",
]
