"""The system checks: each fires on a model that leaves a lock open, and on none of ours."""

import re
from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.core.checks import CheckMessage
from django.core.checks.registry import registry as checks_that_run
from django.db import models
from django.test.utils import isolate_apps

from tenants import checks
from tenants.constraints import SameCompany, company_row_is_unique, own_rows_only
from tenants.models import AuditEntry, Company
from tenants.rotating import sealed_models
from tenants.tenant_model import TenantModel
from tenants.web_addresses import valid_public_address

CHECKS = (
    checks.every_model_has_an_owner,
    checks.every_tenant_model_is_locked,
    checks.every_sealed_column_is_found,
    checks.every_kept_address_is_of_the_public_web,
)

REGISTERED = (*CHECKS, checks.every_tenant_model_tells_what_is_personal)
META = "Write Meta(TenantModel.Meta) and keep its constraints."
PERSONAL = "Set personal_fields = (…): what callers said or are known by, or ()."
PUBLIC = "Give it tenants.web_addresses.valid_public_address among its validators."


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Apps]:
    """Let the checks see the models that a test makes up, and none of ours."""
    with isolate_apps("tenants") as made_up:
        made_up.register_model("tenants", Company)
        made_up.register_model("tenants", AuditEntry)
        monkeypatch.setattr(checks, "apps", made_up)
        yield made_up


def problems() -> list[tuple[str, str]]:
    """Return the id of each problem found, and the model's name."""
    found = [problem for check in CHECKS for problem in check()]
    return sorted((str(one.id), one.obj.__name__) for one in found)


def test_our_own_models_leave_no_lock_open() -> None:
    found: list[CheckMessage] = [problem for check in CHECKS for problem in check()]

    assert found == []
    assert len(sealed_models()) >= 4


def test_every_global_model_on_the_list_has_its_reason() -> None:
    reasons = checks.GLOBAL_MODELS.values()

    assert all(re.fullmatch(r"[A-Z][a-z']* .+\.|[A-Z][a-z]+-.+\.", reason) for reason in reasons)


def test_a_well_locked_model_passes(registry: Apps) -> None:
    class Note(TenantModel):
        entry = models.ForeignKey(AuditEntry, on_delete=models.CASCADE, related_name="+")
        title = models.CharField(max_length=10)

        class Meta(TenantModel.Meta):
            app_label = "tenants"
            constraints = (
                *TenantModel.Meta.constraints,
                SameCompany(field="entry", name="note_of_same_company"),
                models.UniqueConstraint(fields=["company", "title"], name="one_note_a_title"),
            )

    assert problems() == []


def test_e001_a_model_without_an_owner(registry: Apps) -> None:
    class Orphan(models.Model):  # noqa: DJ008  nobody prints it
        class Meta:
            app_label = "tenants"

    assert problems() == [("tenants.E001", "Orphan")]


def test_e001_an_automatic_table_of_a_model_without_an_owner(registry: Apps) -> None:
    class Orphan(models.Model):  # noqa: DJ008  nobody prints it
        companies = models.ManyToManyField(Company, related_name="+")

        class Meta:
            app_label = "tenants"

    assert problems() == [("tenants.E001", "Orphan"), ("tenants.E001", "Orphan_companies")]


def test_e002_an_unscoped_default_manager(registry: Apps) -> None:
    class Note(TenantModel):
        objects = models.Manager()

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    assert problems() == [("tenants.E002", "Note")]


def test_e002_an_unscoped_base_manager(registry: Apps) -> None:
    class Note(TenantModel):
        everything = models.Manager()

        class Meta(TenantModel.Meta):
            app_label = "tenants"
            base_manager_name = "everything"

    assert problems() == [("tenants.E002", "Note")]


def test_a_meta_that_inherits_nothing_keeps_the_scoped_managers(registry: Apps) -> None:
    class Note(TenantModel):
        class Meta:
            app_label = "tenants"
            constraints = (company_row_is_unique(), own_rows_only())

    assert problems() == []


def test_e003_constraints_that_drop_the_inherited_ones(registry: Apps) -> None:
    class Note(TenantModel):
        class Meta(TenantModel.Meta):
            app_label = "tenants"
            constraints = (own_rows_only(),)

    assert problems() == [("tenants.E003", "Note")]


def test_e014_constraints_without_row_level_security(registry: Apps) -> None:
    class Note(TenantModel):
        class Meta(TenantModel.Meta):
            app_label = "tenants"
            constraints = (company_row_is_unique(),)

    assert problems() == [("tenants.E014", "Note")]


def test_e004_an_implicit_many_to_many(registry: Apps) -> None:
    class Note(TenantModel):
        entries = models.ManyToManyField(AuditEntry, related_name="+")

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    assert ("tenants.E004", "Note") in problems()


def test_e005_a_key_without_the_composite_one(registry: Apps) -> None:
    class Note(TenantModel):
        entry = models.ForeignKey(AuditEntry, on_delete=models.CASCADE, related_name="+")

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    assert problems() == [("tenants.E005", "Note")]


def test_e005_a_key_to_its_own_table(registry: Apps) -> None:
    class Note(TenantModel):
        before = models.ForeignKey("self", on_delete=models.CASCADE, null=True)

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    assert problems() == [("tenants.E005", "Note")]


def test_e006_a_column_unique_over_all_companies(registry: Apps) -> None:
    class Note(TenantModel):
        title = models.CharField(max_length=10, unique=True)

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    assert problems() == [("tenants.E006", "Note")]


