"""A company's values: merged one by one, each of its type, or nothing written at all."""

from typing import Any

import pytest
from rest_framework.exceptions import ValidationError

from templates_brain.models import Variable
from templates_brain.models.fields import VariableType
from templates_brain.values import VALUE_MAX_CHARS
from templates_brain.variables import merge_variables, variable_values
from tenants.models import AuditEntry, Company
from tenants.scope import company_scope, platform_scope
from tests.factories import VariableFactory

pytestmark = pytest.mark.django_db


def merge(company: Company, **changes: Any) -> dict[str, str]:
    """Merge values into a company's."""
    with company_scope(company.id, writing=True):
        return merge_variables(changes, actor="owner@example.com")


def values_of(company: Company) -> dict[str, str]:
    """Return a company's values."""
    with company_scope(company.id):
        return variable_values()


def faults_of(company: Company, **changes: Any) -> dict[str, Any]:
    """Return what is wrong with the changes, by name."""
    with pytest.raises(ValidationError) as refusal:
        merge(company, **changes)
    return refusal.value.detail


def test_values_are_merged_into_those_that_stand(company: Company) -> None:
    VariableFactory(company=company, name="price", value="100")
    VariableFactory(company=company, name="area", value="Naples")

    merged = merge(company, price="150")

    assert merged == values_of(company) == {"price": "150", "area": "Naples"}


@pytest.mark.parametrize("nothing", [None, "", "   "])
def test_null_and_nothing_remove_a_value_and_keep_the_variable(
    company: Company, nothing: str | None
) -> None:
    VariableFactory(company=company, name="price", value="100")

    assert merge(company, price=nothing) == {}

    with company_scope(company.id):
        assert Variable.objects.get().name == "price"


def test_blanks_around_a_value_are_dropped(company: Company) -> None:
    VariableFactory(company=company, name="area")

    assert merge(company, area="  Naples and Bonita \n") == {"area": "Naples and Bonita"}


def test_every_fault_is_named_and_nothing_is_written(company: Company) -> None:
    VariableFactory(company=company, name="price", type="money", value="100")
    VariableFactory(company=company, name="mail", type="email", value="a@example.com")

    faults = faults_of(company, price="150", mail="nonsense", unknown="x", other=None)

    assert set(faults) == {"mail", "unknown", "other"}
    assert faults["unknown"] == ["There is no such variable."]
    assert values_of(company) == {"price": "100", "mail": "a@example.com"}


def test_another_companys_variable_is_no_variable(company: Company, stranger: Company) -> None:
    VariableFactory(company=stranger, name="price", value="200")

    assert set(faults_of(company, price="150")) == {"price"}
    assert values_of(stranger) == {"price": "200"}


def test_a_change_touches_one_company(company: Company, stranger: Company) -> None:
    VariableFactory(company=company, name="price", value="100")
    VariableFactory(company=stranger, name="price", value="200")

    merge(company, price="150")

    assert (values_of(company), values_of(stranger)) == ({"price": "150"}, {"price": "200"})


NO_TEXTS = [1, 1.5, True, [], {}, ["x"], "x" * (VALUE_MAX_CHARS + 1)]
UNSPEAKABLE = ["{name}", "a{", "}", "<b>", "a\0b", "\x07", "\x7f", "a\u200bb", "\u202e", "\u2066"]
UNSEEN = ["a\ufeffb", "a\u2060b", "a\u061cb", "a\u00adb", "a\x9bb", "a\u2028b", "a\U000e0041b"]


@pytest.mark.parametrize("kind", VariableType.values)
def test_no_type_takes_what_is_no_text_or_cannot_be_spoken(company: Company, kind: str) -> None:
    VariableFactory(company=company, name="it", type=kind, value="", choices=["x", "{name}"])

    refused = [
        value for value in NO_TEXTS + UNSPEAKABLE + UNSEEN if "it" in faults_of(company, it=value)
    ]

    assert refused == NO_TEXTS + UNSPEAKABLE + UNSEEN
    assert values_of(company) == {}


