"""Publishing at the desk: the page that asks for a note, and the sentence that tells the result."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin

from templates_brain.documents import InvalidDocument
from templates_brain.forms import PublishForm
from templates_brain.models import Template
from templates_brain.publishing import publish


def show_publish_page(page: ModelAdmin, request: HttpRequest, template: Template) -> HttpResponse:
    """Ask for a note, then publish and go back to the template."""
    form = PublishForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        publish_and_tell(request, template, form.cleaned_data["note"])
        return redirect("admin:templates_brain_template_change", template.pk)
    context: dict[str, Any] = {
        **page.admin_site.each_context(request),
        "title": f"Publish {template.name}",
        "opts": page.opts,
        "latest": template.latest_version(),
        "form": form,
    }
    return TemplateResponse(request, "desk/publish.html", context)


def publish_and_tell(request: HttpRequest, template: Template, note: str = "") -> None:
    """Publish the draft, if it is a whole template, and tell the operator what came of it."""
    try:
        done = publish(template, actor=request.user.email, note=note)
    except InvalidDocument as error:
        messages.error(request, f"{template} cannot be published: {error}")
        return
    if done.is_new:
        messages.success(request, f"{template}: version {done.version} is published.")
    else:
        messages.info(request, f"{template}: nothing is new since version {done.version}.")
