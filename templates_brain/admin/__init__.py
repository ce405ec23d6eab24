"""The desk's pages of templates, and of what companies have of them."""

from templates_brain.admin.configuration import (
    FillerWordAdmin,
    ScenarioCategoryAdmin,
    UrgencyKeywordAdmin,
    VariableAdmin,
)
from templates_brain.admin.history import ConfigurationChangeAdmin, ProvenanceAdmin
from templates_brain.admin.scenario import ScenarioAdmin
from templates_brain.admin.template import TemplateAdmin
from templates_brain.admin.template_rows import (
    TemplateCategoryAdmin,
    TemplateFillerWordAdmin,
    TemplateUrgencyKeywordAdmin,
    TemplateVariableAdmin,
)
from templates_brain.admin.template_scenario import TemplateScenarioAdmin
from templates_brain.admin.template_version import TemplateVersionAdmin

__all__ = [
    "ConfigurationChangeAdmin",
    "FillerWordAdmin",
    "ProvenanceAdmin",
    "ScenarioAdmin",
    "ScenarioCategoryAdmin",
    "TemplateAdmin",
    "TemplateCategoryAdmin",
    "TemplateFillerWordAdmin",
    "TemplateScenarioAdmin",
    "TemplateUrgencyKeywordAdmin",
    "TemplateVariableAdmin",
    "TemplateVersionAdmin",
    "UrgencyKeywordAdmin",
    "VariableAdmin",
]
