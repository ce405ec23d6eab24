"""What the desk's own pages share: the frame around them, and the row that a path names."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from unfold.admin import ModelAdmin

View = Callable[..., HttpResponse]


def scripts(*names: str) -> forms.Media:
    """Return the desk's style and the named scripts, as the head of a page takes them."""
    modules = [Script(f"desk/{name}.js", type="module") for name in names]
    return forms.Media(css={"all": ["desk/desk.css"]}, js=modules)


def show(
    page: ModelAdmin,
    request: HttpRequest,
    template: str,
    title: str,
    *,
    media: forms.Media | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Return a page of the desk's own in the frame of the admin's."""
    frame = {
        **page.admin_site.each_context(request),
        "title": title,
        "opts": page.opts,
        "media": page.media + (media or forms.Media()),
    }
    return TemplateResponse(request, f"desk/{template}.html", {**frame, **context}, status=status)


def row_of(page: ModelAdmin, request: HttpRequest, object_id: str) -> Any:
    """Return the row with this id, or answer 404; without the right to change it, 403."""
    row: Model | None = page.get_object(request, unquote(object_id))
    if row is None:
        raise Http404
    if not page.has_view_permission(request, row):
        raise PermissionDenied
    return row


def routes(page: ModelAdmin, views: Iterable[tuple[str, str, View]]) -> list[URLPattern]:
    """Return the paths of a page's own views, each for signed-in staff and named for its model."""
    model = f"{page.opts.app_label}_{page.opts.model_name}"
    return [
        path(pattern, page.admin_site.admin_view(view), name=f"{model}_{name}")
        for pattern, name, view in views
    ]
