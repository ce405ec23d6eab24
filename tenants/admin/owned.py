"""Rows that belong to an owner, a company or a template: chosen on adding, fixed from then on."""

from typing import Any, ClassVar
from urllib.parse import parse_qs

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, TextField
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminExpandableTextareaWidget

from tenants.admin.choices import TypedChoice


class OwnedForm(forms.ModelForm):
    """Offers rows of the same owner only, and checks what must be unique to that owner."""

    owner_field: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner_id = self._owner_id()
        for name in self.fields.keys() & owned_keys(self._meta.model, self.owner_field):
            rows = self.fields[name].queryset
            self.fields[name].queryset = rows.filter(**{f"{self.owner_field}_id": owner_id})

    def _post_clean(self) -> None:
        """Check every constraint, those over columns that the form does not show too."""
        super()._post_clean()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self._update_errors(error)

    def _owner_id(self) -> Any:
        """Return the row's owner: as saved, or else as the form has it."""
        field = self.fields.get(self.owner_field)
        if field is None:
            return getattr(self.instance, f"{self.owner_field}_id")
        given = self.data if self.is_bound else self.initial
        try:
            owner = field.clean(given.get(self.add_prefix(self.owner_field)))
        except ValidationError:
            return None
        return owner and owner.pk


class TenantForm(OwnedForm):
    """The form of a company's row."""

    owner_field = "company"


class OwnedAdmin(ModelAdmin):
    """A page for rows of an owner; where a choice depends on the owner, it is asked for first."""

    owner_field: ClassVar[str]
    formfield_overrides: ClassVar[dict[type, dict[str, Any]]] = {
        TextField: {"widget": UnfoldAdminExpandableTextareaWidget}
    }

    def get_ordering(self, request: HttpRequest) -> Any:
        """Keep an owner's rows together, unless the page has an order of its own."""
        return self.ordering or (f"{self.owner_field}__name", *self.opts.ordering)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Fix the owner once the row is there."""
        names = super().get_readonly_fields(request, obj)
        return names if obj is None or self.owner_field in names else (self.owner_field, *names)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the owner of the list that the operator came from."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        listed = parse_qs(request.GET.get("_changelist_filters", ""))
        owner = listed.get(f"{self.owner_field}__id__exact", [None])[0]
        return {self.owner_field: owner, **initial} if owner else initial

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Let the owner be found by typing: there may be thousands."""
        if db_field.name == self.owner_field:
            kwargs["widget"] = TypedChoice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """Ask for the owner first where the page could not offer its choices without."""
        is_asked = self.has_add_permission(request) and owned_keys(self.model, self.owner_field)
        if request.method == "GET" and is_asked:
            given = self.get_changeform_initial_data(request)
            if not self._owner_form(request, given).is_valid():
                return self._ask_for_owner(request)
        return super().add_view(request, form_url, extra_context)

    def _owner_form(self, request: HttpRequest, data: dict[str, Any] | None = None) -> forms.Form:
        field = self.model._meta.get_field(self.owner_field)
        form = forms.Form(data)
        form.fields[self.owner_field] = self.formfield_for_foreignkey(field, request)
        return form

    def _ask_for_owner(self, request: HttpRequest) -> HttpResponse:
        form = self._owner_form(request)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Add {self.opts.verbose_name}",
            "opts": self.opts,
            "media": self.media + form.media,
            "form": form,
        }
        return TemplateResponse(request, "desk/choose_owner.html", context)


def owned_keys(model: type[Model], owner_field: str) -> set[str]:
    """Return the model's keys to other rows that belong to an owner of the same kind."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if field.is_relation and _has_field(field.related_model, owner_field)
    }


def _has_field(model: type[Model], name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)
