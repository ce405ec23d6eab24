"""The form of "Clone to companies…"."""

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminRadioSelectWidget

from templates_brain.admin.clone_targets import answered_companies, companies_behind
from templates_brain.merging import Decisions
from templates_brain.models import TemplateVersion
from tenants.models import Company


class ManyIds(forms.SelectMultiple):
    """Ids as ticked boxes send them, or all of them in one field with commas between."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return the ids one by one."""
        sent: list[str] = super().value_from_datadict(data, files, name) or []
        return [one for many in sent for one in many.split(",") if one]


class CloneForm(forms.Form):
    """Which companies get the version, and whose changes stand where both made some."""

    which = forms.ChoiceField(
        choices=(("chosen", "chosen"), ("answered", "answered"), ("behind", "behind")),
        required=False,
    )
    companies = forms.ModelMultipleChoiceField(
        Company.objects.all(), widget=ManyIds, required=False
    )
    on_conflict = forms.ChoiceField(
        label="Where the company and the template both changed a scenario",
        choices=(
            ("", "leave this company alone and tell me"),
            ("keep", "the company's own changes stand"),
            ("take", "the template's changes stand"),
        ),
        required=False,
        widget=UnfoldAdminRadioSelectWidget,
    )

    def __init__(self, version: TemplateVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version

    def clean(self) -> dict[str, Any]:
        """Add the `targets`, of which there must be some."""
        cleaned = self.cleaned_data
        targets = {"answered": answered_companies(), "behind": companies_behind(self.version)}
        chosen = cleaned.get("companies", Company.objects.none())
        cleaned["targets"] = targets.get(cleaned.get("which", ""), chosen)
        if not self.errors and not cleaned["targets"].exists():
            self.add_error("companies", "Choose at least one company.")
        return cleaned

    def ticked(self) -> list[str]:
        """Return the ids that were sent, to be ticked again."""
        return list(self["companies"].value() or [])

    def decisions(self) -> Decisions:
        """Return the choice as the merge takes it."""
        return Decisions(on_conflict=self.cleaned_data["on_conflict"] or None)
