"""A member of staff before the desk, with a published template and a company's copy of it."""

import pytest

from templates_brain.cloning import clone_template, find_version
from templates_brain.models import Scenario, Template, TemplateScenario, TemplateVersion
from templates_brain.publishing import load_template, publish
from tenants.models import Company
from tests import factories
from tests.desk import Desk, scenario_of


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a member of staff's desk."""
    return Desk(factories.StaffFactory())


@pytest.fixture
def template(db: None) -> Template:
    """Return a published template with two scenarios."""
    load_template(factories.TemplateDocumentFactory(), actor="tests")
    return Template.objects.get()


@pytest.fixture
def extension(template: Template) -> Template:
    """Return a published template that builds on the first, and replaces one scenario of it."""
    own = [
        factories.ScenarioDocumentFactory(key="burst_pipe", triggers=["the pipe has burst"]),
        factories.ScenarioDocumentFactory(key="sump_pump"),
    ]
    document = factories.TemplateDocumentFactory(
        key="basements", name="Basements", extends="plumbing", scenarios=own
    )
    load_template(document, actor="tests")
    return Template.objects.get(key="basements")


@pytest.fixture
def copy(template: Template, company: Company) -> Scenario:
    """Return a scenario of the company's copy of the template."""
    clone_template(company.id, find_version(template.key), actor="tests")
    return scenario_of(company, "burst_pipe")


@pytest.fixture
def newer(template: Template, company: Company) -> TemplateVersion:
    """Return a second version of the template, in which a burst pipe is answered otherwise."""
    rows = TemplateScenario.objects.filter(template=template, key="burst_pipe")
    rows.update(quick_replies=["On our way."], triggers=["a pipe has burst"])
    publish(template, actor="tests", note="Pipes")
    return find_version(template.key)


@pytest.fixture
def contested(copy: Scenario, newer: TemplateVersion, desk: Desk) -> TemplateVersion:
    """Return the second version, after the company has changed the same reply as the template."""
    desk.change(copy, quick_replies="We come at once.")
    return newer
