"""A clone is a deep copy of its own: nothing of it leads back, and nothing of it is shared."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, models

from templates_brain.cloning import UnknownTemplate, clone_template, find_version
from templates_brain.configuration import describe_configuration
from templates_brain.models import (
    Behaviour,
    ConfigurationChange,
    FillerWord,
    Provenance,
    Scenario,
    ScenarioCategory,
    Synonym,
    Template,
    TemplateBehaviour,
    TemplateCategory,
    TemplateFillerWord,
    TemplateScenario,
    TemplateSynonym,
    TemplateUrgencyKeyword,
    TemplateVariable,
    TemplateVersion,
    UrgencyKeyword,
    Variable,
)
from templates_brain.models.fields import Origin
from templates_brain.publishing import load_template
from templates_brain.snapshots import read_section
from tenants.models import AuditEntry, Company
from tenants.scope import company_scope, platform_scope
from tests.factories import TemplateDocumentFactory, VariableFactory
from tests.tenants.tenant_rows import TENANT_MODELS, label

pytestmark = pytest.mark.django_db

TEMPLATE_MODELS = (
    TemplateScenario, TemplateCategory, TemplateBehaviour, TemplateVariable, TemplateFillerWord,
    TemplateSynonym, TemplateUrgencyKeyword, TemplateVersion, Template,
)  # fmt: skip


SPECIAL = {
    "behaviour": "calm",
    "language": "en-US",
    "channel": "voice",
    "cooldownTurns": 2,
    "preconditions": {"requires": {"is_member": True}},
    "effects": {"set": {"is_member": True}},
    "entities": [{"name": "day", "type": "date", "required": True, "prompt": "Which day?"}],
    "actionHooks": ["escalate"],
    "hookParameters": {"escalate": {"first": "people"}},
    "replyWeights": {"{companyName} sees to that.": 2.0},
}


@pytest.fixture
def version() -> TemplateVersion:
    """Publish the usual template, with a row of every kind."""
    words = {"fillerWords": ["so"], "synonyms": [{"word": "commode", "means": "toilet"}]}
    document = TemplateDocumentFactory(
        categories=[{"key": "services", "name": "Services", **words}],
        behaviours=[{"key": "calm", "name": "Calm", "pace": "slow", "openers": ["All right."]}],
        synonyms=[{"word": "a c", "means": "ac"}],
    )
    document["scenarios"][0] |= {**SPECIAL, "notes": "Only staff reads this."}
    load_template(document, actor="staff@example.com")
    return find_version("plumbing")


def clone(company: Company, version: TemplateVersion) -> Any:
    """Clone a version into a company."""
    return clone_template(company.id, version, actor="owner@example.com")


def configuration_of(company: Company) -> dict[str, Any]:
    """Return everything that shapes a company's receptionist, its version apart."""
    with company_scope(company.id):
        return {**describe_configuration(), "version": None}


def rows_of(company: Company) -> dict[str, list[dict[str, Any]]]:
    """Return every row of the company, column by column, as the database has them."""
    with company_scope(company.id):
        return {
            model.__name__: list(model.objects.order_by("pk").values()) for model in TENANT_MODELS
        }


def test_a_clone_holds_all_that_the_version_holds(
    company: Company, version: TemplateVersion
) -> None:
    clone(company, version)

    configuration = configuration_of(company)
    shown = [
        (one["key"], one["triggers"], one["quickReplies"]) for one in configuration["scenarios"]
    ]
    assert shown == [
        (one["key"], one["triggers"], one["quickReplies"]) for one in version.content["scenarios"]
    ]
    assert configuration["fillerWords"] == {"inherited": ["um"], "custom": []}
    assert configuration["urgencyKeywords"]["inherited"] == [{"word": "flooding", "weight": 0.9}]
    names = {one["name"] for one in configuration["variableDefinitions"]}
    assert names == {"companyName", "servicecallprice"}


