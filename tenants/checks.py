"""System checks that keep the locks in place: a model or a view without one does not start."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db.models import (
    CharField,
    Field,
    JSONField,
    Model,
    TextField,
    UniqueConstraint,
    URLField,
)

from tenants.constraints import OwnRowsOnly, SameCompany
from tenants.managers import TenantManager
from tenants.tenant_model import TenantModel
from tenants.web_addresses import valid_public_address

_SEALED_NAME = re.compile("sealed|encrypted")

GLOBAL_MODELS = {
    "tenants.Company": "A call and a sign-in come before any company is known.",
    "tenants.User": "Sign-in comes before any company is known; staff have none.",
    "tenants.PhoneNumber": "A call is routed by it; unique over the platform.",
    "tenants.AuthenticatorApp": "The second factor of staff, who have no company; sealed for one.",
    "tenants.RecoveryCodes": "The second factor of staff, who have no company; hashed.",
    "templates_brain.Template": "Curated by staff, holds no company's data.",
    "templates_brain.TemplateVersion": "A published template, holds no company's data.",
    "templates_brain.TemplateCategory": "Part of a template's draft.",
    "templates_brain.TemplateBehaviour": "Part of a template's draft.",
    "templates_brain.TemplateScenario": "Part of a template's draft.",
    "templates_brain.TemplateVariable": "Part of a template's draft: a definition, no value.",
    "templates_brain.TemplateFillerWord": "Part of a template's draft.",
    "templates_brain.TemplateSynonym": "Part of a template's draft.",
    "templates_brain.TemplateUrgencyKeyword": "Part of a template's draft.",
    "auth.Group": "Django's own; unused, holds nothing.",
    "auth.Permission": "Django's own list of permissions.",
    "contenttypes.ContentType": "Django's own list of models.",
    "sessions.Session": "Staff's admin sessions only.",
    "admin.LogEntry": "Staff's own acts in the admin.",
    "token_blacklist.OutstandingToken": "Sign-in comes before any company is known.",
    "token_blacklist.BlacklistedToken": "Sign-in comes before any company is known.",
}


@register(Tags.models)
def every_model_has_an_owner(**_: object) -> list[CheckMessage]:
    """Refuse a model that is neither a company's nor on the reviewed list of global ones."""
    return [
        Error(
            f"{model._meta.label} is neither a TenantModel nor in tenants.checks.GLOBAL_MODELS.",
            obj=model,
            id="tenants.E001",
        )
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, TenantModel) and not _is_reviewed(model)
    ]


@register(Tags.models)
def every_tenant_model_is_locked(**_: object) -> list[CheckMessage]:
    """Refuse a company's model whose managers, keys or constraints leave a lock open."""
    return [problem for model in tenant_models() for problem in _open_locks(model)]


@register(Tags.models)
def every_sealed_column_is_found(**_: object) -> list[CheckMessage]:
    """Refuse a column that is named as sealed and that a change of keys would not find."""
    return [
        Error(
            f"{model._meta.label}.{field.name} is not in its model's seals().",
            obj=model,
            id="tenants.E011",
        )
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if _SEALED_NAME.search(field.name) and field.name not in _sealed_columns(model)
    ]


@register(Tags.models)
def every_kept_address_is_of_the_public_web(**_: object) -> list[CheckMessage]:
    """Refuse a column for an address of the web that takes one of a host inside a network."""
    return [
        Error(
            f"{model._meta.label}.{field.name} takes any address.",
            "Give it tenants.web_addresses.valid_public_address among its validators.",
            obj=model,
            id="tenants.E012",
        )
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, URLField) and valid_public_address not in field.validators
    ]


def _sealed_columns(model: type[Model]) -> set[str]:
    return set(model().seals()) if hasattr(model, "seals") else set()


@register(Tags.models)
def every_tenant_model_tells_what_is_personal(**_: object) -> list[CheckMessage]:
    """Refuse a company's model with words in it that does not say which are its callers'."""
    hint = "Set personal_fields = (…): what callers said or are known by, or ()."
    return [
        Error(f"{model._meta.label} {fault}.", hint, obj=model, id="tenants.E013")
        for model in tenant_models()
        for fault in _untold(model)
    ]


def tenant_models() -> list[type[TenantModel]]:
    """Return every model whose rows belong to one company."""
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


def _untold(model: type[TenantModel]) -> Iterator[str]:
    fields = model._meta.concrete_fields
    declared: tuple[str, ...] | None = getattr(model, "personal_fields", None)
    if declared is None and any(_holds_words(field) for field in fields):
        yield "does not say which of its fields are personal"
    names = {*(declared or ()), *model.recording_fields, *model.secret_fields}
    for name in sorted(names - {field.name for field in fields}):
        yield f"has no field {name}"


def _holds_words(field: Field) -> bool:
    return isinstance(field, CharField | TextField | JSONField) and not field.choices


def _is_reviewed(model: type[Model]) -> bool:
    auto_created = model._meta.auto_created
    label = auto_created._meta.label if auto_created else model._meta.label
    return label in GLOBAL_MODELS


def _open_locks(model: type[TenantModel]) -> Iterator[Error]:
    label = model._meta.label
    constraints = model._meta.constraints
    managers = (model._default_manager, model._base_manager)
    if not all(isinstance(manager, TenantManager) for manager in managers):
        yield Error(f"{label} has an unscoped manager.", obj=model, id="tenants.E002")
    if ("company", "id") not in [tuple(getattr(one, "fields", ())) for one in constraints]:
        hint = "Write Meta(TenantModel.Meta) and keep its constraints."
        yield Error(f"{label} lost unique (company, id).", hint, obj=model, id="tenants.E003")
    if not any(isinstance(one, OwnRowsOnly) for one in constraints):
        hint = "Write Meta(TenantModel.Meta) and keep its constraints."
        yield Error(f"{label} lacks lock 3.", hint, obj=model, id="tenants.E014")
    if model._meta.many_to_many:
        yield Error(f"{label} has an implicit many-to-many.", obj=model, id="tenants.E004")
    locked = {one.field for one in constraints if isinstance(one, SameCompany)}
    for key in _tenant_keys(model):
        if key.name not in locked:
            hint = f"Add SameCompany(field={key.name!r}, name=…)."
            yield Error(f"{label}.{key.name} lacks lock 2.", hint, obj=model, id="tenants.E005")
    yield from _open_columns(model)


def _open_columns(model: type[TenantModel]) -> Iterator[Error]:
    label = model._meta.label
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            message = f"{label}.{field.name} is unique over all companies."
            yield Error(message, obj=model, id="tenants.E006")
        if _leads_to_global(field) and not field.remote_field.hidden:
            message = f"{label}.{field.name} can be joined from a global model."
            yield Error(message, 'Set related_name="+".', obj=model, id="tenants.E007")
    for name, fields in _unique_together(model):
        if "company" not in fields:
            message = f"{label}: {name} leaves the company out."
            yield Error(message, obj=model, id="tenants.E008")


def _unique_together(model: type[TenantModel]) -> Iterator[tuple[str, set[str]]]:
    """Yield the name of every uniqueness of several columns, and the fields it speaks of."""
    for fields in model._meta.unique_together:
        yield "unique_together", set(fields)
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            used = chain.from_iterable(map(model._get_expr_references, constraint.expressions))
            yield constraint.name, {*constraint.fields, *(path[0] for path in used)}


def _tenant_keys(model: type[TenantModel]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, TenantModel)
    ]


def _leads_to_global(field: Field) -> bool:
    return bool(field.is_relation) and not issubclass(field.related_model, TenantModel)