ACCEPTED = [
    ("money", "150", "150"),
    ("money", "$150", "$150"),
    ("money", "$1,250.50", "$1,250.50"),
    ("money", "1250", "1250"),
    ("number", "12", "12"),
    ("number", "-4.5", "-4.5"),
    ("phone", "+12395550100", "+12395550100"),
    ("phone", "(239) 555-0100", "+12395550100"),
    ("phone", "+1-239-555-0101", "+12395550101"),
    ("email", "office@example.com", "office@example.com"),
    ("url", "https://www.example.com/pay?x=1", "https://www.example.com/pay?x=1"),
    ("hours", "Monday to Friday, 8 am to 5 pm", "Monday to Friday, 8 am to 5 pm"),
    ("address", "12 Main St.\nNaples", "12 Main St.\nNaples"),
    ("text", "José's “best” in town", "José's “best” in town"),
    ("enum", "small", "small"),
]
REFUSED = [
    ("money", "150 dollars"),
    ("money", "$"),
    ("money", "-5"),
    ("money", "1,25"),
    ("money", "1.5"),
    ("money", "€150"),
    ("money", "150\n150"),
    ("money", "\N{ARABIC-INDIC DIGIT ONE}50"),
    ("money", "9" * 16),
    ("number", "\N{ARABIC-INDIC DIGIT ONE}"),
    ("number", "9" * 16),
    ("number", "a dozen"),
    ("number", "1e3"),
    ("number", "nan"),
    ("number", "1."),
    ("phone", "call us"),
    ("phone", "123"),
    ("phone", "+1239555010012345"),
    ("phone", "+12395550100 ext. 5"),
    ("email", "office at example.com"),
    ("email", "a@b"),
    ("url", "example.com"),
    ("url", "javascript:alert(1)"),
    ("url", "ftp://example.com"),
    ("enum", "huge"),
    ("enum", "Small"),
]


@pytest.mark.parametrize(("kind", "given", "stored"), ACCEPTED)
def test_a_value_of_its_type_is_stored(
    company: Company, kind: str, given: str, stored: str
) -> None:
    VariableFactory(company=company, name="it", type=kind, value="", choices=["small", "large"])

    assert merge(company, it=given) == {"it": stored}


@pytest.mark.parametrize(("kind", "given"), REFUSED)
def test_a_value_of_a_wrong_type_is_refused_with_a_sentence(
    company: Company, kind: str, given: str
) -> None:
    VariableFactory(company=company, name="it", type=kind, value="", choices=["small", "large"])

    (sentence,) = faults_of(company, it=given)["it"]

    assert sentence.endswith(".")
    assert values_of(company) == {}


def test_a_change_is_on_record_by_name_and_never_by_value(company: Company) -> None:
    VariableFactory(company=company, name="price", value="100")
    VariableFactory(company=company, name="area", value="Naples")

    merge(company, price="a secret", area="Naples")

    with company_scope(company.id):
        entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action) == ("owner@example.com", "variables_changed")
    assert entry.details["names"] == ["price"]
    assert "secret" not in str(entry.details)


def test_the_same_values_again_are_no_change(company: Company) -> None:
    VariableFactory(company=company, name="price", value="100")
    merge(company, price="150")
    with platform_scope("test"):
        version = Company._base_manager.get(pk=company.pk).configuration_version

    merge(company, price="150")

    with platform_scope("test"):
        assert Company._base_manager.get(pk=company.pk).configuration_version == version
    with company_scope(company.id):
        assert AuditEntry.objects.count() == 1


def test_nothing_to_merge_is_no_change(company: Company) -> None:
    VariableFactory(company=company, name="price", value="100")

    assert merge(company) == {"price": "100"}

    with company_scope(company.id):
        assert not AuditEntry.objects.exists()