def test_a_clone_holds_behaviours_synonyms_and_every_field_of_a_scenario(
    company: Company, version: TemplateVersion
) -> None:
    clone(company, version)

    with company_scope(company.id):
        behaviour, synonym = Behaviour.objects.get(), Synonym.objects.get()
        category = ScenarioCategory.objects.get()
    (special, _) = configuration_of(company)["scenarios"]
    assert {name: special[name] for name in SPECIAL} == SPECIAL
    assert (behaviour.key, behaviour.pace, behaviour.openers) == ("calm", "slow", ["All right."])
    assert (synonym.word, synonym.means, synonym.origin) == ("a c", "ac", Origin.TEMPLATE)
    assert (category.filler_words, category.synonyms) == (
        ["so"],
        [{"word": "commode", "means": "toilet"}],
    )


def test_what_staff_note_stays_at_the_template(company: Company, version: TemplateVersion) -> None:
    clone(company, version)

    assert "Only staff reads this." in str(version.content)
    assert "Only staff reads this." not in str(rows_of(company))


def test_a_clone_fills_in_no_value(company: Company, version: TemplateVersion) -> None:
    clone(company, version)

    assert configuration_of(company)["variables"] == {}


def test_the_report_says_what_came(company: Company, version: TemplateVersion) -> None:
    report = clone(company, version)

    assert report.company_id == company.id
    assert (report.from_version, report.to_version) == (None, 1)
    assert report.added == ("burst_pipe", "clogged_drain")
    assert (report.updated, report.removed, report.kept, report.conflicts) == ((), (), (), ())


def test_a_clone_says_where_it_came_from_by_value(
    company: Company, version: TemplateVersion
) -> None:
    clone(company, version)

    with company_scope(company.id):
        provenance = Provenance.objects.get()
    assert (provenance.template_id, provenance.template_key) == (version.template_id, "plumbing")
    assert (provenance.template_version, provenance.content_hash) == (1, version.content_hash)
    assert provenance.cloned_by == "owner@example.com"


def test_a_clone_is_in_the_companys_audit_log_and_in_no_others(
    company: Company, stranger: Company, version: TemplateVersion
) -> None:
    clone(company, version)

    with company_scope(company.id):
        assert [entry.actor for entry in AuditEntry.objects.all()] == ["owner@example.com"]
    with company_scope(stranger.id):
        assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("model", TENANT_MODELS, ids=label)
def test_no_column_of_a_company_leads_to_a_template(model: Any) -> None:
    with connection.cursor() as cursor:
        keys = connection.introspection.get_relations(cursor, model._meta.db_table)

    templates = {one._meta.db_table for one in TEMPLATE_MODELS}
    assert templates.isdisjoint(table for _, table, *_ in keys.values())


@pytest.mark.parametrize("model", TEMPLATE_MODELS, ids=label)
def test_no_template_can_be_joined_to_a_company(model: Any) -> None:
    related = {
        one.related_model for one in model._meta.get_fields(include_hidden=True) if one.is_relation
    }

    assert related.isdisjoint(TENANT_MODELS)


def test_a_clone_shares_no_id_with_its_template(company: Company, version: TemplateVersion) -> None:
    clone(company, version)

    theirs = {row["id"] for model in TEMPLATE_MODELS for row in model.objects.values("id")}
    ours = {row["id"] for rows in rows_of(company).values() for row in rows}
    assert ours
    assert ours.isdisjoint(theirs)


def test_editing_the_templates_rows_changes_no_company(
    company: Company, version: TemplateVersion
) -> None:
    clone(company, version)
    before = rows_of(company)

    TemplateScenario.objects.update(
        name="Changed", triggers=["changed"], quick_replies=["Changed."]
    )
    TemplateVariable.objects.update(label="Changed", required=False)
    TemplateCategory.objects.update(name="Changed", filler_words=[], synonyms=[])
    TemplateBehaviour.objects.update(pace="fast", openers=["Changed."])
    TemplateFillerWord.objects.update(word="changed")
    TemplateSynonym.objects.update(means="changed")
    TemplateVersion.objects.update(content={"changed": True})
    Template.objects.update(key="changed", name="Changed")

    assert rows_of(company) == before


