"""The desk's forms of templates' and companies' rows: the rules of the API, as form errors."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from rest_framework.serializers import Serializer
from unfold.widgets import UnfoldAdminSelectWidget

from templates_brain.admin.form_fields import HooksField, PairsField
from templates_brain.documents import (
    OPENER_MAX_CHARS,
    QUICK_REPLY_MAX_CHARS,
    BehaviourDocument,
    CategoryDocument,
    ScenarioDocument,
    VariableDocument,
    columns_of,
    faults_in,
)
from templates_brain.linting import FULL_REPLY_SPOKEN_CHARS
from templates_brain.models import Behaviour, Template, TemplateBehaviour
from templates_brain.snapshots import SCENARIO_COLUMNS
from templates_brain.variables import checked_value
from tenants.admin import OwnedForm, TenantForm
from tenants.models import Company


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


class DocumentForm(OwnedForm):
    """A row that is held to what its part of a template's document may say."""

    schema: ClassVar[type[Serializer[Any]]]
    counted: ClassVar[dict[str, dict[str, str | int]]] = {}
    """Which lists are counted while they are edited, and how long a line may be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in self.fields.keys() & self.counted.keys():
            self.fields[column].widget.attrs.update(self.counted[column])

    def _post_clean(self) -> None:
        """Add what the document's schema refuses to the fields at fault."""
        super()._post_clean()
        for column, messages in document_faults(self.schema, self.instance).items():
            if column not in self.errors:
                self.add_error(column if column in self.fields else None, messages)


def _counted(one: str, many: str, most: int = 0) -> dict[str, str | int]:
    return {"data-counted": one, "data-counted-many": many, "data-most": most}


class ScenarioForm(DocumentForm):
    """A scenario."""

    schema = ScenarioDocument
    counted: ClassVar[dict[str, dict[str, str | int]]] = {
        "triggers": _counted("trigger", "triggers"),
        "negative_triggers": _counted("negative trigger", "negative triggers"),
        "regex_triggers": _counted("pattern", "patterns"),
        "quick_replies": _counted("quick reply", "quick replies", QUICK_REPLY_MAX_CHARS),
        "full_replies": _counted("full reply", "full replies", FULL_REPLY_SPOKEN_CHARS),
        "test_phrases": _counted("test phrase", "test phrases"),
    }
    action_hooks = HooksField(help_text="What is done beside the reply.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "behaviour" in self.fields:
            self.fields["behaviour"].widget = UnfoldAdminSelectWidget(choices=self._behaviours())
            self.fields["behaviour"].help_text = "How its replies are spoken."

    def behaviours(self) -> Iterable[tuple[str, str]]:
        """Return the keys and names of the behaviours that the owner has."""
        raise NotImplementedError

    def _behaviours(self) -> list[tuple[str, str]]:
        """Return the choices; a behaviour that is gone stays one until another is chosen."""
        stands = self.instance.behaviour
        offered = {
            "": "as usual",
            **({stands: stands} if stands else {}),
            **dict(self.behaviours()),
        }
        return list(offered.items())


class TemplateScenarioForm(ScenarioForm, TemplateRowForm):
    """A scenario of a template's draft."""

    def behaviours(self) -> Iterable[tuple[str, str]]:
        """Return the template's behaviours and its parent's."""
        owner = self._owner_id()
        rows = TemplateBehaviour.objects.filter(Q(template=owner) | Q(template__extensions=owner))
        return rows.values_list("key", "name")


class CompanyScenarioForm(ScenarioForm, TenantForm):
    """A company's scenario."""

    def behaviours(self) -> Iterable[tuple[str, str]]:
        """Return the company's behaviours."""
        return Behaviour.objects.filter(company=self._owner_id()).values_list("key", "name")

    def columns(self, names: Iterable[str]) -> dict[str, Any]:
        """Return the named columns as `scenarios.py` takes them: the category by its key."""
        columns = {name: self.cleaned_data[name] for name in names if name in _COLUMNS}
        if "category" in columns:
            columns["category"] = columns["category"].key
        return columns


class CategoryForm(DocumentForm):
    """A group of scenarios, with its words."""

    schema = CategoryDocument
    synonyms = PairsField(
        required=False,
        help_text="Such as “a c = ac”, one a line: heard so while a scenario of this category "
        "is live.",
    )


class TemplateCategoryForm(CategoryForm, TemplateRowForm):
    """A category of a template's draft."""


class CompanyCategoryForm(CategoryForm, TenantForm):
    """A company's category."""


class BehaviourForm(DocumentForm):
    """A way of speaking."""

    schema = BehaviourDocument
    counted: ClassVar[dict[str, dict[str, str | int]]] = {
        "openers": _counted("opener", "openers", OPENER_MAX_CHARS)
    }


class TemplateBehaviourForm(BehaviourForm, TemplateRowForm):
    """A behaviour of a template's draft."""


class CompanyBehaviourForm(BehaviourForm, TenantForm):
    """A company's behaviour."""


class TemplateVariableForm(DocumentForm, TemplateRowForm):
    """A variable's definition."""

    schema = VariableDocument


class VariableForm(DocumentForm, TenantForm):
    """A company's variable, whose value must be what its definition asks."""

    schema = VariableDocument

    def clean_value(self) -> str:
        """Return the value as it is stored; a live company keeps what it must have."""
        facts = {**self.instance.__dict__, **self.cleaned_data}
        value = self.cleaned_data["value"]
        if facts["required"] and not value.strip() and self._is_live():
            raise ValidationError("Required while the company is live.")
        rules = facts.get("validation") or {}
        return checked_value(facts["type"], value, facts["choices"], rules)

    def _is_live(self) -> bool:
        return Company.objects.filter(pk=self._owner_id(), is_live=True).exists()


def document_faults(schema: type[Serializer[Any]], row: Model) -> dict[str, list[str]]:
    """Return what a template's document would not accept of a row, by column."""
    columns = columns_of(schema)
    own = {name: getattr(row, column) for name, column in columns.items() if column != "category"}
    given = {**own, "category": _category(row)} if "category" in columns else own
    document = schema(data=given)
    document.is_valid()
    found: dict[str, list[str]] = {}
    for fault in faults_in(document.errors):
        name, *rest = fault.place or ("",)
        found.setdefault(columns.get(str(name), str(name)), []).append(
            _sentence(rest, fault.message)
        )
    return found


def _category(row: Any) -> Any:
    """Return a scenario's category as a document that can name any; of a variable, its own."""
    return "any" if hasattr(row, "category_id") else row.category


def _sentence(place: list[str | int], message: str) -> str:
    """Return a fault with where it is in its field: of a list, the line."""
    if not place:
        return message
    first, *rest = place
    where = f"Line {first + 1}" if isinstance(first, int) else str(first)
    return ", ".join([where, *map(str, rest)]) + f": {message}"


_COLUMNS = frozenset(SCENARIO_COLUMNS.values())
