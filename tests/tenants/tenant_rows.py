"""Every company's model with the factory that makes its rows, found by walking the registry."""

from typing import Any

from tenants.append_only import AppendOnlyModel
from tenants.checks import tenant_models
from tenants.constraints import SameCompany
from tenants.tenant_model import TenantModel
from tests.factories import TenantFactory

TENANT_MODELS = sorted(tenant_models(), key=lambda model: model._meta.label)
CHANGEABLE_MODELS = [model for model in TENANT_MODELS if not issubclass(model, AppendOnlyModel)]
SAME_COMPANY_KEYS = [
    (model, constraint.field)
    for model in TENANT_MODELS
    for constraint in model._meta.constraints
    if isinstance(constraint, SameCompany)
]
RELATED_MANAGERS = [
    (model, key)
    for model, key in SAME_COMPANY_KEYS
    if not model._meta.get_field(key).remote_field.hidden
]


def label(case: Any) -> str | None:
    """Return how a model stands in a test's id."""
    return getattr(getattr(case, "_meta", None), "label", None)


def factory_of(model: type[TenantModel]) -> type[TenantFactory]:
    """Return the model's factory; a model without one has no test of its isolation."""
    factories = {factory._meta.model: factory for factory in TenantFactory.__subclasses__()}
    assert model in factories, f"Write a factory for {model._meta.label} in tests/factories."
    return factories[model]


def make_row(model: type[TenantModel], **values: Any) -> Any:
    """Return a saved row of `company=…`."""
    return factory_of(model)(**values)