def test_deleting_the_template_changes_no_company(
    company: Company, version: TemplateVersion
) -> None:
    clone(company, version)
    before = rows_of(company)

    deleted = [model.objects.all().delete()[0] for model in TEMPLATE_MODELS]

    assert sum(deleted) >= 8
    assert not Template.objects.exists()
    assert rows_of(company) == before


def test_a_newer_version_changes_no_company_until_it_is_brought_in(
    company: Company, version: TemplateVersion
) -> None:
    clone(company, version)
    before = rows_of(company)

    load_template(TemplateDocumentFactory(fillerWords=["er"]), actor="staff@example.com")
    after_publishing = rows_of(company)
    clone(company, find_version("plumbing"))

    assert after_publishing == before
    assert configuration_of(company)["fillerWords"]["inherited"] == ["er"]


def test_a_change_of_the_company_changes_no_template(
    company: Company, version: TemplateVersion
) -> None:
    clone(company, version)
    before = TemplateVersion.objects.get().content, list(TemplateScenario.objects.values())

    with company_scope(company.id):
        Scenario.objects.update(name="Ours", triggers=["ours"])
        Variable.objects.update(value="ours")
        FillerWord.objects.all().delete()
        Synonym.objects.update(means="ours")
        Behaviour.objects.update(openers=["Ours."])

    assert (
        TemplateVersion.objects.get().content,
        list(TemplateScenario.objects.values()),
    ) == before


def test_two_companies_copies_are_independent(
    company: Company, stranger: Company, version: TemplateVersion
) -> None:
    clone(company, version)
    clone(stranger, version)
    before = rows_of(stranger)

    with company_scope(company.id):
        scenario = Scenario.objects.get(key="burst_pipe")
        scenario.triggers.append("ours")
        scenario.save()
        Variable.objects.update(value="ours")
        UrgencyKeyword.objects.all().delete()
        Scenario.objects.filter(key="clogged_drain").delete()

    assert rows_of(stranger) == before
    assert [one["key"] for one in configuration_of(company)["scenarios"]] == ["burst_pipe"]


def test_two_companies_copies_share_no_row(
    company: Company, stranger: Company, version: TemplateVersion
) -> None:
    clone(company, version)
    clone(stranger, version)

    ours = {row["id"] for rows in rows_of(company).values() for row in rows}
    theirs = {row["id"] for rows in rows_of(stranger).values() for row in rows}
    assert len(ours) == len(theirs) > 0
    assert ours.isdisjoint(theirs)


def test_the_same_version_again_changes_and_records_nothing(
    company: Company, version: TemplateVersion
) -> None:
    clone(company, version)
    with platform_scope("test"):
        before = rows_of(company), Company._base_manager.get(pk=company.pk).configuration_version

    again = clone(company, version)

    assert (again.from_version, again.to_version, again.added) == (1, 1, ())
    with platform_scope("test"):
        after = rows_of(company), Company._base_manager.get(pk=company.pk).configuration_version
    assert after == before


def test_values_that_stand_are_kept(company: Company, version: TemplateVersion) -> None:
    VariableFactory(company=company, name="servicecallprice", label="Old", value="125")
    VariableFactory(company=company, name="own", value="of no template")

    clone(company, version)

    configuration = configuration_of(company)
    assert configuration["variables"] == {"servicecallprice": "125", "own": "of no template"}
    definitions = {one["name"]: one for one in configuration["variableDefinitions"]}
    assert definitions["servicecallprice"]["label"] == "Service call price"
    assert definitions["servicecallprice"]["type"] == "money"


