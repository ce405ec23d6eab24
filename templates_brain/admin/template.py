"""The desk's pages of templates and their published versions."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.html import format_html_join
from django.views.decorators.http import require_POST
from unfold.decorators import action, display

from templates_brain.admin.clone_page import answer_clone, show_clone_page
from templates_brain.admin.frame import routes, row_of, scripts
from templates_brain.admin.phrase import answer_phrase
from templates_brain.admin.publish_page import (
    answer_engine_check,
    publish_and_tell,
    show_publish_page,
)
from templates_brain.admin.template_scenario import try_url
from templates_brain.forms import TemplateForm
from templates_brain.models import Template, TemplateVersion
from tenants.admin import OverviewAdmin, OwnedAdmin, ReadOnlyAdmin


@admin.register(Template)
class TemplateAdmin(OverviewAdmin):
    """Templates: their rows are a draft, publishing makes a version, cloning copies one."""

    owns = "template"
    change_form_outer_before_template = "desk/template_overview.html"
    form = TemplateForm
    list_display = ("name", "key", "industry", "extends", "drafted_scenarios", "newest_version")
    list_filter = ("industry",)
    list_select_related = ("extends",)
    search_fields = ("name", "key", "industry")
    autocomplete_fields = ("extends",)
    fields = (("key", "name"), ("industry", "extends"), "description")
    formfield_overrides = OwnedAdmin.formfield_overrides
    actions = ("publish_drafts", "clone_selected")
    actions_row = ("clone_to_companies", "publish_draft")
    actions_detail = ("clone_to_companies", "publish_draft")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Template]:
        """Count what the list shows, all rows at once."""
        rows = super().get_queryset(request)
        scenarios = Count("scenarios", distinct=True)
        return rows.annotate(scenario_count=scenarios, newest_number=Max("versions__number"))

    def get_readonly_fields(self, request: HttpRequest, obj: Template | None = None) -> Any:
        """Fix the key once there is one: commands and companies' copies name it."""
        return () if obj is None else ("key",)

    @property
    def media(self) -> Any:
        """Add the script that tries phrases."""
        return super().media + scripts("try")

    def get_urls(self) -> list[Any]:
        """Add the desk's own paths."""
        own = (
            ("<path:object_id>/try/", "try", require_POST(self.try_phrase)),
            ("<path:object_id>/publish/check/", "check", require_POST(self.check_draft)),
        )
        return [*routes(self, own), *super().get_urls()]

    def try_phrase(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer with what the engine makes of a phrase."""
        return answer_phrase(request, row_of(self, request, object_id))

    def check_draft(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer with what the engine makes of a share of the draft's phrases."""
        return answer_engine_check(request, row_of(self, request, object_id))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form under a phrase to try."""
        template: Template | None = context.get("original")
        if template is not None:
            context |= {"try_url": try_url(template)}
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description="Scenarios of its own", ordering="scenario_count")
    def drafted_scenarios(self, template: Any) -> int:
        """Return how many scenarios the draft has."""
        return int(template.scenario_count)

    @display(description="Newest version", ordering="newest_number")
    def newest_version(self, template: Any) -> int | None:
        """Return the number of the newest published version."""
        number: int | None = template.newest_number
        return number

    @admin.action(description="Publish the drafts")
    def publish_drafts(self, request: HttpRequest, queryset: QuerySet[Template]) -> None:
        """Publish each selected draft that has changed."""
        for template in queryset:
            publish_and_tell(request, template)

    @action(description="Publish…", url_path="publish", icon="publish")
    def publish_draft(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for a note, then publish."""
        return show_publish_page(self, request, row_of(self, request, object_id))

    @action(description="Clone to companies…", url_path="clone", icon="content_copy")
    def clone_to_companies(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Copy the newest version into companies."""
        template = row_of(self, request, object_id)
        version = template.latest_version()
        if version is None:
            messages.warning(request, f"{template} has no version yet: publish it first.")
            return redirect("admin:templates_brain_template_change", template.pk)
        return redirect("admin:templates_brain_templateversion_clone_to_companies", version.pk)

    @admin.action(description="Clone to companies…")
    def clone_selected(
        self, request: HttpRequest, queryset: QuerySet[Template]
    ) -> HttpResponse | None:
        """Go on to the page that clones the one selected template's newest version."""
        selected = list(queryset[:2])
        if len(selected) != 1:
            messages.warning(request, "Select one template.")
            return None
        return redirect("admin:templates_brain_template_clone_to_companies", selected[0].pk)


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
        "content_hash",
        "scenario_names",
    )
    readonly_fields = ("scenario_names",)
    actions_row = ("clone_to_companies",)
    actions_detail = ("clone_to_companies", "download")

    def get_queryset(self, request: HttpRequest) -> QuerySet[TemplateVersion]:
        """Leave the documents out of the list: they are large."""
        return super().get_queryset(request).defer("content")  # type: ignore[no-any-return]

    @display(description="Scenarios")
    def scenario_names(self, version: TemplateVersion) -> str:
        """Return the names of the version's scenarios."""
        rows = ((one["name"], one["key"]) for one in version.content["scenarios"])
        return format_html_join("", "<div>{} <code>{}</code></div>", rows)

    def get_urls(self) -> list[Any]:
        """Add the desk's own paths."""
        own = (("<path:object_id>/clone/run/", "clone_run", require_POST(self.clone_some)),)
        return [*routes(self, own), *super().get_urls()]

    def clone_some(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer with what cloning this version to some companies comes to, or would."""
        return answer_clone(request, row_of(self, request, object_id))

    @action(description="Clone to companies…", url_path="clone", icon="content_copy")
    def clone_to_companies(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Copy this version into companies."""
        return show_clone_page(self, request, row_of(self, request, object_id))

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
