"""What belongs to a company or a template, on that owner's own page."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.admin import ModelAdmin

from tenants.admin.owned import OwnedAdmin


@dataclass(frozen=True)
class OwnedRows:
    """A list of the owner's rows: what they are, how many, and where they are listed."""

    title: str
    count: int
    url: str


class OverviewAdmin(ModelAdmin):
    """A page that leads to everything that its row owns."""

    owns: ClassVar[str]
    """The name of the key that other rows have to this one."""

    change_form_outer_before_template = "desk/overview.html"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form under links to what the row owns."""
        owner: Model | None = context.get("original")
        rows = owned_rows(self.admin_site, self.owns, owner) if owner else []
        context = {**context, "owned_rows": rows}
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[no-any-return]


def owned_rows(site: AdminSite, owner_field: str, owner: Model) -> list[OwnedRows]:
    """Return the lists of every page whose rows have this kind of owner, by title."""
    lists = [
        OwnedRows(
            title=str(model._meta.verbose_name_plural).capitalize(),
            count=model._default_manager.filter(**{owner_field: owner}).count(),
            url=f"{_list_url(model)}?{owner_field}__id__exact={owner.pk}",
        )
        for model, page in site._registry.items()
        if isinstance(page, OwnedAdmin) and page.owner_field == owner_field
    ]
    return sorted(lists, key=lambda rows: rows.title)


def _list_url(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