def test_another_template_keeps_the_values_and_takes_the_firsts_scenarios_away(
    company: Company, version: TemplateVersion
) -> None:
    clone(company, version)
    with company_scope(company.id):
        Variable.objects.filter(name="companyName").update(value="Joe's")
    load_template(_hvac(), actor="staff@example.com")

    clone(company, find_version("hvac"))

    configuration = configuration_of(company)
    assert configuration["clonedFrom"] == "hvac"
    assert [one["key"] for one in configuration["scenarios"]] == ["no_heat"]
    assert configuration["variables"] == {"companyName": "Joe's"}


@pytest.mark.parametrize(
    "model",
    [
        *(Scenario, ScenarioCategory, Behaviour, FillerWord, Synonym, UrgencyKeyword, Variable),
        *(Provenance, AuditEntry),
    ],
    ids=label,
)
def test_a_failure_in_the_middle_leaves_nothing(
    company: Company, version: TemplateVersion, monkeypatch: pytest.MonkeyPatch, model: Any
) -> None:
    _break(monkeypatch, model)

    with pytest.raises(ZeroDivisionError):
        clone(company, version)

    monkeypatch.undo()
    assert not any(rows_of(company).values())
    with platform_scope("test"):
        assert Company._base_manager.get(pk=company.pk).configuration_version == 1
    clone(company, version)
    assert len(rows_of(company)["Scenario"]) == 2


def test_a_clone_into_a_company_that_is_not_there_leaves_nothing(
    version: TemplateVersion,
) -> None:
    with pytest.raises(Company.DoesNotExist):
        clone_template(uuid4(), version, actor="owner@example.com")

    with platform_scope("a look at everything"):
        assert not any(model.objects.exists() for model in TENANT_MODELS)


def test_rows_of_the_copy_say_that_the_template_brought_them(
    company: Company, version: TemplateVersion
) -> None:
    clone(company, version)

    with company_scope(company.id):
        origins = {
            *Scenario.objects.values_list("origin", flat=True),
            *FillerWord.objects.values_list("origin", flat=True),
            *UrgencyKeyword.objects.values_list("origin", flat=True),
        }
    assert origins == {Origin.TEMPLATE}


def test_a_template_is_found_by_key_by_id_and_by_number(version: TemplateVersion) -> None:
    load_template(TemplateDocumentFactory(name="Newer"), actor="staff@example.com")

    assert find_version("plumbing").number == 2
    assert find_version(str(version.template_id)).number == 2
    assert find_version("plumbing", 1) == version


@pytest.mark.parametrize(("template", "number"), [("hvac", None), ("plumbing", 9), ("", None)])
def test_what_is_not_published_is_not_found(
    version: TemplateVersion, template: str, number: int | None
) -> None:
    with pytest.raises(UnknownTemplate):
        find_version(template, number)


def _hvac() -> dict[str, Any]:
    document = TemplateDocumentFactory(key="hvac", name="HVAC")
    (scenario, _) = document["scenarios"]
    return {**document, "scenarios": [{**scenario, "key": "no_heat", "triggers": ["no heat"]}]}


def _break(monkeypatch: pytest.MonkeyPatch, model: type[models.Model]) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        _ = 1 / 0

    monkeypatch.setattr(model, "save", fail)
    queryset = type(model.objects.all())
    whole = queryset.bulk_create
    monkeypatch.setattr(
        queryset,
        "bulk_create",
        lambda rows, *args, **kwargs: (fail if rows.model is model else whole)(
            rows, *args, **kwargs
        ),
    )


@pytest.mark.parametrize("microsecond", [0, 123, 999, 1000, 999_999])
def test_the_time_of_a_clone_is_recorded_as_it_stands(
    company: Company, version: TemplateVersion, monkeypatch: pytest.MonkeyPatch, microsecond: int
) -> None:
    now = datetime(2026, 1, 2, 3, 4, 5, microsecond, UTC)
    monkeypatch.setattr("templates_brain.cloning.timezone.now", lambda: now)
    clone(company, version)

    with company_scope(company.id):
        recorded = ConfigurationChange.objects.get(action="template_synced").scenarios.content
        assert recorded == read_section("scenarios")
