"""The desk's forms of templates and configurations: the rules of the API, as form errors."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, When
from unfold.widgets import UnfoldAdminTextInputWidget

from templates_brain.documents import QUICK_REPLY_MAX_CHARS, ScenarioDocument
from templates_brain.linting import FULL_REPLY_SPOKEN_CHARS
from templates_brain.models import Template, TemplateVersion
from templates_brain.models.fields import ScenarioColumns
from templates_brain.snapshots import SCENARIO_COLUMNS
from templates_brain.variables import checked_value
from tenants.admin import LinesField, OwnedForm, TenantForm


def _counted(one: str, many: str, most: int = 0) -> dict[str, str | int]:
    return {"data-counted": one, "data-counted-many": many, "data-most": most}


COUNTED: dict[str, dict[str, str | int]] = {
    "triggers": _counted("trigger", "triggers"),
    "negative_triggers": _counted("negative trigger", "negative triggers"),
    "regex_triggers": _counted("pattern", "patterns"),
    "quick_replies": _counted("quick reply", "quick replies", QUICK_REPLY_MAX_CHARS),
    "full_replies": _counted("full reply", "full replies", FULL_REPLY_SPOKEN_CHARS),
    "test_phrases": _counted("test phrase", "test phrases"),
}
"""Which lists of a scenario are counted while they are edited, and how long a line may be."""


class TemplateForm(forms.ModelForm):
    """A template, which builds on one that stands by itself, or on none."""

    def clean_extends(self) -> Template | None:
        """Refuse itself, a template that builds on another, and to build while built upon."""
        parent: Template | None = self.cleaned_data["extends"]
        if parent is None:
            return None
        if parent.pk == self.instance.pk or parent.extends_id:
            raise ValidationError("Choose a template that stands by itself.")
        if self.instance.extensions.exists():
            raise ValidationError("Other templates build on this one: it must stand by itself.")
        return parent


class TemplateRowForm(OwnedForm):
    """The form of a row of a template's draft."""

    owner_field = "template"


class ScenarioForm(OwnedForm):
    """A scenario, held to what a template's document may say."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in self.fields.keys() & COUNTED.keys():
            self.fields[column].widget.attrs.update(COUNTED[column])

    def _post_clean(self) -> None:
        """Add what the document's schema refuses to the fields at fault."""
        super()._post_clean()
        for column, messages in scenario_faults(self.instance).items():
            if column in self.fields and column not in self.errors:
                self.add_error(column, messages)


class TemplateScenarioForm(ScenarioForm, TemplateRowForm):
    """A scenario of a template's draft."""


class CompanyScenarioForm(ScenarioForm, TenantForm):
    """A company's scenario."""

    def columns(self, names: Iterable[str]) -> dict[str, Any]:
        """Return the named columns as `scenarios.py` takes them: the category by its key."""
        columns = {name: self.cleaned_data[name] for name in names if name in _COLUMNS}
        if "category" in columns:
            columns["category"] = columns["category"].key
        return columns


class VariableForm(TenantForm):
    """A variable, whose value must be of its type."""

    def clean_value(self) -> str:
        """Return the value as it is stored."""
        facts = {**self.instance.__dict__, **self.cleaned_data}
        return checked_value(facts["type"], self.cleaned_data["value"], facts["choices"])


class PhraseForm(forms.Form):
    """A phrase to try, with the triggers of a scenario as they are being edited."""

    phrase = forms.CharField(
        max_length=1000, error_messages={"required": "Type what a caller might say."}
    )
    scenario = forms.CharField(max_length=64, required=False)
    triggers = LinesField(required=False)
    negative_triggers = LinesField(required=False)
    regex_triggers = LinesField(required=False)

    def unsaved(self) -> tuple[str, dict[str, list[str]]]:
        """Return a scenario's key, and its lists that were sent along, by the document's names."""
        sent = {name: column for name, column in TRIED.items() if column in self.data}
        lists = {name: self.cleaned_data[column] for name, column in sent.items()}
        key: str = self.cleaned_data["scenario"]
        return key, lists if key else {}


class PublishForm(forms.Form):
    """What changed, for those who read the list of versions."""

    note = forms.CharField(
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="What is new in this version, in a few words.",
    )


class CompareForm(forms.Form):
    """Which version another one is compared with."""

    other_id = forms.ModelChoiceField(TemplateVersion.objects.all())

    def __init__(self, version: TemplateVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version

    def offered(self) -> QuerySet[TemplateVersion]:
        """Return every other version, those of the same template first, without documents."""
        is_other = Case(When(template=self.version.template_id, then=0), default=1)
        rows = TemplateVersion.objects.exclude(pk=self.version.pk).select_related("template")
        return rows.defer("content").order_by(is_other, "template__name", "-number")

    def other(self) -> TemplateVersion | None:
        """Return the chosen version, else the one before; None for a first one."""
        if self.is_valid():
            chosen: TemplateVersion = self.cleaned_data["other_id"]
            return chosen
        earlier = TemplateVersion.objects.filter(
            template=self.version.template_id, number__lt=self.version.number
        )
        return earlier.order_by("-number").first()


class EngineCheckForm(forms.Form):
    """Which draft is checked, and from which of its phrases on."""

    digest = forms.CharField(max_length=64)
    begin = forms.IntegerField(min_value=0)


def scenario_faults(row: ScenarioColumns) -> dict[str, list[str]]:
    """Return what a template's document would not accept of a scenario, by column."""
    values = {
        name: getattr(row, column)
        for name, column in SCENARIO_COLUMNS.items()
        if column != "category"
    }
    document = ScenarioDocument(data={**values, "category": "any"})
    document.is_valid()
    return {SCENARIO_COLUMNS[name]: _sentences(fault) for name, fault in document.errors.items()}


def _sentences(fault: Any) -> list[str]:
    """Return the faults of a field; those of a list's items with the line that they are in."""
    if not isinstance(fault, Mapping):
        return [str(message) for message in fault]
    return [f"Line {place + 1}: {message}" for place, found in fault.items() for message in found]


_COLUMNS = frozenset(SCENARIO_COLUMNS.values())
TRIED = {name: SCENARIO_COLUMNS[name] for name in ("triggers", "negativeTriggers", "regexTriggers")}
"""The lists of a scenario that decide what reaches it, by the document's names."""
