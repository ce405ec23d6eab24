"""The desk's pages of published versions."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST
from unfold.decorators import action

from templates_brain.admin.clone_page import answer_clone, show_clone_page
from templates_brain.admin.frame import routes, row_of, scripts
from templates_brain.admin.version_pages import overview_of, show_compare_page
from templates_brain.models import TemplateVersion
from tenants.admin import OwnedAdmin, ReadOnlyAdmin


@admin.register(TemplateVersion)
class TemplateVersionAdmin(ReadOnlyAdmin, OwnedAdmin):
    """Published templates, which never change."""

    owner_field = "template"
    list_display = ("__str__", "template", "number", "note", "published_by", "published_at")
    list_filter = ("template",)
    list_select_related = ("template",)
    search_fields = ("template__name", "template__key", "note", "published_by")
    date_hierarchy = "published_at"
    fields = (
        ("template", "number"),
        "note",
        ("published_by", "published_at"),
        "parent_version",
        "content_hash",
    )
    change_form_outer_after_template = "desk/version_overview.html"
    actions_row = ("clone_to_companies", "compare")
    actions_detail = ("clone_to_companies", "compare", "download")

    @property
    def media(self) -> Any:
        """Add the desk's style."""
        return super().media + scripts()

    def get_queryset(self, request: HttpRequest) -> QuerySet[TemplateVersion]:
        """Leave the documents out of the list: they are large."""
        return super().get_queryset(request).defer("content")  # type: ignore[no-any-return]

    def get_urls(self) -> list[Any]:
        """Add the desk's own paths."""
        own = (("<path:object_id>/clone/run/", "clone_run", require_POST(self.clone_some)),)
        return [*routes(self, own), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what is in the version under its facts."""
        version: TemplateVersion | None = context.get("original")
        if version is not None:
            context |= {"overview": overview_of(version)}
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[no-any-return]

    def clone_some(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer with what cloning this version to some companies comes to, or would."""
        return answer_clone(request, row_of(self, request, object_id))

    @action(description="Clone to companies…", url_path="clone", icon="content_copy")
    def clone_to_companies(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Copy this version into companies."""
        return show_clone_page(self, request, row_of(self, request, object_id))

    @action(description="Compare…", url_path="compare", icon="difference")
    def compare(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what differs between this version and another."""
        return show_compare_page(self, request, row_of(self, request, object_id))

    @action(description="Download", url_path="download", icon="download")
    def download(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Return the document as a file that `import_template` takes."""
        version = row_of(self, request, object_id)
        name = f"{version.template.key}-{version.number}.json"
        return JsonResponse(
            version.content,
            json_dumps_params={"indent": 2, "ensure_ascii": False},
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
