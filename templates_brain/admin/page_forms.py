"""The forms of the desk's own pages."""

from typing import Any

from django import forms
from django.db.models import Case, QuerySet, When
from unfold.widgets import UnfoldAdminTextInputWidget

from templates_brain.models import TemplateVersion
from templates_brain.snapshots import SCENARIO_COLUMNS
from tenants.admin import LinesField

TRIED = {name: SCENARIO_COLUMNS[name] for name in ("triggers", "negativeTriggers", "regexTriggers")}
"""The lists of a scenario that decide what reaches it, by the document's names."""


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
