"""The desk's pages of published versions."""

from templates_brain.models import (
    Template,
    TemplateVersion,
)
from templates_brain.publishing import load_template
from tests.desk import Desk


def test_a_version_is_downloaded_as_an_import_takes_it(desk: Desk, template: Template) -> None:
    version = TemplateVersion.objects.get()
    url = desk.url(version, "change", version.pk).replace("change/", "download/")
    document = desk.client.get(url).json()
    assert not load_template(document, actor="tests").is_new
