"""The desk's page of templates: how each draft and its companies stand, and what can be done."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from unfold.decorators import action, display

from templates_brain.admin.draft_states import draft_digests, has_parents_news, with_newest
from templates_brain.admin.drafts import draft_of
from templates_brain.admin.frame import routes, row_of, scripts
from templates_brain.admin.phrase import answer_phrase
from templates_brain.admin.publish_page import (
    answer_engine_check,
    publish_and_tell,
    show_publish_page,
)
from templates_brain.admin.row_forms import TemplateForm
from templates_brain.admin.template_scenario import try_url
from templates_brain.extending import parents_news
from templates_brain.models import Template
from templates_brain.standing import standing_of, standings
from tenants.admin import OverviewAdmin, OwnedAdmin

UNPUBLISHED, CHANGED, PUBLISHED = "never published", "changed", "published"


@admin.register(Template)
class TemplateAdmin(OverviewAdmin):
    """Templates: their rows are a draft, publishing makes a version, cloning copies one."""

    owns = "template"
    form = TemplateForm
    list_display = (
        "named", "industry", "extends", "state", "newest_version", "companies", "behind", "news",
    )  # fmt: skip
    list_filter = ("industry",)
    list_select_related = ("extends",)
    search_fields = ("name", "key", "industry")
    autocomplete_fields = ("extends",)
    fields = (("key", "name"), ("industry", "extends"), "description")
    formfield_overrides = OwnedAdmin.formfield_overrides
    change_form_outer_before_template = "desk/template_overview.html"
    actions = ("publish_drafts", "clone_selected")
    actions_row = ("clone_to_companies", "publish_draft")
    actions_detail = ("clone_to_companies", "publish_draft")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Add what the list shows of versions, in the same query."""
        return with_newest(super().get_queryset(request))

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Add how drafts and companies stand, for all rows of the page at once."""
        page = super().get_changelist_instance(request)
        counted, digests = standings(), draft_digests(page.result_list)
        for row in page.result_list:
            row.standing, row.draft_digest = counted[row.pk], digests[row.pk]
        return page

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
        """Show the form under how the template stands, and a phrase to try."""
        template: Template | None = context.get("original")
        if template is not None:
            latest = template.latest_version()
            context |= {
                "try_url": try_url(template),
                "latest": latest,
                "state": _state(latest and latest.content_hash, draft_of(template).digest),
                "standing": standing_of(template),
                "news": parents_news(template),
            }
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[no-any-return]

    @display(description="Template", ordering="name", header=True)
    def named(self, row: Any) -> tuple[str, str]:
        """Return the name over the key."""
        return row.name, row.key

    @display(
        description="Draft",
        label={UNPUBLISHED: "warning", CHANGED: "warning", PUBLISHED: "success"},
    )
    def state(self, row: Any) -> str:
        """Return whether publishing would make a new version."""
        return _state(row.newest_hash, row.draft_digest)

    @display(description="Newest", ordering="newest_number")
    def newest_version(self, row: Any) -> int | None:
        """Return the number of the newest published version."""
        number: int | None = row.newest_number
        return number

    @display(description="Companies")
    def companies(self, row: Any) -> int:
        """Return how many companies have a copy."""
        return int(row.standing.companies)

    @display(description="Behind", label={"behind": "warning"})
    def behind(self, row: Any) -> tuple[str, int] | None:
        """Return how many of them are not on the newest version."""
        return ("behind", row.standing.behind) if row.standing.behind else None

    @display(description="Parent", label={"news": "warning"})
    def news(self, row: Any) -> tuple[str, str] | None:
        """Return the parent's version that publishing would bring in."""
        return ("news", f"{row.parents_newest} is new") if has_parents_news(row) else None

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


def _state(published: str | None, draft: str) -> str:
    if published is None:
        return UNPUBLISHED
    return PUBLISHED if published == draft else CHANGED
