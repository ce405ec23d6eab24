"""An upgrade and its undo, over any templates and any edits, at the database."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from templates_brain.cloning import CloneReport, clone_template
from templates_brain.history import record_change, undo_sync
from templates_brain.merging import Decisions
from templates_brain.models import (
    ConfigurationChange,
    Scenario,
    Section,
    Template,
    TemplateVersion,
)
from templates_brain.snapshots import read_section, write_section
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import CompanyFactory
from tests.templates_brain.test_section_merging import copies, templates

pytestmark = pytest.mark.django_db

at_the_database = settings(
    max_examples=15,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
upgrades = templates().flatmap(
    lambda first: st.tuples(st.just(first), copies(first), templates(), templates())
)


def publish(*contents: Any) -> list[TemplateVersion]:
    """Put contents on record as the versions of a new template."""
    template = Template.objects.create(key=f"t{Template.objects.count()}", name="T", industry="all")
    return [
        TemplateVersion.objects.create(
            template=template, number=number, content=content, content_hash=str(number)
        )
        for number, content in enumerate(contents, 1)
    ]


def bring_in(company: Company, version: TemplateVersion, choice: Any = "keep") -> CloneReport:
    """Bring a version in."""
    return clone_template(company.pk, version, actor="test", decisions=Decisions(choice))


def edit(company: Company, sections: dict[str, Any]) -> None:
    """Make the company's configuration what its people made of it."""
    with company_scope(company.pk, writing=True):
        provenance = read_section(Section.SCENARIOS)["provenance"]
        scenarios = {**sections[Section.SCENARIOS], "provenance": provenance}
        for section, content in {**sections, Section.SCENARIOS: scenarios}.items():
            write_section(section, content)
        record_change("test", "edited", list(Section))


def state_of(company: Company) -> dict[str, Any]:
    """Return the company's whole configuration."""
    with company_scope(company.pk):
        return {section: read_section(section) for section in Section}


def recorded(company: Company) -> int:
    """Return how many changes of the company are on record."""
    with company_scope(company.pk):
        return ConfigurationChange.objects.count()


@at_the_database
@given(upgrades, st.sampled_from(["keep", "take"]))
def test_an_upgrade_undone_is_exactly_what_stood_before(upgrade: Any, choice: Any) -> None:
    first, edits, second, _ = upgrade
    versions = publish(first, second)
    company = CompanyFactory()
    bring_in(company, versions[0])
    edit(company, edits)
    before = state_of(company)

    bring_in(company, versions[1], choice)
    with company_scope(company.pk, writing=True):
        undo_sync(actor="test")

    assert state_of(company) == before


@at_the_database
@given(upgrades)
def test_the_same_version_twice_changes_and_records_nothing(upgrade: Any) -> None:
    first, edits, second, third = upgrade
    versions = publish(first, second, third)
    company = CompanyFactory()
    bring_in(company, versions[0])
    edit(company, edits)
    bring_in(company, versions[1])
    bring_in(company, versions[2])
    before = state_of(company), recorded(company)

    report = bring_in(company, versions[2])

    assert (report.added, report.updated, report.removed, report.conflicts) == ((), (), (), ())
    assert (state_of(company), recorded(company)) == before


@at_the_database
@given(upgrades)
def test_what_is_written_is_what_is_recorded(upgrade: Any) -> None:
    first, edits, second, _ = upgrade
    versions = publish(first, second)
    company = CompanyFactory()
    bring_in(company, versions[0])
    edit(company, edits)
    bring_in(company, versions[1], "take")

    with company_scope(company.pk):
        change = ConfigurationChange.objects.first()
        assert change is not None
        parts = {section: getattr(change, section).content for section in Section}

    assert parts == state_of(company)


@at_the_database
@given(upgrades)
def test_an_upgrade_of_one_company_is_none_of_another(upgrade: Any) -> None:
    first, edits, second, _ = upgrade
    versions = publish(first, second)
    company, stranger = CompanyFactory(), CompanyFactory()
    bring_in(company, versions[0])
    bring_in(stranger, versions[0])
    edit(stranger, edits)
    before, contents = state_of(stranger), [one.content for one in versions]

    bring_in(company, versions[1])

    assert state_of(stranger) == before
    assert (
        list(
            TemplateVersion.objects.filter(template=versions[0].template)
            .order_by("number")
            .values_list("content", flat=True)
        )
        == contents
    )


def test_a_state_recorded_before_a_field_existed_is_restored_with_its_usual_value() -> None:
    row = {"key": "hello", "name": "Hello", "category": "talk", "triggers": ["hi"]}
    content = {"categories": [{"key": "talk", "name": "Talk"}], "scenarios": [row]}
    older, newer = publish(
        {**content, "scenarios": [{**row, "quickReplies": ["Hi."]}]},
        {**content, "scenarios": [{**row, "quickReplies": ["Good day."]}]},
    )
    company = CompanyFactory()
    bring_in(company, older)
    with company_scope(company.pk, writing=True):
        part = ConfigurationChange.objects.get(action="template_synced").scenarios
        part.content = _as_before(part.content)
        part.save()
    bring_in(company, newer)

    with company_scope(company.pk, writing=True):
        undo_sync(actor="test")
        scenario = Scenario.objects.get()

    assert (scenario.quick_replies, scenario.language) == (["Hi."], "en-US")


def _as_before(content: dict[str, Any]) -> dict[str, Any]:
    """Return a recorded section without the fields that came later."""
    later = ("language", "channel", "preconditions", "effects", "entities", "behaviour")
    return {
        "provenance": content["provenance"],
        "categories": [
            {name: one[name] for name in ("key", "name", "position")}
            for one in content["categories"]
        ],
        "scenarios": [
            {name: value for name, value in one.items() if name not in later}
            for one in content["scenarios"]
        ],
    }
