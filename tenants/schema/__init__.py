"""How the API stands in its OpenAPI document."""

from tenants.schema.operations import AutoSchema
from tenants.schema.security import BearerToken

__all__ = ["AutoSchema", "BearerToken"]