def test_e007_a_key_that_a_global_model_can_be_joined_by(registry: Apps) -> None:
    class Plan(models.Model):  # noqa: DJ008  nobody prints it
        class Meta:
            app_label = "tenants"

    class Note(TenantModel):
        plan = models.ForeignKey(Plan, on_delete=models.CASCADE)

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    assert ("tenants.E007", "Note") in problems()


def test_e008_a_constraint_that_leaves_the_company_out(registry: Apps) -> None:
    class Note(TenantModel):
        title = models.CharField(max_length=10)

        class Meta(TenantModel.Meta):
            app_label = "tenants"
            constraints = (
                *TenantModel.Meta.constraints,
                models.UniqueConstraint(fields=["title"], name="one_note_a_title"),
            )

    assert problems() == [("tenants.E008", "Note")]


def test_e008_a_unique_expression_that_leaves_the_company_out(registry: Apps) -> None:
    class Note(TenantModel):
        title = models.CharField(max_length=10)

        class Meta(TenantModel.Meta):
            app_label = "tenants"
            constraints = (
                *TenantModel.Meta.constraints,
                models.UniqueConstraint(models.functions.Lower("title"), name="one_note_a_title"),
            )

    assert problems() == [("tenants.E008", "Note")]


def test_e008_a_unique_together_that_leaves_the_company_out(registry: Apps) -> None:
    class Note(TenantModel):
        title = models.CharField(max_length=10)
        body = models.CharField(max_length=10)

        class Meta(TenantModel.Meta):
            app_label = "tenants"
            unique_together = (("title", "body"),)

    assert problems() == [("tenants.E008", "Note")]


@pytest.mark.parametrize("name", ["sealed_note", "note_encrypted"])
def test_e011_a_sealed_column_that_a_change_of_keys_would_not_find(
    name: str, registry: Apps
) -> None:
    class Note(TenantModel):
        class Meta(TenantModel.Meta):
            app_label = "tenants"

    models.TextField().contribute_to_class(Note, name)
    assert problems() == [("tenants.E011", "Note")]
    Note.seals = lambda self: {name: (self.company_id, "note")}  # type: ignore[attr-defined]
    assert problems() == []


def test_e012_an_address_of_the_web_that_may_lead_inside(registry: Apps) -> None:
    class Note(TenantModel):
        link = models.URLField()

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    assert problems() == [("tenants.E012", "Note")]


def test_an_address_of_the_public_web_passes(registry: Apps) -> None:
    class Note(TenantModel):
        link = models.URLField(validators=[valid_public_address])

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    assert problems() == []


TOLD = [
    ("E001", "Note_entries is neither a TenantModel nor in tenants.checks.GLOBAL_MODELS.", None),
    ("E001", "Plan is neither a TenantModel nor in tenants.checks.GLOBAL_MODELS.", None),
    ("E002", "Note has an unscoped manager.", None),
    ("E003", "Note lost unique (company, id).", META),
    ("E004", "Note has an implicit many-to-many.", None),
    ("E005", "Note.entry lacks lock 2.", "Add SameCompany(field='entry', name=…)."),
    ("E006", "Note.title is unique over all companies.", None),
    ("E007", "Note.plan can be joined from a global model.", 'Set related_name="+".'),
    ("E008", "Note: unique_together leaves the company out.", None),
    ("E011", "Note.sealed_body is not in its model's seals().", None),
    ("E012", "Note.link takes any address.", PUBLIC),
    ("E013", "Note does not say which of its fields are personal.", PERSONAL),
    ("E014", "Note lacks lock 3.", META),
]


def test_each_fault_is_told_with_what_to_do(registry: Apps) -> None:
    class Plan(models.Model):  # noqa: DJ008  nobody prints it
        class Meta:
            app_label = "tenants"

    class Note(TenantModel):
        objects = models.Manager()
        entry = models.ForeignKey(AuditEntry, on_delete=models.CASCADE, related_name="+")
        entries = models.ManyToManyField(AuditEntry, related_name="+")
        plan = models.ForeignKey(Plan, on_delete=models.CASCADE)
        title = models.CharField(max_length=10, unique=True)
        sealed_body = models.TextField()
        link = models.URLField()

        class Meta:
            app_label = "tenants"
            constraints = ()
            unique_together = (("title", "link"),)

    found = [one for check in REGISTERED for one in check() if one.obj is not AuditEntry]

    told = [(one.id, one.msg.replace("tenants.", "", 1), one.hint) for one in found]
    assert sorted(told, key=str) == [(f"tenants.{id}", msg, hint) for id, msg, hint in TOLD]


def test_all_checks_run_before_the_server_starts() -> None:
    assert {*REGISTERED} <= {*checks_that_run.get_checks()}


def untold() -> list[tuple[str, str]]:
    """Return the models that do not say what is personal, and why."""
    found = checks.every_tenant_model_tells_what_is_personal()
    return [(str(one.id), str(one.msg)) for one in found if one.obj is not AuditEntry]


def test_our_own_models_say_what_is_personal() -> None:
    assert checks.every_tenant_model_tells_what_is_personal() == []


def test_e013_words_of_which_nobody_says_whose_they_are(registry: Apps) -> None:
    class Note(TenantModel):
        body = models.TextField()

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    class Tick(TenantModel):
        is_done = models.BooleanField()

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    assert untold() == [
        ("tenants.E013", "tenants.Note does not say which of its fields are personal.")
    ]


def test_e013_a_personal_field_that_is_not_there(registry: Apps) -> None:
    class Note(TenantModel):
        body = models.TextField()

        personal_fields = ("text",)

        class Meta(TenantModel.Meta):
            app_label = "tenants"

    assert untold() == [("tenants.E013", "tenants.Note has no field text.")]
