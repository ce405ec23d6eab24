"""Where the desk shows a scenario of a template."""

from collections.abc import Iterable

from django.urls import reverse

from templates_brain.models import Template, TemplateScenario


def scenario_urls(template: Template, keys: Iterable[str | None]) -> dict[str, str]:
    """Return the page of each key that there is: the template's own, else its parent's."""
    wanted = {key for key in keys if key}
    owners = [template.pk, template.extends_id]
    rows = TemplateScenario.objects.filter(template__in=[one for one in owners if one])
    found = rows.filter(key__in=wanted).values_list("template_id", "key", "pk")
    own_last = sorted(found, key=lambda row: row[0] == template.pk)
    return {key: scenario_url(pk) for _, key, pk in own_last}


def scenario_url(pk: object) -> str:
    """Return the page of one scenario of a draft."""
    return reverse("admin:templates_brain_templatescenario_change", args=[pk])
