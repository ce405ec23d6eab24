"""The form of a company's sync page."""

from typing import Any, cast

from django import forms

from templates_brain.merging import Choice, Decisions
from templates_brain.models import Provenance, TemplateVersion

CHOICES = ("keep", "take")
DECISION = "decision-"


class SyncForm(forms.Form):
    """Which version, seen with which state of the configuration, and whose changes stand."""

    version_id = forms.ModelChoiceField(TemplateVersion.objects.all())
    seen = forms.IntegerField()
    on_conflict = forms.ChoiceField(
        choices=[("", ""), *((one, one) for one in CHOICES)], required=False
    )

    def __init__(self, provenance: Provenance | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provenance = provenance

    def offered(self) -> list[TemplateVersion]:
        """Return the versions to choose from: all of the company's template, the newest of others.

        Their documents are left out: they are large.
        """
        rows = TemplateVersion.objects.select_related("template").defer("content")
        versions = list(rows.order_by("template__name", "-number"))
        newest = {one.template_id: one.pk for one in reversed(versions)}
        return [one for one in versions if self._is_own(one) or newest[one.template_id] == one.pk]

    def version(self) -> TemplateVersion | None:
        """Return the chosen version, else the newest of the company's template, else None."""
        rows = TemplateVersion.objects.select_related("template")
        try:
            return rows.get(pk=self.fields["version_id"].clean(self["version_id"].value()).pk)
        except forms.ValidationError:
            own = rows.filter(template__key=self.provenance.template_key if self.provenance else "")
            return own.order_by("-number").first()

    def decisions(self) -> Decisions:
        """Return the choices as the merge takes them."""
        by_key = {
            name.removeprefix(DECISION): cast(Choice, value)
            for name, value in self.data.items()
            if name.startswith(DECISION) and value in CHOICES
        }
        return Decisions(self.cleaned_data["on_conflict"] or None, by_key)

    def _is_own(self, version: TemplateVersion) -> bool:
        return bool(self.provenance and self.provenance.template_key == version.template.key)
